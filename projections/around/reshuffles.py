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
    first = max(scope.first - days, DAWN + 1)
    turns = _turns(known, scope, first)
    posts = _posts(known, set(turns))
    for unit, found in sorted(turns.items()):
        account = _account(known, unit, found)
        if account is not None and wanted(scope.accounts, account):
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


def _turns(known: Known, scope: Scope, first: int) -> dict[str, list[Turn]]:
    """By the unit that each post was in on that day."""
    changed = _changed(known, scope, first)
    known.posts.learn_roles(changed)
    known.names.learn_seats(changed)
    found: dict[str, list[Turn]] = defaultdict(list)
    for role in sorted(changed):
        for turn in _turns_of(known, role):
            unit = known.names.unit_of(role, date.fromordinal(turn.day))
            if unit is not None and first <= turn.day <= scope.last and wanted(scope.units, unit):
                found[unit].append(turn)
    return found


def _changed(known: Known, scope: Scope, first: int) -> set[str]:
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
    for row in at.rows(roles, at.known(roles), roles.c.unit, ids, only=columns):
        if row.life == "open":
            rows[row.unit].append(row)
    return lambda unit: cache(lambda day: len({row.home for row in rows[unit] if holds(row, day)}))


def _account(known: Known, unit: str, turns: list[Turn]) -> str | None:
    """Whose the unit was last."""
    day = max(turn.day for turn in turns)
    known.names.learn("unit", [unit])
    owner = known.names.organization_of_unit(unit, date.fromordinal(day))
    known.sales.learn([owner])
    return owner if owner is not None and known.sales.concerns(owner, day) else None
