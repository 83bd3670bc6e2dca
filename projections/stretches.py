"""The days of a period on which something was recorded, each with what it changed and the quiet days after it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from domain.log.tables import facts

from .around.changes import Changed, changes, joined
from .snapshots import Snapshot

_DAY = 86_400_000_000
_EPOCH = date(1970, 1, 1).toordinal()


class Stretch(NamedTuple):
    """Days from `first` through `last` on which the log reached to a position, where it had been on the day `before`,
    and what the first of them changed."""

    first: date
    last: date
    before: int
    position: int
    changed: Changed


def stretches(at: Snapshot, since: date, until: date, also: Iterable[date] = ()) -> list[Stretch]:
    """In order, without gaps; a new one begins on each of the days `also` too. The first is of what was known on the
    eve, until something is recorded."""
    reached = _reached(at, until)
    eve = max((position for day, position in reached.items() if day < since), default=0)
    days = sorted(day for day in {*reached, *also} if since <= day <= until)
    ends = [*(day - timedelta(days=1) for day in days), until]
    by_position = changes(at, eve, max([eve, *reached.values()])) if days else {}
    found = [Stretch(since, ends[0], eve, eve, Changed())]
    for day, last in zip(days, ends[1:], strict=True):
        before = found[-1].position
        position = reached.get(day, before)
        changed = joined(one for place, one in by_position.items() if before < place <= position)
        found.append(Stretch(day, last, before, position, changed))
    return found


def _reached(at: Snapshot, until: date) -> dict[date, int]:
    """The last position recorded on each day."""
    day = facts.c.recorded_at // _DAY
    where = (facts.c.workspace == at.workspace, facts.c.position <= at.position, facts.c.recorded_at < end_of(until))
    query = select(day, func.max(facts.c.position)).where(*where).group_by(day)
    return {day_of(int(number) * _DAY): int(last) for number, last in at.connection.execute(query)}


def day_of(instant: int) -> date:
    """Of microseconds since 1970, in UTC."""
    return date.fromordinal(instant // _DAY + _EPOCH)


def end_of(day: date) -> int:
    """The instant at which it is over."""
    return (day.toordinal() + 1 - _EPOCH) * _DAY
