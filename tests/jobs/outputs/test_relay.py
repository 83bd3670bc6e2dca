"""From a recorded alert to a webhook, over a real receiver: signed, in order, at least once, never blindly."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from standardwebhooks import Webhook, WebhookVerificationError

from domain.log.restoring import begin_epoch
from domain.log.store import Store, open_store
from domain.log.tables import access_log
from jobs.lease import LostLease
from jobs.outputs import pinging, queue, registry
from jobs.outputs.events import FAILING
from jobs.outputs.fanning import fan_out
from jobs.outputs.policy import Wants
from jobs.outputs.relay import Relay
from jobs.outputs.schedule import Outcome
from jobs.outputs.sending import Sender
from jobs.outputs.signing import signed_headers
from projections.tenants import Tenants
from tests.jobs.clocks import DAY, HOUR, SECOND
from tests.jobs.feeds.serving import WATCH
from tests.jobs.outputs.receiving import Got, Receiver, Reply, receiving
from tests.jobs.outputs.world import ROOT_KEY, World, ids_of, raised, worlds


class Moody:
    """Answers as it was last told to."""

    def __init__(self) -> None:
        self.reply = Reply()
        self.by_path: dict[str, Reply] = {}

    def __call__(self, got: Got) -> Reply:
        return self.by_path.get(got.path, self.reply)


@pytest.fixture
def moody() -> Moody:
    return Moody()


@pytest.fixture
def receiver(moody: Moody) -> Iterator[Receiver]:
    with receiving(moody) as one:
        yield one


@pytest.fixture
def world(store: Store, receiver: Receiver) -> Iterator[World]:
    with worlds(store, receiver) as one:
        yield one


@pytest.fixture
def sqlite_world(sqlite_url: str, receiver: Receiver) -> Iterator[World]:
    """Where the database makes no difference."""
    with closing(open_store(sqlite_url)) as store, worlds(store, receiver) as one:
        yield one


def test_an_alert_is_sent_as_the_specification_says_with_ids_and_kinds_only(world: World, receiver: Receiver) -> None:
    before = raised()
    world.tell(before)
    outlet = world.connect(receiver.url())
    alert = raised(role="cfo")
    world.tell(alert, {"type": "alert_assigned", "alert": alert["alert"], "person": "p-1"})
    world.relay()
    first, second = receiver.got
    assert (first.json["type"], second.json["type"]) == ("alert.raised", "alert.assigned")
    about = {name: alert[name] for name in ("alert", "rule", "severity", "account", "person", "role", "day")}
    where = {"fact": alert["id"], "position": 8, "recorded_at": first.json["timestamp"]}
    assert first.data == about | where
    assert second.data.items() >= {**about, "assigned": "p-1"}.items()
    assert b"Roe" not in first.body + second.body
    assert first.headers["content-type"] == "application/json"
    assert world.states(outlet) == ["delivered", "delivered"]


def test_a_signature_is_verified_by_the_library_and_holds_for_nothing_else(
    sqlite_world: World, receiver: Receiver
) -> None:
    outlet = sqlite_world.connect(receiver.url())
    sqlite_world.clock.now = int(datetime.now(UTC).timestamp() * SECOND)
    sqlite_world.tell(raised())
    sqlite_world.relay()
    (got,) = receiver.got
    assert outlet.secret is not None
    assert len(base64.b64decode(outlet.secret.removeprefix("whsec_"))) == 32
    assert Webhook(outlet.secret).verify(got.body, got.headers) == got.json
    changed = got.body.replace(b'"high"', b'"low"')
    for body, headers, secret in (
        (changed, got.headers, outlet.secret),
        (got.body, got.headers | {"webhook-id": "msg_other"}, outlet.secret),
        (got.body, got.headers, sqlite_world.connect(receiver.url("/other")).secret or ""),
    ):
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(body, headers)


def test_an_old_signature_is_refused_by_whoever_checks() -> None:
    secret = "whsec_" + base64.b64encode(bytes(32)).decode()
    headers = signed_headers("msg_1", "{}", datetime(2026, 1, 1, tzinfo=UTC), [secret])
    with pytest.raises(WebhookVerificationError, match="too old"):
        Webhook(secret).verify("{}", headers)


def test_while_a_secret_is_rotated_both_sign(sqlite_world: World, receiver: Receiver) -> None:
    outlet = sqlite_world.connect(receiver.url())
    sqlite_world.clock.now = int(datetime.now(UTC).timestamp() * SECOND)
    new = registry.rotate(sqlite_world.tenant.ledger, outlet.id, sqlite_world.clock)
    assert new.secret not in (None, outlet.secret)
    for later, valid in ((0, [True, True]), (25 * HOUR, [False, True])):
        sqlite_world.clock.advance(later)
        headers = signed_headers(
            "msg_1", "{}", datetime.now(UTC), sqlite_world.now(outlet).secrets(sqlite_world.clock.now)
        )
        assert [verifies(secret or "", headers) for secret in (outlet.secret, new.secret)] == valid


def verifies(secret: str, headers: dict[str, str]) -> bool:
    try:
        Webhook(secret).verify("{}", headers)
    except WebhookVerificationError:
        return False
    return True


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


def test_one_that_is_paused_misses_nothing(world: World, receiver: Receiver) -> None:
    outlet = world.connect(receiver.url())
    registry.change(world.tenant, outlet.id, {"state": "paused"}, world.policy)
    world.tell(alert := raised())
    world.relay()
    assert receiver.got == []
    registry.change(world.tenant, outlet.id, {"state": "active"}, world.policy)
    world.relay()
    assert receiver.facts == [alert["id"]]


@pytest.mark.parametrize(
    ("wants", "wanted"),
    [
        (Wants(), [0, 1, 2, 3]),
        (Wants(types=("alert.acknowledged",)), [3]),
        (Wants(rules=("vacancy",)), [1]),
        (Wants(accounts=("bolt",)), [2]),
        (Wants(severity="high"), [0, 2, 3]),
        (Wants(severity="critical", accounts=("bolt",)), [2]),
    ],
)
def test_each_is_sent_what_it_wants(sqlite_world: World, receiver: Receiver, wants: Wants, wanted: list[int]) -> None:
    sqlite_world.connect(receiver.url(), wants=wants)
    alerts = [raised(), raised(rule="vacancy", severity="low"), raised("bolt", severity="critical")]
    seen = {"type": "alert_acknowledged", "alert": alerts[0]["alert"]}
    facts = sqlite_world.tell(*alerts, seen)
    sqlite_world.relay()
    assert {*receiver.facts} == {facts[number] for number in wanted}


def test_that_somebody_was_erased_is_told_every_webhook_whatever_it_wants(world: World, receiver: Receiver) -> None:
    world.connect(receiver.url(), wants=Wants(types=("alert.raised",), accounts=("bolt",)))
    world.connect(receiver.url("/chat"), "chat")
    world.tell({"type": "person_erased", "person": "p-1"})
    world.relay()
    (got,) = receiver.got
    assert (got.path, got.json["type"], got.data["person"]) == ("/hook", "person.erased", "p-1")


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


def test_a_chat_is_sent_one_text_with_names_only_where_it_is_set_so(sqlite_world: World, receiver: Receiver) -> None:
    sqlite_world.connect(receiver.url("/discreet"), "chat")
    sqlite_world.connect(receiver.url("/open"), "chat", names=True)
    alert = raised(role="cfo")
    sqlite_world.tell(alert, {"type": "alert_acknowledged", "alert": alert["alert"]})
    sqlite_world.relay()
    told = {got.path: got.json for got in receiver.got}
    assert {path: [*said] for path, said in told.items()} == {"/discreet": ["text"], "/open": ["text"]}
    tail = f"(severity high, day 2026-03-01, alert {alert['alert']})"
    assert told["/discreet"]["text"] == f"Alert raised. Champion left: account acme {tail}"
    named = "Jane &lt;Roe&gt; @\u200bchannel, Finance Director, Acme"
    assert told["/open"]["text"].endswith(f" leaves the account. {named} {tail}")
    assert "webhook-signature" not in receiver.got[0].headers


def test_somebody_erased_meanwhile_is_not_named(world: World, receiver: Receiver, moody: Moody) -> None:
    world.connect(receiver.url(), "chat", names=True)
    world.tell(raised())
    moody.reply = Reply(500)
    world.relay()
    world.tell({"type": "person_erased", "person": "p-1"})
    moody.reply = Reply(200)
    world.clock.advance(HOUR)
    world.relay()
    before, now = (got.json["text"] for got in receiver.got)
    assert ("Jane" in before, "Jane" in now, "Acme" in now) == (True, False, True)


def test_what_is_kept_holds_no_address_secret_or_name(world: World, receiver: Receiver) -> None:
    outlet = world.connect(receiver.url("/hook-T0KEN"))
    world.tell(raised())
    world.relay()
    with world.store.reading(world.workspace) as connection:
        rows = [
            str(row)
            for table in ("outlets", "deliveries", "outlet_cursors")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")  # noqa: S608
        ]
    kept = "".join(rows)
    assert not [word for word in ("T0KEN", outlet.secret or "", "Roe") if word in kept]


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "64:ff9b::a9fe:a9fe", "fd00::1"]
)
def test_a_name_that_leads_inside_is_not_connected_to(sqlite_world: World, address: str) -> None:
    """Whatever it led to when it was saved: it is looked at when it is connected to."""
    outlet = sqlite_world.connect("https://crm.example.com/hooks")
    sqlite_world.tell(raised())
    sender = Sender(sqlite_world.policy, lambda host, port: [address])
    with WATCH.connections() as tried:
        Relay(sqlite_world.tenants, sender, sqlite_world.clock).run(sqlite_world.turn, 0)
    (waiting,) = sqlite_world.deliveries(outlet)
    assert (waiting.state, waiting.problem) == ("waiting", "the host is not at a public address")
    assert [one for one in tried if one[0] == address and one[1] == 443] == []


def test_whoever_wants_an_account_is_sent_what_is_of_its_duplicate(sqlite_world: World, receiver: Receiver) -> None:
    """Under the id that counted when it was recorded, whichever of the two was asked for."""
    outlets = [sqlite_world.connect(receiver.url(), wants=Wants(accounts=(account,))) for account in ("acme", "bolt")]
    said = {"kept": "acme", "duplicate": "bolt"}
    sqlite_world.tell(raised("bolt"))
    sqlite_world.tell({"type": "organization_records_merged", **said})
    sqlite_world.tell(raised("bolt"))
    sqlite_world.tell({"type": "organization_records_unmerged", **said})
    sqlite_world.tell(raised("bolt"))
    sqlite_world.relay()
    got = [[json.loads(one.body)["data"]["account"] for one in sqlite_world.deliveries(each)] for each in outlets]
    assert got == [["acme"], ["bolt", "acme", "bolt"]]
