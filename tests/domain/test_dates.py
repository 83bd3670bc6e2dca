"""Dates as the contract writes them, and the words a reader may use for one."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates import DAWN, FOREVER, Span, day_of, resolve_as_of, resolve_known_at, span_of
from domain.errors import InvalidRequest
from domain.language import when, written

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1, 1, 1), date(9998, 12, 31))


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2019-06-14", "2019-06-14", "2019-06-14"),
        ("2019-06", "2019-06-01", "2019-06-30"),
        ("2019-12", "2019-12-01", "2019-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9998", "9998-01-01", "9998-12-31"),
        ("[..2019]", "0001-01-01", "2019-12-31"),
        ("[..2019-06-14]", "0001-01-01", "2019-06-14"),
        ("[2019-03..2019-06]", "2019-03-01", "2019-06-30"),
        ("[2019..2019-02-03]", "2019-01-01", "2019-02-03"),
        ("[2019-06-14..2019-06-14]", "2019-06-14", "2019-06-14"),
    ],
)
def test_a_written_date_means_these_days(written: str, first: str, last: str) -> None:
    assert span_of(written) == Span(day(first), day(last))


NO_DATES = """
    today 2019-6 2019-06-1 20190614 2019-06-14T00:00 2019-W24 2019/06/14 14.06.2019 2019-00 2019-13 2019-06-31
    2023-02-29 2019-01-00 0000 0000-01-01 9999 9999-12-31 -2019 [2019..] [..] [2019] [2019..2018] [2019-06..2019-05]
    [..2019 2019] [2019...2020] [[2019..2020]] [..2019..2020]
"""
# Digits of other alphabets are digits to Python.
ARABIC = "\N{ARABIC-INDIC DIGIT TWO}\N{ARABIC-INDIC DIGIT ZERO}\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT NINE}"


@pytest.mark.parametrize("written", [*NO_DATES.split(), "", " ", "2019\n", "[2019 .. 2020]", ARABIC, f"[..{ARABIC}]"])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        span_of(written)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("2019-02-29", "the day must lie between 01 and 28 in 2019-02"),
        ("2019-13", "the month must lie between 01 and 12"),
        ("0000", "the year must lie between 0001 and 9998"),
        ("soon", "expected "),
    ],
)
def test_a_refusal_says_what_would_be_right(written: str, right: str) -> None:
    with pytest.raises(ValueError, match=f"^{right}"):
        span_of(written)


@given(DAYS)
def test_every_day_written_exactly_is_that_day_alone(given_day: date) -> None:
    found = span_of(given_day.isoformat())
    assert found == Span(given_day.toordinal(), given_day.toordinal())
    assert found.exact


@given(DAYS)
def test_a_day_lies_in_its_month_and_a_month_in_its_year(given_day: date) -> None:
    exact, month, year = (span_of(given_day.isoformat()[:length]) for length in (10, 7, 4))
    assert year.first <= month.first <= exact.first <= exact.last <= month.last <= year.last


@given(DAYS, DAYS)
def test_a_range_is_refused_exactly_when_it_ends_before_it_begins(one: date, other: date) -> None:
    written = f"[{one}..{other}]"
    if one <= other:
        assert span_of(written) == Span(one.toordinal(), other.toordinal())
    else:
        with pytest.raises(ValueError, match="ends before it begins"):
            span_of(written)


@given(DAYS)
def test_every_date_leaves_room_before_forever_for_an_end_on_the_day_after(given_day: date) -> None:
    found = span_of(given_day.isoformat()[:4])
    assert found.first >= DAWN
    assert found.last + 1 < FOREVER


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_value_error_and_nothing_else(text: str) -> None:
    with suppress(ValueError):
        assert span_of(text).first <= span_of(text).last


def test_the_day_of_an_instant_is_the_day_in_utc() -> None:
    west = timezone(timedelta(hours=-5))
    assert day_of(datetime(2026, 6, 30, 23, 0, tzinfo=west)) == day("2026-07-01")
    assert day_of(datetime(2026, 6, 30, 23, 59, 59, 999_999, tzinfo=UTC)) == day("2026-06-30")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        (None, "2026-11-22"),
        ("today", "2026-11-22"),
        ("yesterday", "2026-11-21"),
        ("tomorrow", "2026-11-23"),
        ("last-week-end", "2026-11-15"),
        ("last-month-end", "2026-10-31"),
        ("last-quarter-end", "2026-09-30"),
        ("last-year-end", "2025-12-31"),
        ("-90d", "2026-08-24"),
        ("+2w", "2026-12-06"),
        ("-1m", "2026-10-22"),
        ("-9m", "2026-02-22"),
        ("+1y", "2027-11-22"),
        ("2019-06-14", "2019-06-14"),
    ],
)
def test_as_of_means_this_day_on_sunday_22_november_2026(asked: str | None, meant: str) -> None:
    assert resolve_as_of(asked, TODAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("today", "quarter_end"),
    [
        ("2026-01-01", "2025-12-31"),
        ("2026-03-31", "2025-12-31"),
        ("2026-04-01", "2026-03-31"),
        ("2026-12-31", "2026-09-30"),
    ],
)
def test_the_last_quarter_end_lies_before_the_running_quarter(today: str, quarter_end: str) -> None:
    assert resolve_as_of("last-quarter-end", date.fromisoformat(today)).isoformat() == quarter_end


def test_a_month_before_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert resolve_as_of("-1m", date(2026, 3, 31)) == date(2026, 2, 28)


def test_the_last_week_ended_on_the_sunday_before_a_monday() -> None:
    assert resolve_as_of("last-week-end", date(2026, 11, 23)) == date(2026, 11, 22)


NO_DAYS = """
    2019 2019-06 last-decade-end 90d -90 -9000y +99999y 9999-01-01 0000-01-01 2026-02-30 20260630 2026-W26-2
"""


@pytest.mark.parametrize("asked", [*NO_DAYS.split(), "", "2026-06-30 ", "-\N{ARABIC-INDIC DIGIT NINE}d"])
def test_an_as_of_of_another_form_is_refused_with_the_forms_there_are(asked: str) -> None:
    with pytest.raises(InvalidRequest, match="last-quarter-end") as refused:
        resolve_as_of(asked, TODAY)
    assert refused.value.field == "as_of"


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("2026-11-22", "2026-11-22T23:59:59.999999+00:00"),
        ("2026-11-22T09:00:00Z", "2026-11-22T09:00:00+00:00"),
        ("2026-11-22T09:00:00.123456Z", "2026-11-22T09:00:00.123456+00:00"),
        ("2026-11-22T09:00:00+02:00", "2026-11-22T07:00:00+00:00"),
        ("2026-11-22T09:00", "2026-11-22T09:00:00+00:00"),
    ],
)
def test_known_at_means_this_instant(asked: str, meant: str) -> None:
    assert resolve_known_at(asked).isoformat() == meant


@pytest.mark.parametrize(
    "asked", ["", "now", "2026", "2026-02-30", "2026-11-22T25:00Z", "0001-01-01T00:00:00+14:00", "2026-W26-2"]
)
def test_a_known_at_of_another_form_is_refused(asked: str) -> None:
    with pytest.raises(InvalidRequest, match="expected an instant") as refused:
        resolve_known_at(asked)
    assert refused.value.field == "known_at"


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_a_refusal_and_nothing_else(text: str) -> None:
    with suppress(InvalidRequest):
        assert resolve_as_of(text, TODAY).year >= 1
    with suppress(InvalidRequest):
        assert resolve_known_at(text).tzinfo is UTC


def test_a_day_that_is_not_exact_is_told_in_words() -> None:
    days = ["2026-03-01", "[..2019]", "[2022-02..2022-05]"]
    assert [*map(written, days)] == ["2026-03-01", "2019 or before", "sometime between 2022-02 and 2022-05"]
    assert [*map(when, days)] == [" on 2026-03-01", " by 2019", " between 2022-02 and 2022-05"]
    assert when(None) == ""
