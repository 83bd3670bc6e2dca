"""The days of a series, and where it is heading."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.analysis.series import MOST_POINTS, NOTICEABLE, days_between, ends_between, heading
from domain.errors import InvalidRequest

DAYS = some.dates(date(1999, 1, 1), date(2030, 12, 31))


@given(DAYS, some.integers(0, 900), some.sampled_from(["month", "quarter", "year"]))
def test_ends_are_the_days_before_another_one_begins(since: date, length: int, every: str) -> None:
    """Against every single day."""
    until = since + timedelta(days=length)
    begins = {"month": range(1, 13), "quarter": (1, 4, 7, 10), "year": (1,)}[every]
    between = [since + timedelta(days=number) for number in range(length + 1)]
    ends = [day for day in between if (next_day := day + timedelta(days=1)).day == 1 and next_day.month in begins]
    assert ends_between(since, until, every) == sorted({since, until, *ends})  # type: ignore[arg-type]


def test_too_many_points_and_a_later_since_are_refused_by_name() -> None:
    for since, field in ((date(1, 1, 1), "every"), (date(2026, 1, 2), "since")):
        with pytest.raises(InvalidRequest) as refused:
            ends_between(since, date(2026, 1, 1), "month")
        assert refused.value.field == field
    assert (
        len(days_between(date(2026, 1, 1), date(2026, 1, 3), [date(2020, 1, 1), date(2026, 1, 2)])) == 3 < MOST_POINTS
    )


@given(some.floats(-3, 3), some.floats(1, 20), some.integers(2, 30))
def test_a_straight_line_moves_by_its_own_length(moved: float, scale: float, points: int) -> None:
    first = date(2025, 1, 1)
    line = [(first + timedelta(days=30 * n), moved * n / (points - 1)) for n in range(points)]
    found = heading(line, scale)
    assert found is not None
    assert found["moved"] == pytest.approx(moved, abs=1e-3)
    if abs(abs(moved) - NOTICEABLE * scale) > 1e-3:
        expected = "steady" if abs(moved) < NOTICEABLE * scale else "rising" if moved > 0 else "falling"
        assert found["heading"] == expected


def test_one_day_has_no_direction() -> None:
    assert heading([(date(2025, 1, 1), 1.0), (date(2025, 1, 1), 2.0)], 10) is None
