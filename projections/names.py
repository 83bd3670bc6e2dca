"""What subjects are called on a day, and where roles belong, as known at a position."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any

from .fragments import decode
from .opportunities import opportunities
from .organizations import organizations, units
from .people import people
from .records import kept_of
from .roles import roles
from .snapshots import Snapshot

Subject = tuple[str, str]
_SINCE = attrgetter("valid_from")
_CALLED = {
    "organization": organizations.c.name,
    "unit": units.c.name,
    "role": roles.c.title,
    "person": people.c.name,
    "opportunity": opportunities.c.name,
}


class Names:
    """Rows of subjects that have names, read once for as many as are asked for."""

    def __init__(self, at: Snapshot) -> None:
        self.at = at
        self._rows: dict[Subject, list[Any]] = {}

    def learn(self, kind: str, ids: Iterable[str | None]) -> None:
        missing = {id for id in ids if id is not None and (kind, id) not in self._rows}
        if not missing:
            return
        table = _CALLED[kind].table
        found = defaultdict(list)
        for row in self.at.known_rows(table.c.home, missing):
            found[row.home].append(row)
        for id in missing:
            self._rows[kind, id] = sorted(found.get(id, ()), key=_SINCE)
        if nameless := missing - found.keys():
            self._learn_merged(kind, nameless)

    def _learn_merged(self, kind: str, nameless: set[str]) -> None:
        """What was merged is called as what it answers as."""
        if not (kept := kept_of(self.at, kind, nameless)):
            return
        self.learn(kind, kept.values())
        self._rows |= {(kind, id): self._rows[kind, answer] for id, answer in kept.items()}

    @property
    def learned(self) -> set[Subject]:
        """Everything that was asked for."""
        return set(self._rows)

    def learn_all(self, subjects: Iterable[Subject]) -> None:
        by_kind = defaultdict(set)
        for kind, id in subjects:
            if kind in _CALLED:
                by_kind[kind].add(id)
        for kind, ids in by_kind.items():
            self.learn(kind, ids)

    def learn_seats(self, ids: Iterable[str]) -> None:
        """Roles with the units and organizations they ever belonged to."""
        ids = set(ids)
        self.learn("role", ids)
        seats = [row for id in ids for row in self._rows["role", id]]
        self.learn("unit", {row.unit for row in seats})
        owners = [row.organization for row in seats]
        owners += [row.organization for seat in seats if seat.unit for row in self._rows["unit", seat.unit]]
        self.learn("organization", owners)

    def rows(self, kind: str, id: str) -> list[Any]:
        """Everything known of a subject, by its days."""
        return self._rows.get((kind, id), [])

    def of(self, kind: str, id: str, day: date | None = None) -> str | None:
        """The name on a day; before it had one, the first known. Nothing for what has no name."""
        if kind not in _CALLED:
            return None
        column = _CALLED[kind].name
        row = self._on(kind, id, day or self.at.day)
        name = None if row is None else getattr(row, column)
        if name is None:
            names = (getattr(row, column) for row in self._rows.get((kind, id), ()))
            name = next((one for one in names if one is not None), None)
        return None if name is None else str(name)

    def organization_of(self, role: str, day: date | None = None) -> str | None:
        """The organization of a role's unit that day, else its own; before it belonged anywhere, the first known."""
        day = day or self.at.day
        rows = self._rows.get(("role", role), [])
        seat = self._on("role", role, day) or (rows[0] if rows else None)
        if seat is None:
            return None
        unit = self._on("unit", seat.unit, max(day, seat.valid_from)) if seat.unit else None
        owner = unit.organization if unit is not None and unit.organization else seat.organization
        return None if owner is None else str(owner)

    def organization_of_unit(self, unit: str, day: date) -> str | None:
        """Whose a unit is on a day."""
        row = self._on("unit", unit, day)
        return None if row is None else row.organization

    def organization_of_sale(self, opportunity: str, day: date) -> str | None:
        """To whom an opportunity sells on a day; before it was opened, the first known."""
        row = self._on("opportunity", opportunity, day)
        if row is None or row.organization is None:
            rows = self._rows.get(("opportunity", opportunity), [])
            row = next((one for one in rows if one.organization is not None), None)
        return None if row is None else row.organization

    def unit_of(self, role: str, day: date) -> str | None:
        """The unit a role is in on a day."""
        row = self._on("role", role, day)
        return None if row is None else row.unit

    def turns_of(self, role: str) -> list[date]:
        """Days from which something else is said of a role, or of a unit that it was in, in order."""
        seats = self._rows.get(("role", role), [])
        around = [*seats, *(row for seat in seats if seat.unit for row in self._rows.get(("unit", seat.unit), ()))]
        return sorted({row.valid_from for row in around})

    def ours(self, person: str, day: date | None = None) -> bool:
        """Whether somebody is a colleague on a day."""
        row = self._on("person", person, day or self.at.day)
        return row is not None and bool(row.ours)

    def level_of(self, role: str, day: date) -> Any:
        """The level stated of a role that day; before it had one, that of its first day."""
        seat = self._on("role", role, day) or next(iter(self._rows.get(("role", role), [])), None)
        return None if seat is None or seat.details is None else decode(seat.details).get("level")

    def _on(self, kind: str, id: str, day: date) -> Any:
        rows = self._rows.get((kind, id), [])
        place = bisect_right(rows, day, key=_SINCE) - 1
        return rows[place] if place >= 0 and day < rows[place].valid_to else None
