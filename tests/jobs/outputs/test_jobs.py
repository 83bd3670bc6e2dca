"""The jobs that send: they go on whatever fails, run only where something may be sent, and forget in time."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from api.nightly import nightly
from api.settings import Settings
from domain.log.ledger import Terms
from jobs.outputs import registry
from jobs.outputs.job import FORGET, RELAY, anybody, forget
from jobs.outputs.relay import Relay
from jobs.outputs.sending import Sender
from jobs.outputs.tables import outlets
from tests.jobs.clocks import DAY
from tests.jobs.outputs.receiving import Receiver
from tests.jobs.outputs.world import FOUNDING, World, raised


def test_the_program_runs_them_once_there_is_a_place_to_send_to(world: World, receiver: Receiver) -> None:
    jobs = {job.name: job for job in nightly(world.tenants, Settings())}
    assert jobs.keys() >= {RELAY, FORGET}
    assert (jobs[RELAY].wanted(), anybody(world.tenants)) == (False, False)
    world.connect(receiver.url())
    assert jobs[RELAY].wanted()


def test_a_workspace_that_cannot_be_read_costs_no_other(world: World, receiver: Receiver) -> None:
    other = world.tenants.make("other")
    other.record(FOUNDING, Terms(by="test"))
    broken = registry.create(other, "webhook", {"address": receiver.url("/other")}, world.policy, world.clock)
    with world.store.writing(other.workspace.id) as connection:
        connection.execute(update(outlets).where(*registry.its(broken)).values(address=bytes(40)))
    world.connect(receiver.url())
    world.tell(alert := raised())
    world.relay()
    assert receiver.facts == [alert["id"]]


def test_an_error_nobody_expected_is_the_delivery_s_own(world: World) -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise ZeroDivisionError("names of people may stand here")

    outlet = world.connect("https://crm.example.com/hooks")
    world.tell(raised(None), raised(None))
    done = Relay(world.tenants, Sender(world.policy, resolver), world.clock).run(world.turn, 0)
    assert done.detail == {"waiting": 2}
    assert {one.problem for one in world.deliveries(outlet)} == {"failed here (ZeroDivisionError)"}


def test_what_was_sent_is_forgotten_in_time_and_what_waits_is_not(world: World, receiver: Receiver) -> None:
    sent, paused = world.connect(receiver.url()), world.connect(receiver.url())
    registry.change(world.tenant, paused.id, {"state": "paused"}, world.policy)
    world.tell(raised())
    world.relay()
    for days, left in ((80, 1), (20, 0)):
        world.clock.advance(days * DAY)
        forget(world.tenants, timedelta(days=90), world.turn)
        assert (len(world.deliveries(sent)), world.states(paused)) == (left, ["waiting"])
