"""What analysis takes for granted, and what a caller may set otherwise: every answer shows what it was made with."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from ..errors import InvalidRequest

Strength = Annotated[float, Meta(ge=0, le=10)]


class CoverageParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`known_from`: the least strength of a link by which somebody is known; a link of unknown strength counts."""

    known_from: Strength = 1


class Parameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By section of the analysis."""

    coverage: CoverageParameters = CoverageParameters()


def parameters_of(text: str | None) -> Parameters:
    """From JSON such as `{"coverage": {"known_from": 3}}`. Raises InvalidRequest naming what is wrong."""
    try:
        return Parameters() if text is None else msgspec.json.decode(text, type=Parameters)
    except msgspec.DecodeError as error:  # of which a ValidationError is one
        raise InvalidRequest(f"expected an object of parameters by section: {error}", field="parameters") from error
