"""Where people worked on a day: the organizations of the roles they held then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from .names import Names
from .snapshots import Snapshot
from .tenures import tenures


class Employers:
    """Of these people on any day, as known at the snapshot's position."""

    def __init__(self, at: Snapshot, people: Iterable[str]) -> None:
        self._names = Names(at)
        self._held: dict[str, list[Any]] = defaultdict(list)
        only = ("home", "person", "valid_from", "valid_to")
        for row in at.known_rows(tenures.c.person, people, only):
            self._held[row.person].append(row)
        self._names.learn_seats({row.home for rows in self._held.values() for row in rows})

    @property
    def subjects(self) -> set[tuple[str, str]]:
        """The roles and units that say where they worked."""
        return self._names.learned

    def left(self, person: str, day: date) -> date | None:
        """Since when somebody has held no role, who held one before."""
        held = [row for row in self._held.get(person, ()) if row.valid_from < row.valid_to and row.valid_from <= day]
        last = max((row.valid_to for row in held), default=None)
        return last if last is not None and last <= day else None

    def of(self, person: str, day: date) -> list[str]:
        """Ids, each once."""
        held = {row.home for row in self._held.get(person, ()) if row.valid_from <= day < row.valid_to}
        return sorted({owner for role in held if (owner := self._names.organization_of(role, day)) is not None})
