"""What analysis takes for granted, and what a caller may set otherwise: every answer shows what it was made with."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from ..errors import InvalidRequest

Strength = Annotated[float, Meta(ge=0, le=10)]
Worth = Annotated[float, Meta(ge=0, le=10)]
Share = Annotated[float, Meta(ge=0, le=1)]


class CoverageParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`known_from`: the least strength of a link by which somebody is known; a link of unknown strength counts."""

    known_from: Strength = 1


class NeededParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`deciding` and `evaluating`: buying roles, by what they mean in the default vocabulary; `influences_from`: the
    least strength of a tie by which somebody influences whoever decides; `needed_from`: how much somebody has to be
    needed, 0 to 1, to count."""

    deciding: tuple[str, ...] = ("decider",)
    evaluating: tuple[str, ...] = ("evaluator", "gatekeeper")
    influences_from: Strength = 3
    needed_from: Share = 0.5


class CompletenessParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much an answer to a question about each element is worth, for somebody of full importance."""

    hierarchy: Worth = 0.6
    holders: Worth = 1
    power: Worth = 0.6
    links: Worth = 0.5
    our_links: Worth = 0.8
    buying_roles: Worth = 0.9
    attitudes: Worth = 0.9


class Parameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By section of the analysis."""

    coverage: CoverageParameters = CoverageParameters()
    completeness: CompletenessParameters = CompletenessParameters()
    needed: NeededParameters = NeededParameters()


def parameters_of(text: str | None) -> Parameters:
    """From JSON such as `{"coverage": {"known_from": 3}}`. Raises InvalidRequest naming what is wrong."""
    try:
        return Parameters() if text is None else msgspec.json.decode(text, type=Parameters)
    except msgspec.DecodeError as error:  # of which a ValidationError is one
        raise InvalidRequest(f"expected an object of parameters by section: {error}", field="parameters") from error
