"""Accounts over HTTP: the list, and of each the map, what changed between two moments, the timeline."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from domain.errors import InvalidRequest
from domain.half_lives import HalfLives
from projections import accounts, diffs, timeline_of
from projections.analysis.figures import freshness_of
from projections.moments import Moment
from projections.statements import half_lives_of

from .. import shapes
from ..facts.facts import known_type
from ..http.paging import next_page, started
from ..http.parameters import AccountId, Cursor, Limit, OfType, Scope
from ..http.reading import Clocks, Read, Reading, ReadNow, ReadWhyNow, stamp

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])

_DAY = "a date, `today`, `last-quarter-end`, `-90d` and the like; today if left out"
Freshness = Annotated[
    bool,
    Query(
        description="With the scope `restricted` each account says in `freshness` when something was last said of it, "
        "how many days ago, and of each element how much of what is wanted is certain by now. The first time it costs "
        "an analysis of each account on the page."
    ),
]
_INSTANT = "an instant, or a date, which means the end of that day UTC; now if left out"
From = Annotated[str | None, Query(alias="from", max_length=40, description=f"The earlier day: {_DAY}.")]
To = Annotated[str | None, Query(max_length=40, description=f"The later day: {_DAY}.")]
KnownThen = Annotated[str | None, Query(max_length=40, description=f"As known then: {_INSTANT}.")]


def ends_of(
    read: ReadNow, from_: From = None, to: To = None, known_from: KnownThen = None, known_to: KnownThen = None
) -> tuple[Moment, Moment]:
    """The two moments between which something is asked. Raises InvalidRequest."""
    return _end_of(read, "from", from_, known_from), _end_of(read, "to", to, known_to)


def _end_of(read: Reading, name: str, as_of: str | None, known_at: str | None) -> Moment:
    """One end of a diff. Raises InvalidRequest naming the parameter as it is called here."""
    try:
        return read.at(Clocks(as_of, known_at))
    except InvalidRequest as refused:
        refused.field = {"as_of": name, "known_at": f"known_{name}"}.get(refused.field or "", refused.field)
        raise


Ends = Annotated[tuple[Moment, Moment], Depends(ends_of)]


@router.get("", response_model=shapes.Accounts)
def list_accounts(read: Read, cursor: Cursor = None, limit: Limit = 100, freshness: Freshness = False) -> Response:
    """The accounts on a day, with headline figures; `next` goes on at the same moment."""
    after, moment = started(read, cursor)
    if not freshness:
        return read.answer(lambda: _accounts_after(read, after, moment, limit), moment)
    half_lives = half_lives_of(read.tenant, moment)
    build = partial(_fresh_accounts_after, read, after, moment, limit, half_lives)
    return read.answer(build, moment, withholds=True, about=("accounts", "*"), settings=half_lives)


@router.get("/{id}/diff", response_model=shapes.Diff)
def account_diff(read: ReadWhyNow, id: AccountId, ends: Ends, scope: Scope = "account") -> Response:
    """What changed between two moments: `happened` where the world changed, `learned` where what we know of it did.

    Of the map, and of what stands beside it: the organization's description and relations, coverage, contact rules,
    team roles, actions, interactions. Each change names its facts and, in its sentence, their source.
    """
    build = partial(_changes, read, id, *ends, scope == "group")
    return read.answer(build, *ends, withholds=True, about=("organization", id))


@router.get("/{id}/timeline", response_model=shapes.Timeline)
def account_timeline(
    read: Read, id: AccountId, cursor: Cursor = None, limit: Limit = 100, type: OfType = None
) -> Response:
    """Everything that happened in the account up to a day, or only facts of one `type`; `next` goes on at the same
    moment."""
    after, moment = started(read, cursor)
    place = int(after) if after.isdecimal() else 0
    build = partial(_events, read, id, moment, place, limit, known_type(type))
    return read.answer(build, moment, withholds=True, about=("organization", id))


def _accounts_after(read: Reading, after: str, moment: Moment, limit: int) -> dict[str, Any]:
    page = accounts.accounts(read.tenant, moment, after or None, limit)
    return stamp(moment) | {"accounts": page, "next": next_page(read, page, limit, moment, "id")}


def _fresh_accounts_after(
    read: Reading, after: str, moment: Moment, limit: int, half_lives: HalfLives
) -> dict[str, Any]:
    found = _accounts_after(read, after, moment, limit)
    if not read.caller.restricted:
        return found
    fresh = (one | {"freshness": freshness_of(read.tenant, one["id"], moment, half_lives)} for one in found["accounts"])
    return found | {"accounts": list(fresh)}


def _events(read: Reading, id: str, moment: Moment, after: int, limit: int, type: str | None) -> dict[str, Any]:
    restricted = read.caller.restricted
    found = timeline_of.account_timeline(read.tenant, id, moment, after, limit, type, restricted=restricted)
    return stamp(moment) | {"events": found, "next": next_page(read, found, limit, moment, "position")}


def _changes(read: Reading, id: str, before: Moment, after: Moment, group: bool) -> dict[str, Any]:
    found = diffs.diff(read.tenant, id, before, after, read.caller.restricted, group=group)
    return {"account": id, "from": stamp(before), "to": stamp(after), "changes": found}
