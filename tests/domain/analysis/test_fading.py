"""Certainty halves with each half-life; a series heads where the line through it does."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.analysis.fading import Trend, certainty, trend

TODAY = date(2026, 6, 30)


@given(st.integers(-1000, 5000), st.floats(1, 3000))
def test_certainty_halves_with_each_half_life(age: int, half_life: float) -> None:
    told = TODAY - timedelta(age)
    left = certainty(told, TODAY, half_life)
    assert left == pytest.approx(0.5 ** (max(age, 0) / half_life))


def test_what_nobody_dated_has_no_certainty_and_no_half_life_is_refused() -> None:
    assert certainty(None, TODAY, 180) is None
    assert certainty(TODAY, TODAY, 180) == 1
    with pytest.raises(ValueError, match="half_life has to be above 0"):
        certainty(TODAY, TODAY, 0)


SERIES = st.lists(st.tuples(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.floats(-10, 10)), max_size=8)


@given(SERIES)
def test_a_trend_is_the_line_of_least_squares(series: list[tuple[date, float]]) -> None:
    found = trend(series)
    days = [day.toordinal() for day, _ in series]
    if len(set(days)) < 2:
        assert found is None
        return
    assert found is not None
    shifted = np.array(days, dtype=float) - np.mean(days)
    slope = np.polyfit(shifted, [value for _, value in series], 1)[0]
    assert found.slope == pytest.approx(slope * 365.25, abs=1e-6)
    assert (found.begin, found.end) == (min(series)[0], max(series, key=lambda one: one[0])[0])


def test_a_point_a_year_is_a_slope_of_one() -> None:
    found = trend([(date(2026, 1, 1), 6), (date(2022, 1, 1), 2)])
    assert found == Trend(1.0, date(2022, 1, 1), date(2026, 1, 1), 2)


def test_two_values_of_a_day_are_no_trend() -> None:
    assert trend([(TODAY, 1), (TODAY, 5)]) is None
    assert trend([]) is None
