"""However many look at once, and wherever one of them dies: every alert is raised once, and none is lost."""

import signal
from collections.abc import Callable

import pytest

from tests.jobs.alerting.desk import Desk
from tests.jobs.alerting.racing import (
    die_before_noting,
    die_before_recording,
    looks,
    nothing,
    together,
    unguarded,
)

KILLED = -signal.SIGKILL


@pytest.mark.parametrize("dying", [die_before_recording, die_before_noting])
def test_whoever_dies_on_the_way_is_made_up_for_by_the_next(desk: Desk, dying: Callable[[], None]) -> None:
    desk.look()
    left = desk.left("2026-03-01")
    assert looks(desk, dying) == [KILLED]
    desk.look()
    assert desk.said() == ["raised"]
    withdrawn = desk.tell("fact_withdrawn", fact=left)
    assert looks(desk, dying) == [KILLED]
    desk.tell("fact_withdrawn", fact=withdrawn)
    looks(desk, dying)
    desk.look()
    assert desk.alert()["state"] == "open"
    assert desk.look() == 0


def test_of_two_who_have_compared_at_the_same_moment_one_records(desk: Desk) -> None:
    desk.look()
    desk.left("2026-03-01")
    assert looks(desk, *[together(2)] * 2) == [0, 0]
    assert desk.said() == ["raised"]
    assert looks(desk, nothing, nothing) == [0, 0]
    assert desk.said() == ["raised"]


def test_without_its_guard_it_would_be_raised_twice(desk: Desk) -> None:
    """The test above can fail."""
    desk.look()
    desk.left("2026-03-01")
    assert looks(desk, *[unguarded(together(2))] * 2) == [0, 0]
    assert desk.said() == ["raised", "raised"]


def test_a_reminder_comes_once_too(desk: Desk) -> None:
    desk.left("2026-03-20")
    desk.look()
    desk.at("2026-03-20T00:00")
    assert looks(desk, *[together(2)] * 2) == [0, 0]
    assert desk.said() == ["raised", "reminded"]


def test_what_a_slow_one_raises_though_it_is_withdrawn_meanwhile_is_retracted(desk: Desk) -> None:
    """It had looked before, and recorded after, everybody else had looked further."""
    desk.look()
    left = desk.left("2026-03-01")
    place = desk.place()
    desk.tell("fact_withdrawn", fact=left)
    desk.look()
    desk.raise_as_known_at(place.position + 1)
    desk.tell("note_added", about={"person": "bob"}, text="whatever")
    assert desk.look() == 1
    assert desk.said() == ["raised", "retracted"]
