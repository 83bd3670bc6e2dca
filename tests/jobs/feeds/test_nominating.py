"""From a feed to nominations with what they may mean: once, however often it is pulled."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.log.ledger import Terms
from domain.log.store import Store
from jobs.feeds.nominating import nominate
from jobs.feeds.policy import Feed
from jobs.feeds.pulling import Puller
from jobs.sources.entries import Announcement
from projections.journal import journal
from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed, one
from tests.jobs.clocks import DAY
from tests.jobs.feeds.pulled import World, feed_of, item, worlds

KNOWN: list[dict[str, Any]] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme"},
    {"type": "role_defined", "role": "cfo", "organization": "acme", "title": "CFO", "effective": None},
    {"type": "person_introduced", "person": "p-1", "name": "Person No1"},
]


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    with worlds(store) as world:
        world.tenant.record(KNOWN, Terms(by="test"))
        yield world


def nominations(world: World) -> list[dict[str, Any]]:
    moment = moment_of(world.tenant.ledger)
    return [one(world.tenant, each["id"], moment) for each in listed(world.tenant, moment, Wanted())]


def reported(world: World) -> list[dict[str, Any]]:
    return journal(world.tenant, 0, 50, account=None, person=None, type="nomination_reported", restricted=True)


def pull(world: World, feed: Feed) -> None:
    world.clock.advance(DAY)
    Puller(world.policy, nominate, world.clock).pull(world.tenant, feed.id)


def test_what_a_feed_announces_is_nominated_once(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(1), item(2)]))
    pull(world, feed)
    first = nominations(world)
    assert sorted(each["person_name"] for each in first) == ["Person No1", "Person No2"]
    assert {each["feed"] for each in first} == {feed.id}
    assert {fact["source"]["kind"] for fact in reported(world)} == {"feed"}
    world.serve(feed_of([item(2), item(1)]))
    pull(world, feed)
    assert nominations(world) == first


def test_whom_it_may_mean_is_said(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(1)]))
    pull(world, feed)
    (found,) = nominations(world)
    assert found["state"] == "matched"
    assert "p-1" in {candidate["id"] for candidate in found["candidates"]}


def test_each_move_of_one_entry_is_a_nomination(world: World) -> None:
    feed = world.feed()
    moves = [Announcement(feed=feed.id, entry="e", kind="joined", person_name=name) for name in ("Ann", "Bob", "Cy")]
    for _ in range(2):
        nominate(world.tenant, feed, moves)
        assert [each["person_name"] for each in nominations(world)] == ["Ann", "Bob", "Cy"]
    assert len(reported(world)) == 3


def test_what_follows_from_two_rosters_says_so(world: World) -> None:
    feed = world.feed()
    nominate(
        world.tenant, feed, [Announcement(feed=feed.id, entry="e", kind="left", person_name="Ann", source="inference")]
    )
    assert [fact["source"]["kind"] for fact in reported(world)] == ["inference"]
