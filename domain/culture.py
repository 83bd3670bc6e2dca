"""How decisions are made in an organization or one of its units: a mix of four cultures, as somebody assesses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from msgspec import UNSET, Meta

from .coverage import Subject, about_first
from .errors import InvalidFact
from .facts import PUBLIC, TEXT, Fact, Given, LongText, Open, OrganizationId, PersonId, Stated, UnitId
from .language import say
from .lazy import lazy
from .rules import require_one

Culture = Literal["bureaucratic", "entrepreneurial", "consulting", "collaborative"]
CULTURES: tuple[Culture, ...] = get_args(Culture)
ASSESSED = ("organization", "unit")

Weight = Annotated[int, Meta(ge=0, le=1_000)] | Annotated[float, Meta(ge=0, le=1_000)]
Mix = dict[Culture, Weight]


class CultureAssessed(Fact, type="culture_assessed", subject="organization"):
    """How decisions are made in an organization or a unit, as an assessor sees it: weights 0 to 1000 of four cultures.

    Only their proportions count; at least one is more than 0. `mix` null takes the assessor's view back. `national`
    is text, or scores by dimension; it is shown and never counted.
    """

    organization: Annotated[Given[OrganizationId], PUBLIC] = UNSET
    unit: Annotated[Given[UnitId], PUBLIC] = UNSET
    mix: Annotated[Mix | None, PUBLIC]
    national: Annotated[Stated[LongText | Open], TEXT] = UNSET
    by: Annotated[Given[PersonId], PUBLIC] = UNSET

    @lazy
    def named(self) -> tuple[Subject, ...]:
        return about_first(self, ASSESSED)

    @property
    def home(self) -> Subject:
        return self.named[0]

    def check(self) -> None:
        require_one(self, *ASSESSED)
        if self.mix is not None and not any(self.mix.values()):
            raise InvalidFact(
                say("give one of {names} a weight of more than 0", names=", ".join(CULTURES)), field="mix"
            )


def shares(mix: Mapping[Culture, float]) -> dict[Culture, float]:
    """The weights of a mix as parts of 1, in the order of `CULTURES`; those without a weight are left out."""
    whole = sum(mix.values())
    return {name: mix[name] / whole for name in CULTURES if name in mix}
