"""How a feed's address is asked: only for what is new, as far as something known, and no more than its host allows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.errors import InvalidRequest
from jobs.feeds import registry
from jobs.feeds.hosts import free_at
from jobs.feeds.policy import Secrets
from tests.jobs.clocks import DAY, HOUR, SECOND
from tests.jobs.feeds import samples
from tests.jobs.feeds.pulled import World, feed_of, item, run_job
from tests.jobs.feeds.serving import Answer


def test_a_feed_that_has_not_changed_is_asked_conditionally_and_costs_nothing(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(1)]), ETag='"one"')
    world.pull(feed)
    assert world.now(feed).etag == '"one"'
    assert world.pull(feed).outcome == "unchanged"
    assert world.place.asked[-1].headers["if-none-match"] == '"one"'
    assert len(world.delivered) == 1


def test_pages_are_followed_until_something_is_known(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(1), item(2)]), "/feed")
    world.pull(feed)
    world.serve(feed_of([item(6), item(5)], next_url=world.place.url("/two")), "/feed")
    world.serve(feed_of([item(4), item(2)], next_url=world.place.url("/three")), "/two")
    world.pull(feed)
    assert world.people()[2:] == ["Person No4", "Person No5", "Person No6"]
    assert [asked.path for asked in world.place.asked] == ["/feed", "/feed", "/two"]


@pytest.mark.parametrize(("wait", "outcome", "asked"), [("0", "done", 3), ("7200", "failed", 2)])
def test_a_page_that_wants_a_moment_is_asked_again_and_one_that_wants_more_is_not(
    world: World, wait: str, outcome: str, asked: int
) -> None:
    feed = world.feed()
    world.serve(feed_of([item(2)], next_url=world.place.url("/two")), "/feed")
    world.pages["/two"] = [Answer(503, {"Retry-After": wait}), Answer(pieces=[feed_of([item(1)])])]
    assert world.pull(feed).outcome == outcome
    assert len(world.place.asked) == asked
    assert free_at(world.store, "127.0.0.1") >= world.clock.now + int(wait) * SECOND


def test_a_host_is_not_waited_for_without_end(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(2)], next_url=world.place.url("/two")), "/feed")
    world.pages["/two"] = Answer(503, {"Retry-After": "0"})
    assert world.pull(feed).outcome == "failed"
    assert [asked.path for asked in world.place.asked] == ["/feed", *["/two"] * 4]


def test_retry_after_is_honored_for_the_whole_host(world: World) -> None:
    feed, other = world.feed(), world.feed("/other")
    world.pages["/feed"] = Answer(503, {"Retry-After": "7200"})
    result = world.pull(feed)
    assert (result.outcome, result.status, result.problems) == ("failed", 503, ["answered 503"])
    assert world.now(feed).due_at == world.clock.now + 2 * HOUR
    assert free_at(world.store, "127.0.0.1") >= world.clock.now + 2 * HOUR
    run_job(world)
    assert [asked.path for asked in world.place.asked] == ["/feed"]
    assert world.now(other).failures == 0


def test_each_failure_waits_longer_and_one_success_forgets_them(world: World) -> None:
    feed, waits = world.feed(), list[int]()
    for _ in range(8):
        world.pull(feed)
        waits.append(world.now(feed).due_at - world.clock.now)
    assert waits[0] < waits[1] < waits[2]
    assert max(waits) <= DAY
    assert world.now(feed).failures == 8
    world.serve(feed_of([item(1)]))
    world.pull(feed)
    assert world.now(feed).failures == 0
    assert world.now(feed).due_at == world.clock.now + HOUR


def test_what_is_gone_is_not_asked_again(world: World) -> None:
    feed = world.feed()
    world.pages["/feed"] = Answer(410)
    world.pull(feed)
    assert world.now(feed).state == "gone"
    with pytest.raises(InvalidRequest, match="the feed is gone"):
        registry.pull_now(world.store, world.workspace, feed.id, world.clock)


def test_a_move_for_good_is_remembered(world: World) -> None:
    feed = world.feed()
    world.pages["/feed"] = Answer(301, {"Location": "/there"})
    world.serve(feed_of([item(1)]), "/there")
    world.pull(feed)
    assert world.now(feed).url == world.place.url("/there")


def test_a_stream_goes_on_where_it_ended(world: World) -> None:
    world.policy = replace(world.policy, secrets=Secrets(stream_key="s3cret", hosts=frozenset({"127.0.0.1"})))
    feed = world.feed("/officers", "companies-house-stream")
    world.serve(samples.STREAM, "/officers")
    world.pull(feed)
    assert (world.now(feed).place, len(world.delivered)) == ("10", 2)
    world.pull(feed)
    asked = world.place.asked[-1]
    assert (asked.path, asked.headers["authorization"]) == ("/officers?timepoint=10", "Basic czNjcmV0Og==")
    assert len(world.delivered) == 2


def test_a_key_is_sent_to_no_host_but_its_own(world: World) -> None:
    world.policy = replace(world.policy, secrets=Secrets(key="s3cret"))
    world.serve(samples.OFFICERS)
    world.pull(world.feed(kind="companies-house-officers"))
    assert "authorization" not in world.place.asked[-1].headers
