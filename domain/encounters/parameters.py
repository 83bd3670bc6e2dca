"""What reads about encounters take for granted, and what a caller may set otherwise: every answer shows it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from ..analysis.parameters import Strength, Worth, given_parameters

Tone = Annotated[float, Meta(ge=-2, le=2)]


class Close(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which strength and tone on a link is a good one; an unknown strength is taken as 5, an unknown tone as 0."""

    strength: Strength = 5
    tone: Tone = 1


class FitParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By how much each part of a fit counts, by its name; docs/encounters.md says what each part is worth.

    `enough`: by how many people of an account a part about people counts whole; `full`: how many coverages are as many
    as one can have; `people`: how many of those whom a part is about are named.
    """

    link: Worth = 3
    past: Worth = 1.5
    near: Worth = 1.5
    shared: Worth = 0.5
    covers: Worth = 1
    rule: Worth = 2
    load: Worth = 1
    enough: Annotated[int, Meta(ge=1, le=1_000)] = 3
    full: Annotated[int, Meta(ge=1, le=1_000)] = 20
    people: Annotated[int, Meta(ge=1, le=100)] = 5

    @property
    def looked_at(self) -> int:
        """With so many people the parts `past` and `shared` are whole: each of them is worth a third or more."""
        return 3 * max(self.enough, self.people)


def fit_parameters_of(text: str | None) -> FitParameters:
    """From JSON such as `{"link": 5}`. Raises InvalidRequest naming what is wrong."""
    return given_parameters(text, FitParameters, "an object of parameters by name")
