"""The handover brief of an account, over HTTP."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response

from domain.dates import resolve_as_of
from projections.analysis.handover import handover as handover_of
from projections.statements import half_lives_of

from ..http.parameters import AccountId, Scope
from ..http.reading import ReadWhy
from . import handover_shapes as shapes

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])

Since = Annotated[str, Query(max_length=40, description="The day from which changes are told: a date, `-90d` …")]


@router.get("/{id}/handover", response_model=shapes.Handover)
def account_handover(read: ReadWhy, id: AccountId, since: Since = "-90d", scope: Scope = "account") -> Response:
    """What whoever takes an account over has to know: what changed since a day, who of us is there, what is to be done,
    who counts, what we sell, what hangs on one person, what to ask next; as data, and in `text` to read or print. With
    `scope=group` of the organization and all below it.
    """
    day = resolve_as_of(since, read.moment.as_of)
    asked = {"restricted": read.caller.restricted, "why": read.why, "group": scope == "group"}
    build = partial(handover_of, read.tenant, id, read.moment, day, **asked)
    return read.answer(build, about=("organization", id), settings=half_lives_of(read.tenant, read.moment))
