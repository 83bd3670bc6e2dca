"""Remap proposals over HTTP: what of an account's map to draw again, since what happened there."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from domain.dates import resolve_as_of
from projections.moments import Moment
from projections.remaps import account_remaps as remaps_of
from projections.remaps import group_remaps, remaps_across

from ..http.paging import next_page, started
from ..http.parameters import AccountId, Cursor, Scope
from ..http.reading import Reading, ReadWhy
from . import remap_shapes as shapes

router = APIRouter(prefix="/v1", tags=["accounts"])

Since = Annotated[
    str,
    Query(
        max_length=40, description="Only of what happened from this day on: a date, `-90d` …; what is blocked counts."
    ),
]
Limit = Annotated[int, Query(ge=1, le=200, description="Of how many accounts at most.")]


@router.get("/accounts/{id}/remaps", response_model=shapes.AccountRemaps)
def account_remaps(read: ReadWhy, id: AccountId, since: Since = "-365d", scope: Scope = "account") -> Response:
    """What of an account's map to draw again, why, and since when, with the facts that say so; the latest first.

    A new opportunity, a new colleague, a blocked action, a new holder of a role that decides and a reorganized unit
    make parts of the map stale, or show what was never drawn. Each `draw` goes once a fact that answers it was recorded
    after what happened. Without the scope `restricted` nothing is asked that only links, attitudes, powers or crafted
    jobs answer. With `scope=group` of the organization and all below it that day, each proposal naming its `account`.
    """
    day = resolve_as_of(since, read.moment.as_of)
    found = group_remaps if scope == "group" else remaps_of
    build = partial(found, read.tenant, id, read.moment, day, restricted=read.caller.restricted)
    return read.answer(build, about=("organization", id))


@router.get("/remaps", response_model=shapes.Remaps)
def list_remaps(read: ReadWhy, cursor: Cursor = None, limit: Limit = 50, since: Since = "-365d") -> Response:
    """The same of all accounts, in the order of their ids; `next` goes on at the same moment."""
    after, moment = started(read, cursor)
    return read.answer(partial(_page, read, after, moment, limit, since), moment, about=("remaps", "*"))


def _page(read: Reading, after: str, moment: Moment, limit: int, since: str) -> dict[str, Any]:
    day = resolve_as_of(since, moment.as_of)
    page, found = remaps_across(read.tenant, moment, day, after or None, limit, restricted=read.caller.restricted)
    return found | {"next": next_page(read, page, limit, moment, "id")}
