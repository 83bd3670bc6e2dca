"""Units whose posts change hands, many within a short time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import or_, select

from domain.dates import DAWN, FOREVER
from domain.key_moments.scenes import Turn, Unit

from ..moves import homes_of
from ..roles import roles
from ..stays import Stay, stays_of
from ..tenures import tenures
from .known import Known
from .sales import holds
from .scope import Scope, wanted


def units(known: Known, scope: Scope, days: int) -> Iterator[Unit]:
    """With the turns of so many days before the scope."""
    turns = _turns(known, scope, max(scope.first - days, DAWN + 1))
    known.sales.learn(account for _, account in turns)
    posts = _posts(known, {unit for unit, _ in turns})
    for (unit, account), found in sorted(turns.items()):
        ordered = tuple(sorted(found, key=lambda turn: (turn.day, turn.role, turn.fact)))
        yield Unit(
            account=account,
            day=ordered[-1].day,
            starts=ordered[-1].starts,
            call=known.call(ordered[-1].day),
            business=known.sales.business(account),
            unit=unit,
            turns=ordered,
            posts=posts(unit),
        )


def _turns(known: Known, scope: Scope, first: int) -> dict[tuple[str, str], list[Turn]]:
    """By the unit that each post was in on that day, and whose that was."""
    changed = _changed(known, scope, first)
    known.posts.learn_roles(changed)
    known.names.learn_seats(changed)
    found: dict[tuple[str, str], list[Turn]] = defaultdict(list)
    for role in sorted(changed):
        for turn in _turns_of(known, role):
            place = _place(known, scope, role, date.fromordinal(turn.day))
            if place is not None and first <= turn.day <= scope.last:
                found[place].append(turn)
    return found


def _place(known: Known, scope: Scope, role: str, day: date) -> tuple[str, str] | None:
    unit = known.names.unit_of(role, day)
    account = None if unit is None else known.names.organization_of_unit(unit, day)
    if unit is None or account is None:
        return None
    return (unit, account) if wanted(scope.units, unit) and wanted(scope.accounts, account) else None


def _changed(known: Known, scope: Scope, first: int) -> set[str]:
    if scope.units is not None:
        rows = known.at.known_rows(roles.c.unit, scope.units, ("home",))
        return {row.home for row in rows}
    at, start, stop = known.at, date.fromordinal(first), date.fromordinal(scope.last)
    turned = or_(tenures.c.valid_from.between(start, stop), tenures.c.valid_to.between(start, stop))
    in_units = tenures.c.home.in_(select(roles.c.home).where(at.known(roles), roles.c.unit.is_not(None)))
    found = set()
    for account in [None] if scope.accounts is None else sorted(scope.accounts):
        homes = homes_of(at, account)
        where = [at.known(tenures), turned, in_units, *([] if homes is None else [homes])]
        found |= set(at.connection.scalars(select(tenures.c.home).where(*where).distinct()))
    return found


def _turns_of(known: Known, role: str) -> Iterator[Turn]:
    """Somebody comes where somebody else was before, or goes; the first holder of a post changes nothing."""
    stays = stays_of(known.posts.of_role(role))
    for stay in stays:
        if any(other.first.person != stay.first.person and other.first.start < stay.first.start for other in stays):
            yield _turn(stay.first.start, stay, stay.first.row.since, stay.first.took or "")
        if stay.last.stop.toordinal() != FOREVER:
            yield _turn(stay.last.stop, stay, stay.last.row.until, stay.last.row.ended_by or "")


def _turn(day: date, stay: Stay, starts: str | None, fact: str) -> Turn:
    return Turn(day.toordinal(), stay.first.role, stay.first.row.place, fact, frozenset([stay.first.person]), starts)


def _posts(known: Known, ids: set[str]) -> Callable[[str], Callable[[int], int]]:
    """How many posts each unit has on a day."""
    rows: dict[str, list[Any]] = defaultdict(list)
    at, columns = known.at, ("home", "unit", "life", "valid_from", "valid_to")
    for row in at.known_rows(roles.c.unit, ids, columns):
        if row.life == "open":
            rows[row.unit].append(row)
    return lambda unit: cache(lambda day: len({row.home for row in rows[unit] if holds(row, day)}))
