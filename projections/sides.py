"""The rows of a subject around two moments: those of the one, those of the other, and all known in between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Table

from .snapshots import Snapshot
from .spans import Span

_TOLD = ("home", "item", "valid_from", "valid_to", "known_from", "known_to", "person", "other", "kind", "directed",
         "buying_role", "property", "life", "place", "why", "parent", "unit", "part", "through", "team_role",
         "opportunity", "fact", "relation")  # fmt: skip


class Sides(NamedTuple):
    """Rows that hold at the moment before, at the moment after, and all of the window."""

    before: list[Any]
    after: list[Any]
    between: list[Any]


class Window:
    """Rows known at one of two moments or between them, of one of their days or between them; the earlier first."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self.before, self.after = before, after
        self._rows: dict[tuple[Table, str], list[Any]] = defaultdict(list)

    def learn(self, table: Table, homes: Iterable[str]) -> None:
        missing = {home for home in homes if (table, home) not in self._rows}
        self._rows.update(((table, home), []) for home in missing)
        span = Span(self.before.position, self.after.position, self.before.day, self.after.day)
        for row in self.after.within(span, table.c.home, missing, _TOLD):
            self._rows[table, row.home].append(row)

    def sides(self, table: Table, home: str, concerned: Callable[[Any], bool] = lambda row: True) -> Sides:
        rows = [row for row in self._rows[table, home] if concerned(row)]
        before = [row for row in rows if self.before.holds(row)]
        return Sides(before, [row for row in rows if self.after.holds(row)], rows)

    def fresh(self, position: int) -> bool:
        """Whether a position is counted at the later moment only."""
        return self.before.position < position <= self.after.position
