"""Two sources that tell of one departure with different days: one end, in whatever order they come."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.log.ledger import Terms
from domain.log.store import Store
from jobs.feeds.nominating import nominate
from jobs.feeds.policy import Feed
from jobs.sources.entries import Announcement
from tests.jobs.feeds.pulled import World, worlds
from tests.jobs.feeds.test_accepting import KNOWN, nominations, recorded, stays, why

Json = dict[str, Any]
GONE: Json = {"kind": "left", "person_name": "Jane Roe", "organization_name": "Acme", "role_title": "Cook"}
EARLIER, LATER, TOO_LATE = "2024-03-01", "2024-03-20", "2024-04-02"


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    with worlds(store) as world:
        world.tenant.record(KNOWN, Terms(by="somebody"))
        yield world


@pytest.fixture
def feeds(world: World) -> dict[str, Feed]:
    """A source for each day."""
    return {day: world.feed(id=f"f-{day}", accepts=True) for day in (EARLIER, LATER, TOO_LATE)}


def told(world: World, feed: Feed, day: str, *, withdrawn: bool = False) -> None:
    nominate(world.tenant, feed, [Announcement(feed=feed.id, entry="e", starts=day, withdrawn=withdrawn, **GONE)])


def states(world: World) -> set[str]:
    return {one["state"] for one in nominations(world)}


@pytest.mark.parametrize("order", [(EARLIER, LATER), (LATER, EARLIER)])
@pytest.mark.parametrize("taken_back", [EARLIER, LATER])
def test_two_days_of_one_departure_end_one_stay_and_each_source_takes_back_its_own(
    world: World, feeds: dict[str, Feed], order: tuple[str, str], taken_back: str
) -> None:
    for day in order:
        told(world, feeds[day], day)
    assert (states(world), stays(world)) == ({"accepted"}, [("cook", "2023-01-01", EARLIER)])
    facts = recorded(world)
    (later,) = (one["id"] for one in facts if one["type"] == "person_left_role" and one["effective"] == LATER)
    (took,) = (one["id"] for one in facts if one["type"] == "person_took_role")
    named = [one for one in facts if took in (one.get("took"), one.get("replacement", {}).get("took"))]
    assert [one["id"] if one["type"] == "person_left_role" else one["fact"] for one in named] == [later]
    for day in order:
        told(world, feeds[day], day)
    assert recorded(world) == facts
    told(world, feeds[taken_back], taken_back, withdrawn=True)
    (left,) = {EARLIER, LATER} - {taken_back}
    assert stays(world) == [("cook", "2023-01-01", left)]
    told(world, feeds[left], left, withdrawn=True)
    assert stays(world) == [("cook", "2023-01-01", None)]


def test_more_than_a_month_later_it_is_no_second_opinion(world: World, feeds: dict[str, Feed]) -> None:
    for day in (EARLIER, TOO_LATE):
        told(world, feeds[day], day)
    (left_open,) = (one for one in nominations(world) if one["state"] != "accepted")
    assert why(left_open) == ["not_holder"]
    assert stays(world) == [("cook", "2023-01-01", EARLIER)]
