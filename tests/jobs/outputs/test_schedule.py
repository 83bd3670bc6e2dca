"""What follows an attempt."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.outputs.policy import SCHEDULE
from jobs.outputs.schedule import Next, Outcome, after
from tests.jobs.clocks import HOUR, SECOND

FAILED = Outcome(500, "answered 500")
WHOLE = (75 * 3_600 + 35 * 60 + 5) * SECOND


def follows(outcome: Outcome, attempts: int, age: int = 0) -> Next:
    return after(outcome, attempts, 0, age, SCHEDULE, 0.0, Random(1))


def test_the_schedule_is_that_of_the_specification() -> None:
    assert sum(SCHEDULE, timedelta()) == timedelta(microseconds=WHOLE)
    waits = [follows(FAILED, attempts).at / SECOND for attempts in range(1, 10)]
    assert waits == [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]
    assert follows(FAILED, 10).state == "dead"


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome(200), "delivered"),
        (Outcome(nothing=True), "dropped"),
        (Outcome(410, "answered 410"), "dead"),
        (Outcome(550, "refused", for_good=True), "dead"),
        (FAILED, "waiting"),
        (Outcome(None, "too slow"), "waiting"),
    ],
)
def test_an_outcome_says_what_becomes_of_a_delivery(outcome: Outcome, state: str) -> None:
    assert follows(outcome, 1).state == state


def test_what_was_tried_long_enough_is_dead_though_it_was_tried_once() -> None:
    assert follows(FAILED, 1, WHOLE - 1).state == "waiting"
    assert follows(FAILED, 1, WHOLE).state == "dead"


@given(st.integers(1, 9), st.one_of(st.none(), st.floats(0, 7 * 86_400)), st.integers(0, 99))
def test_a_wait_is_never_shorter_than_either_says_and_a_day_and_a_fifth_at_most(
    attempts: int, asked: float | None, seed: int
) -> None:
    outcome = Outcome(503, "answered 503", asked)
    wait = after(outcome, attempts, 0, 0, SCHEDULE, 0.2, Random(seed)).at
    least = max(SCHEDULE[attempts - 1].total_seconds(), min(asked or 0, 86_400))
    assert least * SECOND - 1 <= wait <= max(least * SECOND + 1, 1.2 * 24 * HOUR)
