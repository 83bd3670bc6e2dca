"""Moments that are compared: the rows of a subject are read once for all of them, and each sees those of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column

from .columns import BOUNDS
from .snapshots import Snapshot
from .spans import Span

Only = tuple[str, ...] | None
_Asked = tuple[Span, Column[Any], Only, bool]


@dataclass(frozen=True)
class Shared(Snapshot):
    """One of the moments of a span, with what any of them has read."""

    span: Span
    read: dict[_Asked, dict[str, list[Any]]] = field(default_factory=lambda: defaultdict(dict), compare=False)

    @classmethod
    def among(cls, at: Snapshot, moments: Iterable[tuple[Any, int]]) -> Shared:
        """Like `at`, for what is asked on these days at these positions."""
        days, positions = zip(*moments, strict=True)
        span = Span(min(positions), max(positions), min(days), max(days))
        return cls(at.connection, at.workspace, at.build, at.day, at.position, span)

    def known_rows(self, column: Column[Any], ids: Iterable[str], only: Only = None) -> list[Any]:
        """Once for each position: histories are long, and to pick from them costs more than to ask again."""
        return self._rows(Span(self.position, self.position), column, ids, only, any_day=True)

    def holding_rows(self, column: Column[Any], ids: Iterable[str], only: Only = None) -> list[Any]:
        told = None if only is None else (*only, *BOUNDS)
        return [row for row in self._rows(self.span, column, ids, told) if self.holds(row)]

    def _rows(
        self, span: Span, column: Column[Any], ids: Iterable[str], only: Only, *, any_day: bool = False
    ) -> list[Any]:
        kept, asked = self.read[span, column, only, any_day], set(ids)
        if missing := asked - kept.keys():
            kept.update((id, []) for id in missing)
            for row in self.within(span, column, missing, only, any_day=any_day):
                kept[getattr(row, column.key)].append(row)
        return [row for id in sorted(asked) for row in kept[id]]
