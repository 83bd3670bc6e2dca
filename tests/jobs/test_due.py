"""What is due, by a simulated clock."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.due import Schedule, daily, due

DAY = 86_400_000_000
NIGHTLY = daily(timedelta(hours=2, minutes=30))
INSTANTS = st.integers(min_value=0, max_value=200 * 365 * DAY)
SCHEDULES = st.builds(
    lambda every, at: Schedule(timedelta(seconds=every), timedelta(seconds=at)),
    st.integers(min_value=1, max_value=400_000),
    st.integers(min_value=0, max_value=400_000),
)


def us(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1_000_000)


@pytest.mark.parametrize(
    ("last", "now", "slot"),
    [
        (None, "2026-03-02T02:29:59", "2026-03-01T02:30:00"),
        (None, "2026-03-02T02:30:00", "2026-03-02T02:30:00"),
        ("2026-03-01T02:30:00", "2026-03-02T02:29:59", None),
        ("2026-03-01T02:30:00", "2026-03-02T02:30:00", "2026-03-02T02:30:00"),
        ("2026-03-02T02:30:00", "2026-03-02T02:30:00", None),
        ("2026-03-02T02:30:00", "2026-03-02T23:59:59", None),
        # A machine that slept for a week runs once, for the latest night.
        ("2026-03-01T02:30:00", "2026-03-08T12:00:00", "2026-03-08T02:30:00"),
        # Somebody ran it by hand at noon: the next night is due all the same.
        ("2026-03-01T12:00:00", "2026-03-01T18:00:00", None),
        ("2026-03-01T12:00:00", "2026-03-02T02:30:00", "2026-03-02T02:30:00"),
        # A clock that was put back runs nothing twice.
        ("2026-03-02T02:30:00", "2026-03-01T12:00:00", None),
        ("2028-02-28T02:30:00", "2028-02-29T02:30:00", "2028-02-29T02:30:00"),
        ("2026-12-31T02:30:00", "2027-01-01T02:30:00", "2027-01-01T02:30:00"),
    ],
)
def test_a_nightly_job_is_due_once_a_night(last: str | None, now: str, slot: str | None) -> None:
    assert due(NIGHTLY, us(last) if last else None, us(now)) == (us(slot) if slot else None)


@pytest.mark.parametrize("changed", ["2026-03-29", "2026-10-25"])
def test_clocks_put_forward_or_back_skip_and_double_nothing(changed: str) -> None:
    """02:30 does not exist in Paris on the first of these days, and comes twice on the second."""
    start = us(f"{changed}T00:00:00") - DAY
    last, slots = None, []
    for now in range(start, start + 3 * DAY, DAY // (24 * 12)):
        if (slot := due(NIGHTLY, last, now)) is not None:
            last = slot
            slots.append(slot)
    assert [later - earlier for earlier, later in pairwise(slots)] == [DAY] * 3
    offsets = {datetime.fromtimestamp(slot / 1e6, ZoneInfo("Europe/Paris")).utcoffset() for slot in slots}
    assert len(offsets) == 2


@given(SCHEDULES, INSTANTS)
def test_the_slot_is_the_latest_not_in_the_future(schedule: Schedule, now: int) -> None:
    slot = schedule.slot(now)
    assert slot <= now < schedule.following(slot)


@given(SCHEDULES, INSTANTS, st.lists(st.integers(min_value=0, max_value=3 * DAY), max_size=30))
def test_however_the_clock_advances_a_slot_is_taken_once_and_none_stays_due(
    schedule: Schedule, now: int, steps: list[int]
) -> None:
    last, taken = None, []
    for step in [0, *steps]:
        now += step
        if (slot := due(schedule, last, now)) is not None:
            last = slot
            taken.append(slot)
        assert due(schedule, last, now) is None
        assert last == schedule.slot(now)
    assert taken == sorted(set(taken))
