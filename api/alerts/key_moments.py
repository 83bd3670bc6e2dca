"""Key moments over HTTP: moves that matter to us, with what they do to us, at both clocks."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Response

from domain.errors import InvalidRequest
from domain.key_moments.parameters import Settings
from domain.readable import readable
from projections.key_moment_reads import Order, days_of, page, withheld_here
from projections.key_moments import Asked
from projections.moments import Moment
from projections.rule_settings import rule as known_rule
from projections.rule_settings import rules_on

from ..http.cursors import cursor as cursor_to
from ..http.cursors import place_in
from ..http.parameters import LARGEST, SUBJECT, Cursor, Limit
from ..http.reading import Clocks, Reading, ReadWhy, stamp
from . import key_moment_shapes as shapes

router = APIRouter(prefix="/v1", tags=["key moments"])

_DAY = "A date, `today`, `last-quarter-end`, `-90d` and the like"
Account = Annotated[str | None, Query(pattern=SUBJECT, description="Only moments at this account.")]
Person = Annotated[str | None, Query(pattern=SUBJECT, description="Only moments about this person.")]
OfRule = Annotated[str | None, Query(max_length=40, description="Only moments of this rule.")]
Since = Annotated[
    str | None, Query(max_length=40, description=f"The first day: {_DAY}; a year before `as_of` if left out.")
]
Until = Annotated[
    str | None,
    Query(max_length=40, description=f"The last day, which may lie ahead: {_DAY}; a year after `as_of` if left out."),
]


Tried = Annotated[
    str | None,
    Query(max_length=10_000, description='Parameters of `rule` to try, as JSON: `{"days": 30}`; it counts as on.'),
]


class Place(msgspec.Struct, array_like=True):
    """Where a list goes on: after what, at the moment that its first page was of."""

    day: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
    key: tuple[str, ...]
    as_of: date
    position: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]


@router.get("/key-moments", response_model=shapes.KeyMoments)
def list_key_moments(
    read: ReadWhy,
    account: Account = None,
    person: Person = None,
    rule: OfRule = None,
    since: Since = None,
    until: Until = None,
    parameters: Tried = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """Moves that matter to us, by the rules that are switched on: a reason in words, and what each does to us.

    Rules are those that were on at the moment asked for, with the parameters that were in force then; with `rule` and
    `parameters` others are tried. A move announced ahead is listed with its day ahead. Without the scope `restricted`,
    links and what rests on links or attitudes are left out; `withheld` names kinds and rules.
    """
    after, moment = started(read, cursor)
    days = days_of(since, until, moment.as_of, read.tenant.ledger.today())
    rules = None if rule is None else frozenset([known_rule(rule).id])
    asked = Asked(*days, _only(account), _only(person), rules, _tried(rule, parameters))
    about = None if account is None else ("organization", account)
    build = partial(moments_of, read, moment, asked, after, limit)
    return read.answer(build, moment, about=about, settings=rules_on(read.tenant, moment))


def _tried(rule: str | None, text: str | None) -> dict[str, Settings] | None:
    """Raises InvalidRequest naming what is wrong."""
    if text is None:
        return None
    if rule is None:
        raise InvalidRequest("say which rule they are of", field="rule")
    try:
        return {rule: msgspec.json.decode(text, type=readable(dict[str, Any]))}
    except msgspec.DecodeError:
        raise InvalidRequest('expected JSON such as {"days": 30}', field="parameters") from None


def _only(id: str | None) -> frozenset[str] | None:
    return None if id is None else frozenset([id])


def started(read: Reading, cursor: str | None) -> tuple[Order | None, Moment]:
    """After what the page begins, if anything, and its moment."""
    if cursor is None:
        return None, read.moment
    place = place_in(cursor, read.site.store.epoch, Place)
    return (place.day, place.key), read.at(Clocks(place.as_of.isoformat(), None, place.position))


def moments_of(read: Reading, moment: Moment, asked: Asked, after: Order | None, limit: int) -> dict[str, Any]:
    """A page of them, with the cursor to the next one."""
    restricted = read.caller.restricted
    found = page(read.tenant, moment, asked, after, limit, restricted=restricted)
    hidden = {} if restricted else {"withheld": withheld_here()}
    next = None if found.next is None else Place(*found.next, moment.as_of, moment.position)
    cursor = None if next is None else cursor_to(read.site.store.epoch, next)
    return stamp(moment) | hidden | {"key_moments": found.entries, "next": cursor}
