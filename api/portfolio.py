"""The portfolio over HTTP: relationship capital of all accounts."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from domain.dates import resolve_as_of
from projections.analysis.portfolio import portfolio as portfolio_of
from projections.moments import Moment

from . import capital_shapes as shapes
from .access import Caller, requires
from .paging import next_page, started
from .parameters import Cursor
from .reading import Read, Reading

router = APIRouter(prefix="/v1/portfolio", tags=["accounts"])

Restricted = Annotated[Caller, requires("restricted")]
Since = Annotated[str, Query(max_length=40, description="The earlier day that it is compared with: a date, `-90d` …")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many accounts at most.")]


@router.get("", response_model=shapes.Portfolio)
def list_portfolio(
    read: Read, caller: Restricted, cursor: Cursor = None, limit: Limit = 50, since: Since = "-90d"
) -> Response:
    """Relationship capital per account, unit and colleague on a day, with what became of it since an earlier one.

    It follows from links, so it needs the scope `restricted`. `next` goes on at the same moment.
    """
    after, moment = started(read, cursor)
    return read.answer(partial(_page, read, after, moment, limit, since), moment, about=("portfolio", "*"))


def _page(read: Reading, after: str, moment: Moment, limit: int, since: str) -> dict[str, Any]:
    found = portfolio_of(read.tenant, moment, resolve_as_of(since, moment.as_of), after or None, limit)
    return found | {"next": next_page(read, found["accounts"], limit, moment, "account")}
