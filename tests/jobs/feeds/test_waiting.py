from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.waiting import LONGEST, back_off, parse_retry_after

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (None, None),
        ("120", 120),
        (" 0 ", 0),
        ("Mon, 02 Mar 2026 10:01:00 GMT", 60),
        ("Mon, 02 Mar 2026 09:00:00 GMT", 0),
        ("99999999999999", 7 * LONGEST),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 7 * LONGEST),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("\u0661\u0662", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(text: str | None, seconds: float | None) -> None:
    assert parse_retry_after(text, NOW) == seconds


@given(st.text())
def test_whatever_it_says_it_is_a_wait_or_nothing(text: str) -> None:
    found = parse_retry_after(text, NOW)
    assert found is None or 0 <= found <= 7 * LONGEST


def test_each_failure_waits_longer_up_to_a_day_and_not_all_at_once() -> None:
    waits = [back_off(900, failures, Random(1)) for failures in range(40)]
    assert waits[0] < waits[1] < waits[2]
    assert max(waits) <= LONGEST
    assert len({back_off(900, 3, Random(seed)) for seed in range(20)}) == 20
