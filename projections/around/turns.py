"""Who moves or loses a link, and which posts turn over, from a day on, at any position of a stretch of the log.

From rows read once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import and_, select

from domain.dates import FOREVER
from domain.moves import DIRECT_DAYS

from ..passing import Passing
from ..people import links
from ..roles import roles
from ..tenures import tenures


class _Turn(NamedTuple):
    """A day, an ordinal, on which something begins or ends for somebody or a post, and where that is known."""

    day: int
    known_from: int
    known_to: int
    id: str


class Turns:
    def __init__(self, at: Passing) -> None:
        self._at = at

    def movers(self, first: int, position: int, among: Iterable[str] | None = None) -> frozenset[str]:
        """Whoever may move on a day or later, also for what they left just before; of all, or of some."""
        if among is None:
            return _from(self._of_people, first - DIRECT_DAYS, position)
        turns = self._by_person
        return frozenset(id for id in among if _from(turns.get(id, []), first - DIRECT_DAYS, position))

    def posts(self, first: int, position: int) -> frozenset[str]:
        """Posts that somebody takes or leaves on a day or later, or that are new."""
        return _from(self._of_posts, first, position)

    def parted(self, first: int, position: int) -> frozenset[str]:
        """Both ends of each link that ends on a day or later."""
        return _from(self._of_links, first, position)

    def starts(self, person: str, posts: Container[str]) -> Iterable[int]:
        """The days on which somebody ever began in one of these posts."""
        held = self._at.lasting_rows(tenures.c.person, [person])
        return (row.valid_from.toordinal() for row in held if row.home in posts)

    @cached_property
    def _of_links(self) -> list[_Turn]:
        known = and_(links.c.known_from <= self._at.last, links.c.known_to > self._at.first)
        query = select(links.c.person, links.c.other, links.c.known_from, links.c.known_to, links.c.valid_to)
        ended = links.c.valid_to < date.fromordinal(FOREVER)
        rows = self._at.connection.execute(query.where(self._at.ours(links), known, ended))
        return sorted(
            _Turn(row.valid_to.toordinal(), row.known_from, row.known_to, end)
            for row in rows
            for end in (row.person, row.other)
        )

    @cached_property
    def _tenures(self) -> list[Any]:
        bounds = (tenures.c.known_from, tenures.c.known_to, tenures.c.valid_from, tenures.c.valid_to)
        known = and_(tenures.c.known_from <= self._at.last, tenures.c.known_to > self._at.first)
        query = select(tenures.c.person, tenures.c.home, tenures.c.possible, *bounds)
        return list(self._at.connection.execute(query.where(self._at.ours(tenures), known)))

    @cached_property
    def _of_people(self) -> list[_Turn]:
        return sorted(turn for row in self._tenures for turn in _bounds(row, row.person, vague=row.possible))

    @cached_property
    def _by_person(self) -> dict[str, list[_Turn]]:
        found = defaultdict(list)
        for turn in self._of_people:
            found[turn.id].append(turn)
        return found

    @cached_property
    def _of_posts(self) -> list[_Turn]:
        known = and_(roles.c.known_from <= self._at.last, roles.c.known_to > self._at.first)
        query = select(roles.c.home, roles.c.known_from, roles.c.known_to, roles.c.valid_from)
        new = self._at.connection.execute(query.where(self._at.ours(roles), known, roles.c.life == "open"))
        opened = [_Turn(row.valid_from.toordinal(), row.known_from, row.known_to, row.home) for row in new]
        return sorted([*opened, *(turn for row in self._tenures for turn in _bounds(row, row.home))])


def _bounds(row: Any, id: str, *, vague: bool = False) -> Iterable[_Turn]:
    """Where dates are imprecise it may be any day until the last."""
    for day in (row.valid_from.toordinal(), row.valid_to.toordinal()):
        if day != FOREVER or vague:
            yield _Turn(day, row.known_from, row.known_to, id)


def _from(turns: list[_Turn], first: int, position: int) -> frozenset[str]:
    later = turns[bisect_left(turns, (first,)) :]
    return frozenset(turn.id for turn in later if turn.known_from <= position < turn.known_to)
