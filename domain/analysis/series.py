"""The days of a series, and where it is heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any, Literal, get_args

from dateutil.relativedelta import relativedelta

from ..errors import InvalidRequest
from ..language import say, written
from .fading import trend

Every = Literal["change", "month", "quarter", "year"]
Heading = Literal["rising", "falling", "steady"]
EVERY: tuple[Every, ...] = get_args(Every)
MOST_POINTS = 120
# The least part of its scale that a series has to move by: less than one step in twenty is not told from noise.
NOTICEABLE = 0.05
_MONTHS: dict[Every, int] = {"month": 1, "quarter": 3, "year": 12}
_DAYS_OF_YEAR = 365.25

Json = dict[str, Any]


def ends_between(since: date, until: date, every: Every) -> list[date]:
    """The ends of calendar months, quarters or years from `since` to `until`, and these two, in order.

    Raises InvalidRequest where `since` is later, or the days would be more than `MOST_POINTS`.
    """
    return days_between(since, until, islice(_ends(since, until, _MONTHS[every]), MOST_POINTS + 1))


def days_between(since: date, until: date, days: Iterable[date]) -> list[date]:
    """Those of these days that lie between, and these two, in order. Raises as `ends_between`."""
    if since > until:
        raise InvalidRequest(
            say("expected a day up to {day}, the last one of the series", day=written(until.isoformat())), field="since"
        )
    found = sorted({since, until, *(day for day in days if since < day < until)})
    if len(found) > MOST_POINTS:
        more = say(
            "{count} points are more than {most}: take longer steps, or a later `since`",
            count=len(found),
            most=MOST_POINTS,
        )
        raise InvalidRequest(more, field="every")
    return found


def _ends(since: date, until: date, months: int) -> Iterator[date]:
    begin = date(since.year, 1 + (since.month - 1) // months * months, 1)
    while (end := (begin := begin + relativedelta(months=months)) - timedelta(days=1)) <= until:
        yield end


def heading(series: Sequence[tuple[date, float]], scale: float) -> Json | None:
    """Whether a series is rising, falling or steady; nothing of fewer than two days.

    The rule: by the line of least squares through its points (Legendre 1805; Draper and Smith, Applied Regression
    Analysis, chapter 1). It is steady unless that line moves, from the first point to the last, by at least
    `NOTICEABLE` of the `scale` (the distance between the least and the most that a value can be). `slope` is by how
    much it rises a year, `moved` by how much from the first to the last day.
    """
    found = trend(series)
    if found is None:
        return None
    moved = found.slope * (found.end - found.begin).days / _DAYS_OF_YEAR
    way: Heading = "steady" if abs(moved) < NOTICEABLE * scale - 1e-9 else "rising" if moved > 0 else "falling"
    return {"heading": way, "slope": round(found.slope, 4), "moved": round(moved, 4), "points": found.points}
