"""A snapshot that goes through the positions of a stretch of the log: rows are read once, for all of them.

What is looked at again and again, a day of the log after the other, is asked of the database the first time only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column

from .snapshots import Snapshot
from .spans import Span

Kept = dict[str, list[Any]]


@dataclass(frozen=True)
class Passing(Snapshot):
    """From the position `first` through `last`; whatever it is asked `on`, what was read is shared."""

    first: int
    last: int
    _rows: dict[Column[Any], Kept] = field(default_factory=lambda: defaultdict(dict), compare=False)
    _lasting: dict[object, Any] = field(default_factory=dict, compare=False)

    def known_rows(self, column: Column[Any], ids: Iterable[str], only: tuple[str, ...] | None = None) -> list[Any]:
        position = self.position
        return [row for row in self.lasting_rows(column, ids) if row.known_from <= position < row.known_to]

    def lasting_rows(self, column: Column[Any], ids: Iterable[str]) -> list[Any]:
        kept, wanted = self._rows[column], sorted(set(ids))
        if missing := [id for id in wanted if id not in kept]:
            kept.update((id, []) for id in missing)
            for row in self.within(Span(self.first, self.last), column, missing, any_day=True):
                kept[getattr(row, column.name)].append(row)
        return [row for id in wanted for row in kept[id]]

    def lasting(self, name: object, make: Callable[[], Any]) -> Any:
        if name not in self._lasting:
            self._lasting[name] = make()
        return self._lasting[name]


def passing(at: Snapshot, first: int) -> Passing:
    """From a position through that of the snapshot."""
    return Passing(at.connection, at.workspace, at.build, at.day, at.position, first, at.position)
