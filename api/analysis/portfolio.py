"""The portfolio over HTTP: relationship capital of all accounts."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Depends, Query, Response

from domain.analysis.series import Every
from domain.dates import resolve_as_of
from projections.analysis.portfolio import Asked
from projections.analysis.portfolio import portfolio as portfolio_of
from projections.moments import Moment
from projections.statements import half_lives_of

from ..http.access import Caller, requires
from ..http.paging import next_page, started
from ..http.parameters import SUBJECT, Cursor
from ..http.reading import Reading, ReadWhy
from . import capital_shapes as shapes

router = APIRouter(prefix="/v1/portfolio", tags=["accounts"])

Restricted = Annotated[Caller, requires("restricted")]
Since = Annotated[str, Query(max_length=40, description="The earlier day that it is compared with: a date, `-90d` …")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many accounts at most.")]
Ends = Annotated[
    Literal["month", "quarter", "year"] | None,
    Query(description="With a series of each account of the page, at the ends of these since the earlier day."),
]
Status = Annotated[Literal["open", "closed"] | None, Query(description="Only accounts that are so.")]
Trend = Annotated[Literal["grows", "shrinks", "stays"] | None, Query(description="Only accounts whose capital does.")]
Text = Annotated[str | None, Query(max_length=200, description="Only accounts whose organization has this.")]
Lead = Annotated[str | None, Query(pattern=SUBJECT, description="Only accounts that this colleague leads.")]
Colleague = Annotated[
    str | None, Query(pattern=SUBJECT, description="Only where this colleague covers the account or is linked there.")
]
OurUnit = Annotated[str | None, Query(pattern=SUBJECT, description="Only what somebody in this unit of ours covers.")]
Level = Annotated[str | None, Query(max_length=200, description="Only where the highest role known is of this level.")]
Stage = Annotated[str | None, Query(max_length=200, description="Only with an open opportunity at this stage.")]


class Selected(NamedTuple):
    """What is asked for: compared with which day, which values of which facets, with series or without."""

    since: str
    wanted: dict[str, str]
    every: Every | None

    def asked(self, moment: Moment) -> Asked:
        """Raises InvalidRequest for `since`."""
        return Asked(resolve_as_of(self.since, moment.as_of, field="since"), self.wanted, self.every)


async def selected(
    since: Since = "-90d",
    every: Ends = None,
    status: Status = None,
    trend: Trend = None,
    country: Text = None,
    domain: Text = None,
    kind: Text = None,
    lead: Lead = None,
    colleague: Colleague = None,
    our_unit: OurUnit = None,
    level: Level = None,
    stage: Stage = None,
) -> Selected:
    given = {
        "status": status, "trend": trend, "country": country, "domain": domain, "kind": kind, "lead": lead,
        "colleague": colleague, "our_unit": our_unit, "level": level, "stage": stage,
    }  # fmt: skip
    return Selected(since, {name: value for name, value in given.items() if value is not None}, every)


Selecting = Annotated[Selected, Depends(selected)]


@router.get("", response_model=shapes.Portfolio)
def list_portfolio(
    read: ReadWhy, caller: Restricted, selecting: Selecting, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Relationship capital per account, unit and colleague on a day, with what became of it since an earlier one.

    `facets` count over all accounts, each over those that fit what is asked of the others; `colleagues` are those at
    all accounts that fit: what they carry, what leaves with them, and whom nobody else of us knows. It follows from
    links, so it needs the scope `restricted`. `next` goes on at the same moment. With `why` what accounts of the page
    come to names the facts behind it.
    """
    after, moment = started(read, cursor)
    build = partial(page_of, read, after, moment, limit, selecting.asked(moment))
    return read.answer(build, moment, about=("portfolio", "*"), settings=half_lives_of(read.tenant, moment))


def page_of(read: Reading, after: str, moment: Moment, limit: int, asked: Asked) -> dict[str, Any]:
    """With the cursor to the next page."""
    found = portfolio_of(read.tenant, moment, asked._replace(why=read.why), after or None, limit)
    return found | {"next": next_page(read, found["accounts"], limit, moment, "account")}
