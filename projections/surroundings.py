"""What lies around people, roles and units on a day: their units, the units above, their organizations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from .organizations import units
from .roles import roles
from .snapshots import Snapshot
from .tenures import tenures

Subject = tuple[str, str]


def surroundings(at: Snapshot, subjects: Iterable[Subject]) -> dict[Subject, list[Subject]]:
    """Of each subject itself and what it is part of, the closest first; a role is nothing by itself."""
    wanted = dict.fromkeys(subjects)
    places = _Places(at, wanted)
    return {subject: places.around(*subject) for subject in wanted}


class _Places:
    """Which roles people hold, where roles and units belong."""

    def __init__(self, at: Snapshot, subjects: Iterable[Subject]) -> None:
        self.at = at
        ids = defaultdict(set)
        for kind, id in subjects:
            ids[kind].add(id)
        self.held: dict[str, list[str]] = defaultdict(list)
        for row in self._rows(tenures, tenures.c.person, ids["person"]):
            self.held[row.person].append(row.home)
        posts = ids["role"].union(*self.held.values())
        self.seats = {row.home: row for row in self._rows(roles, roles.c.home, posts)}
        self.units: dict[str, Any] = {}
        self._learn_units(ids["unit"] | {row.unit for row in self.seats.values()})

    def around(self, kind: str, id: str) -> list[Subject]:
        posts = [self.seats[role] for role in self._posts(kind, id) if role in self.seats]
        nearest = [id] if kind == "unit" else [post.unit for post in posts if post.unit]
        owners = [self._owner_of_unit(unit) for unit in nearest]
        owners += [post.organization for post in posts if self._owner_of_unit(post.unit) is None]
        above = [("unit", unit) for unit in self._upwards(nearest)]
        own = [] if kind == "role" else [(kind, id)]
        return list(dict.fromkeys([*own, *above, *(("organization", one) for one in sorted(filter(None, owners)))]))

    def _posts(self, kind: str, id: str) -> list[str]:
        return sorted(self.held.get(id, ())) if kind == "person" else [id] if kind == "role" else []

    def _owner_of_unit(self, unit: str | None) -> str | None:
        row = self.units.get(unit or "")
        return None if row is None else row.organization

    def _upwards(self, nearest: list[str]) -> list[str]:
        """These units, then those above, level by level; each once, whatever circles they form."""
        found = list(dict.fromkeys(nearest))
        for unit in found:
            row = self.units.get(unit)
            if row is not None and row.parent is not None and row.parent not in found:
                found.append(row.parent)
        return found

    def _learn_units(self, ids: set[str | None]) -> None:
        """With those above them, a level at a time."""
        while missing := {id for id in ids if id is not None and id not in self.units}:
            rows = self._rows(units, units.c.home, missing)
            self.units |= dict.fromkeys(missing) | {row.home: row for row in rows}
            ids = {row.parent for row in rows}

    def _rows(self, table: Any, column: Any, ids: Iterable[str]) -> Sequence[Any]:
        return self.at.holding_rows(column, ids)
