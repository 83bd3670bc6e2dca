"""Who asked for it is told of dead letters; what is restricted is noted when it is sent."""

from __future__ import annotations

from sqlalchemy import select

from domain.log.tables import access_log
from jobs.outputs import pinging, registry
from jobs.outputs.events import FAILING
from jobs.outputs.policy import Wants
from tests.jobs.clocks import DAY
from tests.jobs.outputs.receiving import Moody, Receiver, Reply
from tests.jobs.outputs.world import World, raised


def test_who_asked_for_it_is_told_once_a_day_of_an_outlet_with_dead_letters(
    world: World, receiver: Receiver, moody: Moody
) -> None:
    """Not the outlet itself, nor who wants everything but did not name it."""
    wants = Wants(types=(FAILING,))
    failing = world.connect(receiver.url("/down"), id="down", wants=Wants(types=("alert.raised", FAILING)))
    owner, chat = (
        world.connect(receiver.url("/owner"), wants=wants),
        world.connect(receiver.url("/c"), "chat", wants=wants),
    )
    world.connect(receiver.url("/any"))
    moody.by_path["/down"] = Reply(410)
    for _ in range(2):
        world.tell(raised("acme"))
        world.relay()
        registry.change(world.tenant, failing.id, {"state": "active"}, world.policy)
    (told,) = world.deliveries(owner)
    assert told.type == FAILING
    world.relay()
    (got,) = [one for one in receiver.got if one.path == "/owner"]
    about = {"outlet": "down", "kind": "webhook", "problem": "answered 410"}
    assert got.data.items() >= about.items()
    assert [one.json["text"] for one in receiver.got if one.path == "/c"] == [
        "Incumbent: the webhook down has dead letters"
    ]
    assert world.states(chat) == ["delivered"]
    assert {one.type for one in world.deliveries(failing)} == {"alert.raised"}
    moody.by_path["/owner"] = Reply(410)
    world.clock.advance(DAY)
    world.tell(raised("acme"))
    world.relay()
    world.relay()
    assert world.now(owner).state == "gone"
    assert len(world.deliveries(chat)) == 2


def test_what_is_sent_to_who_may_see_everything_is_noted_as_reads_are(world: World, receiver: Receiver) -> None:
    everything = world.connect(receiver.url("/a"), id="everything", restricted=True)
    world.connect(receiver.url("/b"), id="rest")
    alert = raised("acme", withheld=True)
    world.tell(alert, raised("bolt"))
    pinging.ping(world.tenant.ledger, everything, world.clock)
    world.relay()
    assert world.states(everything) == ["delivered"] * 3
    with world.store.reading(world.workspace) as connection:
        noted = connection.execute(select(access_log)).all()
    assert {row.caller for row in noted} == {"outlet:everything"}
    assert {(row.kind, row.subject) for row in noted} >= {("alert", alert["alert"])}
    assert len(noted) == 2
