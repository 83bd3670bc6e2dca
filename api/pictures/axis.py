"""A time axis: days (proleptic ordinals) along a picture's width, with a mark for each year, quarter or month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from domain.dates import DAWN, FOREVER

_DAYS_OF_YEAR = 365.25
_LEAST_PIXELS = 58.0
# Months between marks.
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 6_000, 12_000, 60_000, 120_000)


@dataclass(frozen=True)
class Axis:
    """From day `first` at `left` to day `last` at `right` (pixels)."""

    first: int
    last: int
    left: float
    right: float

    def x(self, day: int) -> float:
        """Days outside are drawn at the edge."""
        within = min(max(day, self.first), self.last)
        return self.left + (self.right - self.left) * (within - self.first) / (self.last - self.first)

    def marks(self) -> Iterator[tuple[float, str]]:
        """Place and label of each mark: as close as their labels allow, years where there are only years."""
        months = self._months()
        start = date.fromordinal(self.first)
        place = (start.year * 12 + start.month - 1) // months * months
        for month in count(place, months):
            if month // 12 > 9_998 or (day := date(month // 12, month % 12 + 1, 1).toordinal()) > self.last:
                return
            if day >= self.first:
                yield self.x(day), _label(month, months)

    def _months(self) -> int:
        month = (self.right - self.left) / (self.last - self.first) * _DAYS_OF_YEAR / 12
        return next((step for step in _STEPS if step * month >= _LEAST_PIXELS), _STEPS[-1])


def _label(month: int, months: int) -> str:
    return f"{month // 12:04}" if months >= 12 else f"{month // 12:04}-{month % 12 + 1:02}"


def around(days: Iterable[int], left: float, right: float) -> Axis:
    """An axis with some room before the first and after the last of these days."""
    known = [day for day in days if DAWN < day < FOREVER]
    first, last = min(known), max(known)
    room = max((last - first) // 20, 45)
    return Axis(max(first - room, DAWN + 366), min(last + room, FOREVER - 366), left, right)
