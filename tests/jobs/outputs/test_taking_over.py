"""Nothing is lost or sent blindly after a rebuild, a restore, or when another process leads."""

from __future__ import annotations

from typing import Any

import pytest

from domain.log.restoring import begin_epoch
from domain.log.store import open_store
from jobs.lease import LostLease
from jobs.outputs import queue
from jobs.outputs.fanning import fan_out
from jobs.outputs.relay import Relay
from jobs.outputs.schedule import Outcome
from jobs.outputs.sending import Sender
from projections.tenants import Tenants
from tests.jobs.clocks import DAY
from tests.jobs.outputs.receiving import Moody, Receiver, Reply
from tests.jobs.outputs.world import ROOT_KEY, World, raised


def test_a_rebuild_sends_nothing(world: World, receiver: Receiver) -> None:
    world.connect(receiver.url())
    world.tell(raised())
    world.relay()
    world.tenant.rebuild()
    world.relay()
    assert len(receiver.got) == 1


def test_after_a_restore_nothing_is_lost_and_nothing_sent_blindly(
    world: World, receiver: Receiver, moody: Moody, database_url: str
) -> None:
    outlet = world.connect(receiver.url())
    moody.reply = Reply(500)
    world.tell(raised())
    world.relay()
    world.tell(raised())
    begin_epoch(world.store)
    restored = open_store(database_url)
    moody.reply = Reply(200)
    again = World(restored, tenants := Tenants(restored, ROOT_KEY, clock=world.clock), tenants.named("w"), world.clock,
                  world.policy)  # fmt: skip
    world.clock.advance(DAY)
    again.relay()
    assert (len(receiver.got), again.states(outlet)) == (1, ["held", "held"])
    again.tell(raised())
    again.relay()
    assert again.states(outlet) == ["held", "held", "delivered"]
    queue.replay(again.tenant.ledger, outlet.id, None, world.clock)
    again.relay()
    assert again.states(outlet) == ["delivered"] * 3
    assert len({one.id for one in receiver.got}) == 3
    restored.close()


def test_a_leader_that_was_replaced_sends_nothing_more_and_writes_nothing(world: World, receiver: Receiver) -> None:
    outlet = world.connect(receiver.url())
    world.tell(raised())
    former = world.turn
    world.lead()
    with pytest.raises(LostLease):
        fan_out(world.tenant, former.writing, world.clock)
    with pytest.raises(LostLease):
        Relay(world.tenants, Sender(world.policy), world.clock).run(former, 0)
    assert (world.deliveries(outlet), receiver.got) == ([], [])
    world.lease = world.lead()
    world.relay()
    assert world.states(outlet) == ["delivered"]


def test_what_a_replaced_leader_was_sending_is_settled_by_its_successor(
    world: World, receiver: Receiver, moody: Moody
) -> None:
    outlet = world.connect(receiver.url())
    world.tell(raised())
    former = world.turn

    class Replacing(Sender):
        def attempt(self, *given: Any) -> Outcome:
            world.lead()
            return super().attempt(*given)

    relay = Relay(world.tenants, Replacing(world.policy), world.clock)
    with pytest.raises(LostLease):
        relay.run(former, 0)
    assert world.states(outlet) == ["waiting"]
    world.lease = world.lead()
    world.relay()
    assert world.states(outlet) == ["delivered"]
    assert len(receiver.got) == 2
    assert len({got.id for got in receiver.got}) == 1


def test_of_two_who_fan_out_the_same_stretch_each_delivery_is_made_once(world: World, receiver: Receiver) -> None:
    outlet = world.connect(receiver.url())
    world.tell(*(raised() for _ in range(5)))
    assert fan_out(world.tenant, world.store.writing, world.clock) == 5
    assert fan_out(world.tenant, world.store.writing, world.clock) == 0
    assert len(world.deliveries(outlet)) == 5
