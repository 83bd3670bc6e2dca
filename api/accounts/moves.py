"""Career moves over HTTP: what people left and took, and the chains that moves form."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Response

from domain.chains import WINDOW_DAYS
from domain.moves import TOLERATED_DAYS, Kind
from projections.chains import Sought
from projections.chains import chains as chains_found
from projections.moments import Moment
from projections.moves import Asked, Order, Page, days_asked
from projections.moves import moves as moves_found

from .. import shapes
from ..http.cursors import cursor as cursor_to
from ..http.cursors import place_in
from ..http.parameters import LARGEST, SUBJECT, Cursor, Limit
from ..http.reading import Clocks, Reading, ReadWhy, stamp

router = APIRouter(prefix="/v1/moves", tags=["moves"])

_DAY = "A date, `today`, `last-quarter-end`, `-90d` and the like"
_MOST_DAYS = 3_660
Account = Annotated[
    str | None,
    Query(pattern=SUBJECT, description="Only moves to and from roles of this organization, as it sees them."),
]
Person = Annotated[str | None, Query(pattern=SUBJECT, description="Only moves of this person.")]
OfKind = Annotated[
    Kind | None,
    Query(description="Only moves of this kind; with an account, those that it sees so: who left it, who joined it."),
]
Since = Annotated[str | None, Query(max_length=40, description=f"The first day: {_DAY}.")]
Until = Annotated[str | None, Query(max_length=40, description=f"The last day: {_DAY}; `as_of` if left out.")]
Gap = Annotated[
    int,
    Query(ge=0, le=_MOST_DAYS, description="Days without a role that still make one step of two roles."),
]
ChainsSince = Annotated[
    str | None,
    Query(
        max_length=40,
        description=f"The first day: {_DAY}; if left out every day, or where very many moved the year before the last.",
    ),
]
Window = Annotated[
    int, Query(ge=0, le=_MOST_DAYS, description="Days between leaving and taking a role that link two moves.")
]


class Place(msgspec.Struct, array_like=True):
    """Where a list goes on: after what, at the moment that its first page was of."""

    after: tuple[int, str, str]
    as_of: date
    position: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]


@router.get("", response_model=shapes.Moves)
def list_moves(
    read: ReadWhy,
    account: Account = None,
    person: Person = None,
    kind: OfKind = None,
    since: Since = None,
    until: Until = None,
    gap: Gap = TOLERATED_DAYS,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """Career moves in order, derived from what is known at the moment; `next` goes on at the same moment.

    A page may be shorter than `limit`: only without `next` is it the last.

    `first`: nothing earlier is known. `promoted`, `demoted`, `lateral`: from what was left, within or across
    organizations, by the roles' levels, or else their titles. `additional`: what was held goes on. `interim`: for the
    time being. `joined` and `returned`: new in an organization, or back in it or in the same role. `swapped`: with who
    took what was left. `left`: nothing else was taken at once.
    """
    after, moment = _start(read, cursor)
    first, last = _days(read, moment, since, until)
    asked = Asked(last, first, account, person, kind, gap)
    return read.answer(partial(_moves, read, moment, asked, after, limit), moment)


@router.get("/chains", response_model=shapes.Chains)
def move_chains(
    read: ReadWhy,
    account: Account = None,
    since: ChainsSince = None,
    until: Until = None,
    window: Window = WINDOW_DAYS,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """Musical chairs: moves linked by the roles they pass on, in whatever organizations; those that touch an account.

    The longest line is told from who left to who came last; `besides` are moves that hang together with it.
    """
    after, moment = _start(read, cursor)
    return read.answer(lambda: chains_answer(read, account, since, until, window, after, limit, moment), moment)


def _start(read: Reading, cursor: str | None) -> tuple[Order | None, Moment]:
    if cursor is None:
        return None, read.moment
    place = place_in(cursor, read.site.store.epoch, Place)
    return place.after, read.at(Clocks(place.as_of.isoformat(), None, place.position))


def _days(read: Reading, moment: Moment, since: str | None, until: str | None) -> tuple[date | None, date]:
    return days_asked(since, until, moment.as_of, read.tenant.ledger.today())


def _moves(read: Reading, moment: Moment, asked: Asked, after: Order | None, limit: int) -> dict[str, Any]:
    page = moves_found(read.tenant, moment, asked, after, limit)
    return stamp(moment) | {"moves": page.entries, "next": _next(read, page, moment)}


def chains_answer(
    read: Reading,
    account: str | None,
    since: str | None,
    until: str | None,
    window: int,
    after: Order | None,
    limit: int,
    moment: Moment | None = None,
) -> dict[str, Any]:
    """One page, of the moment that is read at unless another is given. Raises InvalidRequest, NotFound."""
    moment = moment or read.moment
    first, last = _days(read, moment, since, until)
    page = chains_found(read.tenant, moment, Sought(first, last, window, account), after, limit)
    return stamp(moment) | {"chains": page.entries, "next": _next(read, page, moment)}


def _next(read: Reading, page: Page, moment: Moment) -> str | None:
    if page.next is None:
        return None
    return cursor_to(read.site.store.epoch, Place(page.next, moment.as_of, moment.position))
