"""What fails is tried again: under the same id, by the schedule, and as whoever receives it asks for."""

from __future__ import annotations

from collections import Counter

from jobs.outputs import queue, registry
from tests.jobs.clocks import DAY, HOUR, SECOND
from tests.jobs.outputs.receiving import Moody, Receiver, Reply
from tests.jobs.outputs.world import World, ids_of, raised


def test_what_fails_is_tried_again_under_the_same_id_and_keeps_what_follows_in_its_account_waiting(
    world: World, receiver: Receiver, moody: Moody
) -> None:
    world.connect(receiver.url())
    alerts = [raised("acme"), raised("acme"), raised("bolt"), raised(None), raised(None)]
    world.tell(*alerts)
    moody.reply = Reply(500)
    world.relay()
    first, _, third, fourth, fifth = ids_of(alerts)
    assert {*receiver.facts} == {first, third, fourth, fifth}
    moody.reply = Reply(204)
    world.relay()
    assert len(receiver.got) == 4
    world.clock.advance(6 * SECOND)
    world.relay()
    assert len(receiver.got) == 9
    tries = [one for one in receiver.got if one.data["fact"] == first]
    assert len({one.id for one in tries}) == 1
    assert [one.data["fact"] for one in receiver.got if one.data.get("account") == "acme"] == ids_of(
        [alerts[0], alerts[0], alerts[1]]
    )


def test_after_the_schedule_it_is_dead_lets_the_next_go_and_is_replayed_under_the_same_id(
    world: World, receiver: Receiver, moody: Moody
) -> None:
    outlet = world.connect(receiver.url())
    moody.reply = Reply(500)
    world.tell(*(alerts := [raised(), raised(), raised()]))
    for _ in range(12):
        world.relay()
        world.clock.advance(29 * HOUR)
    assert Counter(receiver.facts) == {ids_of(alerts)[0]: 4, ids_of(alerts)[1]: 1, ids_of(alerts)[2]: 1}
    assert world.states(outlet) == ["dead"] * 3
    moody.reply, before = Reply(200), {one.data["fact"]: one.id for one in receiver.got}
    receiver.got.clear()
    assert queue.replay(world.tenant.ledger, outlet.id, None, world.clock) == 3
    world.relay()
    assert receiver.facts == ids_of(alerts)
    assert {one.data["fact"]: one.id for one in receiver.got} == before
    assert world.states(outlet) == ["delivered"] * 3


def test_every_attempt_of_the_schedule_is_made(sqlite_world: World, receiver: Receiver, moody: Moody) -> None:
    outlet = sqlite_world.connect(receiver.url())
    moody.reply = Reply(302, {"Location": receiver.url("/elsewhere")})
    sqlite_world.tell(raised())
    for _ in range(200):
        sqlite_world.relay(spread=0.0)
        if not (waiting := sqlite_world.deliveries(outlet, "waiting")):
            break
        sqlite_world.clock.now = waiting[0].next_at
    assert len(receiver.got) == 10
    assert {one.path for one in receiver.got} == {"/hook"}
    (dead,) = sqlite_world.deliveries(outlet, "dead")
    assert (dead.attempts, dead.status, dead.problem) == (10, 302, "answered 302")


def test_retry_after_is_honored_for_all_that_waits_there(world: World, receiver: Receiver, moody: Moody) -> None:
    world.connect(receiver.url())
    moody.reply = Reply(429, {"Retry-After": "600"})
    world.tell(raised("acme"))
    world.relay()
    moody.reply = Reply(200)
    world.tell(raised("bolt"))
    world.clock.advance(599 * SECOND)
    world.relay()
    assert len(receiver.got) == 1
    world.clock.advance(2 * SECOND)
    world.relay()
    assert len(receiver.got) == 3


def test_whoever_says_410_is_sent_nothing_more_until_somebody_says_otherwise(
    world: World, receiver: Receiver, moody: Moody
) -> None:
    outlet = world.connect(receiver.url())
    moody.reply = Reply(410)
    world.tell(raised("acme"), raised("acme"))
    world.relay()
    gone = world.now(outlet)
    assert (gone.state, "410" in (gone.reason or ""), len(receiver.got)) == ("gone", True, 1)
    world.tell(raised("bolt"))
    world.clock.advance(DAY)
    world.relay()
    assert (len(receiver.got), world.states(outlet)) == (1, ["dead", "waiting"])
    moody.reply = Reply(200)
    registry.change(world.tenant, outlet.id, {"state": "active"}, world.policy)
    world.tell(raised("bolt"))
    world.relay()
    assert world.states(outlet) == ["dead", "delivered", "delivered"]


def test_one_that_is_paused_misses_nothing(world: World, receiver: Receiver) -> None:
    outlet = world.connect(receiver.url())
    registry.change(world.tenant, outlet.id, {"state": "paused"}, world.policy)
    world.tell(alert := raised())
    world.relay()
    assert receiver.got == []
    registry.change(world.tenant, outlet.id, {"state": "active"}, world.policy)
    world.relay()
    assert receiver.facts == [alert["id"]]


def test_one_that_is_slow_does_not_hold_up_others(sqlite_world: World, receiver: Receiver, moody: Moody) -> None:
    """Four are on their way to the slow one at a time: the others have everything before it takes a fifth."""
    moody.by_path["/slow"] = Reply(200, wait=0.6)
    sqlite_world.connect(receiver.url("/slow"))
    sqlite_world.connect(receiver.url("/quick"))
    sqlite_world.tell(*(raised(None) for _ in range(6)))
    sqlite_world.relay()
    paths = [got.path for got in receiver.got]
    assert Counter(paths) == {"/slow": 6, "/quick": 6}
    slow = [place for place, path in enumerate(paths) if path == "/slow"]
    assert paths[: slow[4]].count("/quick") == 6
