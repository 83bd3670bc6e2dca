"""What one pull comes to: what is news, what is quarantined, and what waits for somebody to look."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from jobs.feeds import registry
from tests.jobs.feeds import samples
from tests.jobs.feeds.pulled import World, feed_of, item, run_job


def test_an_entry_that_says_something_else_is_announced_again_and_one_set_otherwise_is_not(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(1)]))
    world.pull(feed)
    world.serve(feed_of([item(1) | {"title": "A move (updated)"}]))
    assert world.pull(feed).announced == 0
    world.serve(feed_of([item(1, role_title="Treasurer")]))
    assert world.pull(feed).announced == 1
    assert [one.role_title for one in world.delivered] == ["Chair", "Treasurer"]


def test_what_a_source_tells_again_under_a_new_id_is_one_announcement(world: World) -> None:
    feed, told = world.feed(), {"organization_name": "Acme", "starts": "2024-01-01"}
    world.serve(feed_of([item(1, **told), item(2)]))
    world.pull(feed)
    named_anew = [item(1, **told) | {"id": "new-1"}, item(2) | {"id": "new-2"}]
    world.serve(feed_of(named_anew))
    assert world.pull(feed).announced == 1, "without a day it may be another move"
    assert world.people() == ["Person No1", "Person No2", "Person No2"]
    beside = [item(1, **told) | {"id": "new-3"}, item(1, **told | {"starts": "2024-01-02"}) | {"id": "new-4"}]
    world.serve(feed_of([item(1, **told) | {"id": "new-1"}, *beside]))
    assert world.pull(feed).announced == 2, "of the same title there may be two posts"


def test_one_bad_entry_is_quarantined_and_the_rest_go_on(world: World) -> None:
    feed = world.feed()
    world.serve(
        feed_of(
            [
                item(1),
                item(2, kind="swam"),
                item(3, day="2999-01-01"),
                item(4),
                item(5, starts="2926-01-01"),
                item(6, kind=""),
            ]
        )
    )
    result = world.pull(feed)
    assert (result.outcome, result.announced, result.quarantined) == ("done", 2, 4)
    first, *others = result.problems
    assert first.startswith("entries 2, 6: kind: expected one of")
    endings = {one.partition(": ")[2] for one in others}
    assert endings == {"is published in the future", "tells of a day more than ten years ahead"}
    assert world.people() == ["Person No1", "Person No4"]


KNOWN = {item(number)["id"] for number in range(12)}


@pytest.mark.parametrize(
    ("then", "reason"),
    [
        ([], "no entries"),
        ([item(100 + number, day="2024-05-05") for number in range(12)], "all entries are new"),
        ([item(number) for number in range(250)], "more than ten times"),
        ([item(11)] + [item(200 + number, day="2014-05-05") for number in range(15)], "two years older"),
        ([item(11)] + [item(200 + number, day="2999-05-05") for number in range(15)], "dated as nothing can be"),
    ],
    ids=["none", "all new", "flood", "old", "absurd"],
)
def test_a_feed_that_goes_bad_accepts_nothing_until_somebody_has_looked(
    world: World, then: Sequence[dict[str, object]], reason: str
) -> None:
    feed = world.feed()
    world.serve(feed_of([item(number) for number in range(12)]))
    world.pull(feed)
    before = len(world.delivered)
    world.serve(feed_of(then))
    assert world.pull(feed).outcome == "held"
    assert len(world.delivered) == before
    assert (world.now(feed).state, reason in str(world.now(feed).reason)) == ("review", True)
    run_job(world)
    assert len(world.delivered) == before
    registry.change(world.store, world.workspace, feed.id, {"state": "active"}, world.policy, world.clock)
    world.pull(feed)
    assert world.now(feed).state == "active" or reason == "dated as nothing can be"
    expected = [one for one in then if str(one["date_published"]) < "2999" and one["id"] not in KNOWN]
    assert len(world.delivered) == before + len(expected)


def test_what_is_held_can_be_dropped_for_good(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(number) for number in range(12)]))
    world.pull(feed)
    world.serve(feed_of([item(100 + number) for number in range(12)]))
    world.pull(feed)
    registry.drop_held(world.store, world.workspace, feed.id)
    registry.change(world.store, world.workspace, feed.id, {"state": "active"}, world.policy, world.clock)
    world.pull(feed)
    assert len(world.delivered) == 12
    outcomes = [run.outcome for run in registry.runs_of(world.store, world.workspace, feed.id, 9)]
    assert sorted(outcomes) == ["done", "done", "dropped"]


def test_rosters_are_recorded_as_seen_and_their_differences_are_inferences(world: World) -> None:
    feed = world.feed("/bodacc", "bodacc")
    world.serve(samples.bodacc(samples.notice("A1", "2026-03-02", samples.BEFORE)), "/bodacc")
    world.pull(feed)
    assert world.delivered == []
    both = [samples.notice("A2", "2026-04-02", samples.AFTER), samples.notice("A1", "2026-03-02", samples.BEFORE)]
    world.serve(samples.bodacc(*both), "/bodacc")
    world.pull(feed)
    world.pull(feed)
    told = [(one.kind, one.person_name, one.role_title, one.source, one.starts) for one in world.delivered]
    assert told == [
        ("left", "POE Jean", "Directeur général", "inference", None),
        ("joined", "LEE Anne", "Directeur général", "inference", None),
    ]


def test_a_roster_that_loses_more_than_half_at_once_waits_for_somebody(world: World) -> None:
    feed = world.feed("/bodacc", "bodacc")
    emptied = samples.notice("A2", "2026-04-02", "Président : ROE Jeanne")
    world.serve(samples.bodacc(samples.notice("A1", "2026-03-02", samples.BEFORE)), "/bodacc")
    world.pull(feed)
    world.serve(samples.bodacc(emptied, samples.notice("A1", "2026-03-02", samples.BEFORE)), "/bodacc")
    world.pull(feed)
    assert world.delivered == []
    assert world.now(feed).reason == "more than half of a roster is gone at once"
    registry.change(world.store, world.workspace, feed.id, {"state": "active"}, world.policy, world.clock)
    world.pull(feed)
    assert [one.kind for one in world.delivered] == ["left", "left"]
