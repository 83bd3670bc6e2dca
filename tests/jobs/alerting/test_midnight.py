"""A day begins when it does in the workspace's time zone, also where clocks are put forward or back that night."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from domain.log.store import Store
from jobs.alerting.job import alerts_job
from jobs.alerting.looking import Policy
from jobs.scheduler import Scheduler
from tests.jobs.alerting.desk import Desk, desk_in

MIDNIGHTS = [
    ("UTC", "2026-06-15", "2026-06-15T00:00"),
    ("Europe/Zurich", "2026-03-29", "2026-03-28T23:00"),
    ("Europe/Zurich", "2026-03-30", "2026-03-29T22:00"),
    ("America/New_York", "2026-11-01", "2026-11-01T04:00"),
    ("America/New_York", "2026-11-02", "2026-11-02T05:00"),
    # That midnight does not exist: the day begins at one.
    ("America/Santiago", "2026-09-06", "2026-09-06T04:00"),
    ("Pacific/Auckland", "2026-04-05", "2026-04-04T11:00"),
    ("Pacific/Kiritimati", "2026-05-01", "2026-04-30T10:00"),
]


@pytest.fixture
def desk(sqlite_store: Store) -> Iterator[Desk]:
    with desk_in(sqlite_store) as found:
        yield found


@pytest.mark.parametrize(("zone", "day", "midnight"), MIDNIGHTS)
def test_a_day_ahead_is_due_at_its_midnight(sqlite_store: Store, zone: str, day: str, midnight: str) -> None:
    with desk_in(sqlite_store, zone) as desk:
        desk.left(day)
        assert desk.look() == 1
        before = datetime.fromisoformat(midnight) - timedelta(minutes=1)
        assert desk.at(before.isoformat()).look() == 0
        assert desk.at(midnight).look() == 1
        assert desk.alert()["reminded"] == day
        for hours in range(1, 30):
            assert desk.at((before + timedelta(hours=hours)).isoformat()).look() == 0


def test_what_is_learned_on_its_very_day_needs_no_reminder(sqlite_store: Store) -> None:
    """Though it is still the day before in UTC."""
    with desk_in(sqlite_store, "Pacific/Kiritimati") as desk:
        desk.at("2026-04-30T12:00").left("2026-05-01")
        assert desk.look() == 1
        assert desk.at("2026-05-01T12:00").look() == 0


def test_what_is_put_off_is_open_again_on_its_day(sqlite_store: Store) -> None:
    with desk_in(sqlite_store, "America/New_York") as desk:
        desk.left("2026-03-01")
        desk.look()
        desk.tell("alert_snoozed", alert=desk.alert()["id"], until="2026-03-05")
        states = [desk.at(instant).alert()["state"] for instant in ("2026-03-05T04:59", "2026-03-05T05:00")]
        assert states == ["snoozed", "open"]


def test_a_post_that_stays_vacant_is_raised_when_the_days_have_passed(desk: Desk) -> None:
    desk.switch_on("long_vacancy")
    desk.left("2026-03-01")
    desk.look()
    assert desk.at("2026-05-29T12:00").look() == 0
    raised = sum(desk.at(f"2026-05-{day}T12:00").look() for day in (30, 31))
    assert raised == 1
    assert desk.alerts(rule="long_vacancy")[0]["role"] == "cfo"


def test_the_job_looks_when_there_is_something_to_look_at(store: Store) -> None:
    with desk_in(store) as desk:
        scheduler = Scheduler(store, [job := alerts_job(desk.tenants, Policy())], clock=lambda _: desk.clock())
        scheduler.hold()
        assert scheduler.tick(job)
        desk.at("2026-03-02T09:00:10")
        assert not scheduler.tick(job)
        desk.left("2026-03-01")
        assert scheduler.tick(job)
        assert desk.said() == ["raised"]
        desk.at("2026-03-02T09:00:20")
        assert not scheduler.tick(job)
        scheduler.stop()
