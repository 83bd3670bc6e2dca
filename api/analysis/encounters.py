"""Who knows whom from where, over HTTP: acquaintances from earlier employers, and old friends in new places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Response

from domain.dates import resolve_as_of
from domain.encounters.parameters import Close
from domain.facts import SubjectId
from projections.encounters.acquaintances import Asked, Pair, Side, account_acquaintances, person_acquaintances
from projections.encounters.friends import Asked as Friends
from projections.encounters.friends import old_friends
from projections.moments import Moment

from ..http.access import Caller, requires
from ..http.cursors import cursor as cursor_to
from ..http.cursors import place_in
from ..http.paging import next_page, started
from ..http.parameters import LARGEST, SUBJECT, AccountId, Cursor, Limit, PersonId
from ..http.reading import Clocks, Reading, ReadWhy
from . import encounter_shapes as shapes

router = APIRouter(prefix="/v1", tags=["encounters"])

Restricted = Annotated[Caller, requires("restricted")]
With = Annotated[
    Side, Query(alias="with", description="`ours`: only pairs with a colleague of ours; `theirs`: only the others.")
]
Strength = Annotated[float, Query(ge=0, le=10, description="From which strength on we know somebody well.")]
Tone = Annotated[float, Query(ge=-2, le=2, description="From which tone on we are friends.")]
Now = Annotated[str | None, Query(pattern=SUBJECT, description="Only who is at this organization now.")]
Before = Annotated[str | None, Query(pattern=SUBJECT, description="Only who was at this organization then.")]
Colleague = Annotated[str | None, Query(pattern=SUBJECT, description="Only friends of this colleague.")]
Since = Annotated[
    str | None, Query(max_length=40, description="Only who came where they are on this day or later: a date, `-90d` …")
]


class PairPlace(msgspec.Struct, array_like=True):
    """After which pair a list goes on, at the moment that its first page was of."""

    theirs: bool
    person: SubjectId
    other: SubjectId
    as_of: date
    position: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]


Build = Callable[[Moment, Asked], tuple[dict[str, Any], Pair | None]]


@router.get("/accounts/{id}/acquaintances", response_model=shapes.AccountAcquaintances)
def account_met(
    read: ReadWhy, id: AccountId, with_: With = "all", cursor: Cursor = None, limit: Limit = 100
) -> Response:
    """Who at an account used to work with whom, where and when: with colleagues of ours first, then with one another.

    With a colleague of ours at any organization, the account and ourselves included; with one another elsewhere than at
    the account. `counts` and `places` are of everybody, whichever page is asked for. Dates are as they were given;
    `possible` is what may not have met, because a date is not known to the day.
    """
    build = partial(account_acquaintances, read.tenant, id)
    return _pairs(read, build, Asked(with_, Pair(), limit, read.why), cursor, ("organization", id))


@router.get("/people/{id}/acquaintances", response_model=shapes.PersonAcquaintances)
def person_met(read: ReadWhy, id: PersonId, with_: With = "all", cursor: Cursor = None, limit: Limit = 100) -> Response:
    """With whom somebody used to work, where and when, and where these are now: colleagues of ours first.

    Where both still work together is left out.
    """
    build = partial(person_acquaintances, read.tenant, id)
    return _pairs(read, build, Asked(with_, Pair(), limit, read.why), cursor, ("person", id))


@router.get("/friends", response_model=shapes.Friends)
def list_friends(
    read: ReadWhy,
    caller: Restricted,
    strength: Strength = 5,
    tone: Tone = 1,
    now: Now = None,
    before: Before = None,
    colleague: Colleague = None,
    since: Since = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """Old friends, new places: people whom we know well and who are elsewhere now than when the link was made.

    Those who moved last come first, each with the roles they hold there, since when that organization has them
    (`arrived`), what it is to us, and who of us knows them from where. A link of unknown strength is taken as 5, one of
    unknown tone as 0. Who is ours by now is none of them. It follows from links, so it needs the scope `restricted`.
    """
    after, moment = started(read, cursor)
    day = None if since is None else resolve_as_of(since, moment.as_of)
    close = Close(strength=strength, tone=tone)
    asked = Friends(close, now, before, colleague, day, after, limit, read.why)
    return read.answer(partial(_friends, read, moment, asked), moment, about=("friends", "*"))


def _friends(read: Reading, moment: Moment, asked: Friends) -> dict[str, Any]:
    found = old_friends(read.tenant, moment, asked)
    return found | {"next": next_page(read, found["friends"], asked.limit, moment, "person")}


def _pairs(read: Reading, build: Build, asked: Asked, cursor: str | None, about: tuple[str, str]) -> Response:
    epoch, moment = read.site.store.epoch, read.moment
    if cursor is not None:
        place = place_in(cursor, epoch, PairPlace)
        asked = asked._replace(after=Pair(place.theirs, place.person, place.other))
        moment = read.at(Clocks(place.as_of.isoformat(), None, place.position))

    def page() -> dict[str, Any]:
        found, last = build(moment, asked)
        rest = None if last is None else cursor_to(epoch, PairPlace(*last, moment.as_of, moment.position))
        return found | {"next": rest}

    return read.answer(page, moment, about=about)
