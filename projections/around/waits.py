"""Posts that nobody holds for a while, or somebody only for the time being."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, or_, select

from domain.dates import DAWN, FOREVER
from domain.key_moments.scenes import Wait

from ..moves import homes_of
from ..organizations import units
from ..roles import roles
from ..snapshots import Snapshot
from ..stays import Tenure
from ..tenures import tenures
from .known import Known
from .posts import opened
from .scope import Scope, wanted


class _State(NamedTuple):
    """Whether a post waits from a day on, and for whom it is held meanwhile."""

    day: date
    waits: bool
    holder: str | None = None


def waits(known: Known, scope: Scope, days: frozenset[int]) -> Iterator[Wait]:
    """Those that lasted so many days on a day of the scope, as far as days have passed.

    Of what was so before everything nobody can tell how long it lasts.
    """
    posts = sorted(_candidates(known, scope, days))
    known.posts.learn_roles(posts)
    known.names.learn_seats(posts)
    since = date.fromordinal(max(scope.first - max(days, default=0), DAWN + 1))
    for role in posts:
        for state, following in pairwise(_states(_life(known, role), known.posts.of_role(role), since)):
            until = min(following.day.toordinal(), scope.today + 1)
            due = any(scope.covers(state.day.toordinal() + one) for one in days)
            if state.waits and due and DAWN < state.day.toordinal() < until:
                yield from _wait(known, scope, role, state, until)


def _candidates(known: Known, scope: Scope, days: frozenset[int]) -> set[str]:
    """Posts that somebody took or left, or that were new, so many days before."""
    if scope.roles is not None:
        return set(scope.roles)
    at, found = known.at, set[str]()
    for account in [None] if scope.accounts is None else sorted(scope.accounts):
        homes = homes_of(at, account)
        turned = or_(*(_within(column, scope, days) for column in (tenures.c.valid_from, tenures.c.valid_to)))
        query = select(tenures.c.home).where(at.known(tenures), turned, *([] if homes is None else [homes]))
        found |= set(at.connection.scalars(query.distinct()))
    new = select(roles.c.home).where(at.known(roles), _within(roles.c.valid_from, scope, days), *_belonging(at, scope))
    return found | set(at.connection.scalars(new.distinct()))


def _belonging(at: Snapshot, scope: Scope) -> list[ColumnElement[bool]]:
    """That a post belonged to one of the accounts asked for."""
    if scope.accounts is None:
        return []
    ids = sorted(scope.accounts)
    theirs = select(units.c.home).where(at.known(units), units.c.organization.in_(ids))
    return [or_(roles.c.organization.in_(ids), roles.c.unit.in_(theirs))]


def _within(column: Column[date], scope: Scope, days: frozenset[int]) -> ColumnElement[bool]:
    spans = ((max(scope.first - one, DAWN + 1), max(scope.last - one, DAWN)) for one in days)
    return or_(*(column.between(date.fromordinal(first), date.fromordinal(last)) for first, last in spans))


def _life(known: Known, role: str) -> list[tuple[date, date]]:
    """The days on which a post exists."""
    return [(row.valid_from, row.valid_to) for row in known.names.rows("role", role) if row.life == "open"]


def _states(life: list[tuple[date, date]], held: list[Tenure], since: date) -> list[_State]:
    """What a post was, day by day, each state only where it begins; the last of all days ends it.

    Of what began before a day only that it did: a post that many have held would take long.
    """
    bounds = {day for span in life for day in span} | {day for one in held for day in (one.start, one.stop)}
    before = max((day for day in bounds if day < since), default=date.min)
    found: list[_State] = []
    for day in sorted({*(day for day in bounds if day >= before), date.fromordinal(FOREVER)}):
        state = _state(day, life, held)
        if not found or found[-1][1:] != state[1:]:
            found.append(state)
    return [*found, _State(date.fromordinal(FOREVER), False)]


def _state(day: date, life: list[tuple[date, date]], held: list[Tenure]) -> _State:
    if not any(start <= day < stop for start, stop in life):
        return _State(day, False)
    running = [one for one in held if one.covers(day)]
    filling_in = [one for one in running if one.row.tenure_kind in ("interim", "acting")]
    if len(filling_in) < len(running):
        return _State(day, False)
    return _State(day, True, max(filling_in, key=lambda one: one.begun).person if filling_in else None)


def _wait(known: Known, scope: Scope, role: str, state: _State, until: int) -> Iterator[Wait]:
    day = state.day.toordinal()
    account = known.names.organization_of(role, state.day)
    known.sales.learn([account])
    if account is None or not wanted(scope.accounts, account):
        return
    before = known.posts.last_before(role, day, but=state.holder)
    since = [one for one in known.posts.of_role(role) if one.person == state.holder and one.covers(state.day)] or before
    if _asked(scope, state.holder, before):
        yield Wait(
            account=account,
            day=day,
            call=known.call(day),
            business=known.sales.business(account),
            role=role,
            level=known.posts.level(role, state.day),
            until=until,
            holder=state.holder,
            before=frozenset(one.person for one in before),
            **_told(since, vacant=state.holder is None),
        )


def _asked(scope: Scope, holder: str | None, before: Iterable[Tenure]) -> bool:
    return scope.people is None or any(id in scope.people for id in (holder, *(one.person for one in before)))


def _told(since: list[Tenure], *, vacant: bool) -> dict[str, Any]:
    """By the tenures that ended, or by that of whoever fills in."""
    first = min(since, key=lambda one: (one.row.place, one.row.item), default=None)
    facts = (one.row.ended_by if vacant else one.took for one in since)
    return {
        "starts": None if first is None else first.row.until if vacant else first.row.since,
        "began": opened(since),
        "facts": tuple(dict.fromkeys(fact for fact in facts if fact is not None)),
        "probable": bool(since) and all(one.row.certainty == "probable" for one in since),
    }
