"""Careers while a snapshot goes through the log: each is kept while what it was made of is known alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Column

from ..intervals import OPEN
from ..organizations import units
from ..passing import Passing
from ..roles import roles
from ..spells import Career, Careers
from ..tenures import tenures
from ..vocabularies import vocabularies


class _Kept(NamedTuple):
    """Good from a position on, and to before another."""

    since: int
    until: int
    career: Career


class KeptCareers(Careers):
    """Nothing in them depends on the day that is asked for."""

    def __init__(self, at: Passing) -> None:
        super().__init__(at)
        self._at = at
        self._kept: dict[str, list[_Kept]] = at.lasting("careers", dict)

    def _learn(self, people: list[str]) -> None:
        missing = [person for person in people if not self._is_kept(person)]
        found = self._found(missing)
        self._read(missing)
        for person, career in found.items():
            self._kept.setdefault(person, []).append(_Kept(*self._steady(person), career))
            self._take(person, career)

    def _is_kept(self, person: str) -> bool:
        position = self._at.position
        for since, until, career in self._kept.get(person, ()):
            if since <= position < until:
                self._take(person, career)
                return True
        return False

    def _read(self, people: list[str]) -> None:
        """At once whatever may count at any position."""
        posts = _told(self._at.lasting_rows(tenures.c.person, people), tenures.c.home)
        self._at.lasting_rows(units.c.home, _told(self._at.lasting_rows(roles.c.home, posts), roles.c.unit))

    def _steady(self, person: str) -> tuple[int, int]:
        """Between which positions around this one nothing of it turns."""
        position = self._at.position
        turns = {turn for row in self._rows_of(person) for turn in (row.known_from, row.known_to)}
        before, after = (turn for turn in turns if turn <= position), (turn for turn in turns if turn > position)
        return max(before, default=0), min(after, default=OPEN)

    def _rows_of(self, person: str) -> Iterator[Any]:
        held = self._at.lasting_rows(tenures.c.person, [person])
        posts = self._at.lasting_rows(roles.c.home, _told(held, tenures.c.home))
        yield from held
        yield from posts
        yield from self._at.lasting_rows(units.c.home, _told(posts, roles.c.unit))
        yield from self._at.lasting_rows(vocabularies.c.home, ["level"])


def _told(rows: Iterable[Any], column: Column[Any]) -> set[str]:
    return {id for row in rows if (id := getattr(row, column.name)) is not None}
