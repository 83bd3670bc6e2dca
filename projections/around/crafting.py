"""What people make of their posts on any day, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ..crafted import crafted_jobs
from ..snapshots import Snapshot
from .sales import holds

_READ = ("person", "home", "property", "valid_from", "valid_to")


class Crafting:
    def __init__(self, at: Snapshot) -> None:
        self._at = at
        self._rows = defaultdict[tuple[str, str], list[Any]](list)

    def learn(self, people: Iterable[str]) -> None:
        for row in self._at.known_rows(crafted_jobs.c.person, people, _READ):
            self._rows[row.person, row.home].append(row)

    def properties(self, person: str, roles: Iterable[str], day: int) -> frozenset[str]:
        """Which properties of what somebody makes of these roles are known."""
        rows = (row for role in roles for row in self._rows[person, role])
        return frozenset(row.property for row in rows if holds(row, day))
