"""How certainty fades with time, and where a series is heading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

_DAYS_OF_YEAR = 365.25


def certainty(told: date | None, day: date, half_life: float) -> float | None:
    """What is left on a day of the certainty of what was told on another: 2^(-age / half_life), half of it after so
    many days. Nothing where nobody knows when it was told; what is told for a later day is certain.

    Raises ValueError where `half_life` is not above 0.
    """
    if half_life <= 0:
        raise ValueError("half_life has to be above 0 days")
    return None if told is None else float(2.0 ** (-max((day - told).days, 0) / half_life))


class Trend(NamedTuple):
    """`slope`: by how much a year the line that fits a series best rises; `begin` and `end`: its first and last day."""

    slope: float
    begin: date
    end: date
    points: int


def trend(series: Sequence[tuple[date, float]]) -> Trend | None:
    """By least squares over days, of a series in any order; nothing where it has fewer than two days."""
    days = np.array([day.toordinal() for day, _ in series], dtype=np.float64)
    if np.unique(days).size < 2:
        return None
    values = np.array([value for _, value in series], dtype=np.float64)
    from_middle = days - days.mean()
    slope = float(from_middle @ (values - values.mean()) / (from_middle @ from_middle))
    begin, end = min(day for day, _ in series), max(day for day, _ in series)
    return Trend(slope * _DAYS_OF_YEAR, begin, end, len(series))
