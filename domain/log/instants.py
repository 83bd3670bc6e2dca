"""From an instant to a position: recorded instants never decrease along the log, so a search needs no index."""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from .tables import facts

_FAN = 24


@dataclass
class Instants:
    """Recorded instants of one workspace's positions, as far as they were looked up; they never change."""

    workspace: int
    _positions: list[int] = field(default_factory=list)
    _at: dict[int, int] = field(default_factory=dict)

    def position(self, connection: Connection, instant: int, head: int) -> int:
        """The last position up to `head` recorded at or before an instant (microseconds); 0 if none was."""
        low, high = self._bounds(instant, head)
        while high - low > 1:
            self._look(connection, low, high)
            low, high = self._bounds(instant, head)
        return low

    def _bounds(self, instant: int, head: int) -> tuple[int, int]:
        """The greatest position known to be recorded by then, and the least known to be recorded later."""
        known = bisect_right(self._positions, instant, key=self._at.__getitem__)
        low = self._positions[known - 1] if known else 0
        high = self._positions[known] if known < len(self._positions) else head + 1
        return min(low, head), min(high, head + 1)

    def _look(self, connection: Connection, low: int, high: int) -> None:
        step = max(1, (high - low) // _FAN)
        asked = [position for position in range(low + step, high, step) if position not in self._at]
        query = select(facts.c.position, facts.c.recorded_at)
        where = (facts.c.workspace == self.workspace, facts.c.position.in_(asked))
        for position, recorded_at in connection.execute(query.where(*where)):
            self._at[position] = recorded_at
            insort(self._positions, position)
