"""Where people worked up to a day, stretch by stretch: in which role, unit and organization, how surely."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select, tuple_

from domain.encounters.together import Stretch

from ..names import Names
from ..organizations import units
from ..people import people
from ..roles import roles
from ..snapshots import Snapshot
from ..tenures import tenures

_CHUNK = 500
_ONLY = (
    "home", "item", "person", "took", "since", "until", "possible", "certainty", "valid_from", "valid_to", "ended_by",
)  # fmt: skip


class _Held(NamedTuple):
    """A tenure up to the day asked for: its days, and which of them are sure; `until` is nothing while it runs."""

    row: Any
    until: str | None
    start: int
    stop: int
    sure_start: int
    sure_stop: int


class Pasts:
    """As known at a moment, up to its day: what is only announced for later is nobody's past."""

    def __init__(self, at: Snapshot) -> None:
        self.at = at
        self.names = Names(at)
        self._turns: dict[str, list[int]] = {}

    def of_people(self, ids: Iterable[str]) -> list[Stretch]:
        """Everything that these people did."""
        return self._stretches(self.at.known_rows(tenures.c.person, ids, only=_ONLY))

    def beside(self, own: Iterable[Stretch]) -> list[Stretch]:
        """What anybody did at the organizations of these stretches while they lasted; and more of it, perhaps."""
        own = list(own)
        if not own:
            return []
        wanted = {one.organization for one in own}
        ordered, meanwhile = sorted(self._posts_of(wanted)), _meanwhile(own)
        some = (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))
        found = self._stretches(row for posts in some for row in self._rows_of(posts, meanwhile))
        return [one for one in found if one.organization in wanted]

    def running(self, stretch: Stretch) -> bool:
        """Whether somebody is there on the day asked for."""
        return stretch.stop > self.at.day.toordinal()

    def title(self, stretch: Stretch) -> str | None:
        """What the post was called at the end of the stretch."""
        return self.names.of("role", stretch.role, date.fromordinal(stretch.stop - 1))

    def _rows_of(self, posts: list[str], meanwhile: ColumnElement[bool]) -> list[Any]:
        """All pieces of tenures of these posts that have one meanwhile."""
        there = self.at.known(tenures) & tenures.c.home.in_(posts)
        some = select(tenures.c.home, tenures.c.item).where(there, meanwhile)
        return self.at.rows(tenures, there & tuple_(tenures.c.home, tenures.c.item).in_(some), only=_ONLY)

    def _stretches(self, rows: Iterable[Any]) -> list[Stretch]:
        pieces = defaultdict(list)
        for row in rows:
            pieces[row.home, row.item].append(row)
        held = [one for rows in pieces.values() if (one := _held(rows, self.at.day.toordinal()))]
        self.names.learn_seats({one.row.home for one in held})
        return [stretch for one in held for stretch in self._seated(one)]

    def _seated(self, held: _Held) -> Iterator[Stretch]:
        """A stretch for each organization and unit that the post belonged to meanwhile."""
        role, names = held.row.home, self.names
        turns = self._turns_of(role)
        days = [held.start, *turns[bisect_right(turns, held.start) : bisect_left(turns, held.stop)]]
        seats = [(names.organization_of(role, on), names.unit_of(role, on)) for on in map(date.fromordinal, days)]
        parts = [
            (*seat, next(some)[1]) for seat, some in groupby(zip(seats, days, strict=True), key=lambda one: one[0])
        ]
        for place, (owner, unit, start) in enumerate(parts):
            stop = parts[place + 1][2] if place + 1 < len(parts) else held.stop
            if owner is not None:
                yield _stretch(held, owner, unit, start, stop)

    def _turns_of(self, role: str) -> list[int]:
        """A post has many holders."""
        if role not in self._turns:
            self._turns[role] = [day.toordinal() for day in self.names.turns_of(role)]
        return self._turns[role]

    def _posts_of(self, ids: set[str]) -> set[str]:
        """Roles that ever belonged to one of these, by themselves or by their unit."""
        found, ordered = set[str](), sorted(ids)
        for start in range(0, len(ordered), _CHUNK):
            some = ordered[start : start + _CHUNK]
            within = select(units.c.home).where(self.at.known(units), units.c.organization.in_(some))
            theirs = or_(roles.c.organization.in_(some), roles.c.unit.in_(within))
            found.update(self.at.connection.scalars(select(roles.c.home).where(self.at.known(roles), theirs)))
        return found


def _meanwhile(own: Iterable[Stretch]) -> ColumnElement[bool]:
    """That something lasts on a day of one of these."""
    spans = sorted({(date.fromordinal(one.start), date.fromordinal(one.stop)) for one in own})
    return or_(*(and_(tenures.c.valid_from < stop, tenures.c.valid_to > start) for start, stop in spans))


def posts_among(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Of several tenures of one person in one role the one begun last, as on a map."""
    ordered = sorted(stretches, key=lambda one: (one.organization, one.role, one.start))
    return list({(one.person, one.organization, one.role): one for one in ordered}.values())


def colleagues(at: Snapshot) -> set[str]:
    """Everybody who is ours that day."""
    return {row.home for row in at.rows(people, at.holding(people) & people.c.ours, only=("home",))}


def _held(pieces: list[Any], day: int) -> _Held | None:
    ordered = sorted(pieces, key=lambda row: row.valid_from)
    row, start, stop = ordered[0], ordered[0].valid_from.toordinal(), ordered[-1].valid_to.toordinal()
    until, stop = (row.until, stop) if stop <= day else (None, day + 1)
    if start >= stop or row.took is None:
        return None
    sure = [(one.valid_from.toordinal(), one.valid_to.toordinal()) for one in ordered if not one.possible]
    first, last = (sure[0][0], min(sure[-1][1], stop)) if sure else (start, start)
    return _Held(row, until, start, stop, first if row.since is not None else max(first, stop - 1), last)


def _stretch(held: _Held, organization: str, unit: str | None, start: int, stop: int) -> Stretch:
    row = held.row
    since = row.since if start == held.start else date.fromordinal(start).isoformat()
    until = held.until if stop == held.stop else date.fromordinal(stop).isoformat()
    seat = (row.person, organization, unit, row.home)
    sure = max(start, held.sure_start), min(stop, held.sure_stop)
    facts = (row.item, *([row.ended_by] if row.ended_by else ()))
    return Stretch(*seat, start, stop, *sure, since, until, row.certainty == "probable", facts)
