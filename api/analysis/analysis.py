"""What follows from an account's facts, over HTTP."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Response

from domain.analysis.parameters import parameters_of
from domain.analysis.sections import NAMES, sections_of
from projections.analysis.reading import analysis_json
from projections.statements import half_lives_of

from ..http.parameters import AccountId, Scope
from ..http.reading import ReadWhy
from . import analysis_shapes as shapes

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])

Sections = Annotated[
    str | None,
    Query(max_length=1_000, description=f"Only these, all if left out: {', '.join(NAMES)}."),
]
Parameters = Annotated[
    str | None,
    Query(
        max_length=4_000,
        description='What the analysis takes for granted, by section, as JSON: `{"coverage": {"known_from": 3}}`. '
        "The answer shows all of them.",
    ),
]


@router.get("/{id}/analysis", response_model=shapes.Analysis)
def account_analysis(
    read: ReadWhy,
    id: AccountId,
    sections: Sections = None,
    parameters: Parameters = None,
    scope: Scope = "account",
) -> Response:
    """What an account's facts amount to on a day, section by section, each derived anew from the facts that count.

    Sections that follow from links, power, attitudes or opinions need the scope `restricted`.
    """
    wanted, given = sections_of(sections), parameters_of(parameters)
    half_lives = half_lives_of(read.tenant, read.moment)
    asked = {"restricted": read.caller.restricted, "why": read.why, "group": scope == "group"}
    build = partial(analysis_json, read.tenant, id, read.moment, wanted, given, half_lives=half_lives, **asked)
    shown = (lambda: msgspec.json.decode(build())) if read.why else build
    return read.answer(shown, about=("organization", id), settings=half_lives, keep=True)
