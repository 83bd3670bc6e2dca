"""Announcements are handed over until somebody has taken them, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from jobs.egress import resolve
from jobs.feeds import registry
from jobs.feeds.policy import Feed
from jobs.feeds.pulling import Puller
from jobs.sources.entries import Announcement
from projections.tenants import Tenant
from tests.jobs.clocks import SECOND
from tests.jobs.feeds.pulled import World, feed_of, item


def test_a_crash_between_keeping_and_handing_over_loses_nothing(world: World) -> None:
    feed, crashing = world.feed(), [True]

    def deliver(tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> None:
        if crashing[0]:
            raise KeyboardInterrupt
        world.deliver(tenant, feed, announcements)

    world.serve(feed_of([item(1), item(2)]), ETag='"one"')
    puller = Puller(world.policy, deliver, world.clock)
    with pytest.raises(KeyboardInterrupt):
        puller.pull(world.tenant, feed.id)
    crashing[0] = False
    world.clock.advance(SECOND)
    assert puller.pull(world.tenant, feed.id).outcome == "unchanged"
    assert world.people() == ["Person No1", "Person No2"]


def test_a_taker_that_fails_gets_the_same_again_later(world: World) -> None:
    feed = world.feed()

    def refuse(tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> None:
        raise ZeroDivisionError("names may stand here")

    world.serve(feed_of([item(1)]))
    with pytest.raises(ZeroDivisionError):
        Puller(world.policy, refuse, world.clock).pull(world.tenant, feed.id)
    assert world.now(feed).due_at > world.clock.now
    world.pull(feed)
    assert world.people() == ["Person No1"]
    runs = registry.runs_of(world.store, world.workspace, feed.id, 9)
    assert ["failed here (ZeroDivisionError)"] in [run.problems for run in runs]


def test_without_anybody_to_take_them_announcements_wait(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(1)]))
    Puller(world.policy, None, world.clock).pull(world.tenant, feed.id)
    assert world.delivered == []
    world.pull(feed)
    assert world.people() == ["Person No1"]


def test_two_processes_do_not_pull_one_feed_at_once(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(1)]))
    inner: list[str] = []

    def deliver(tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> None:
        inner.append(world.puller.pull(tenant, feed.id).outcome)

    Puller(world.policy, deliver, world.clock, resolve).pull(world.tenant, feed.id)
    assert inner == ["busy"]
