"""What is sent to whom: what each wants, no more than it may know, and nowhere inside."""

from __future__ import annotations

import json

import pytest

from jobs.outputs.policy import Wants
from jobs.outputs.relay import Relay
from jobs.outputs.sending import Sender
from tests.jobs.clocks import HOUR
from tests.jobs.feeds.serving import WATCH
from tests.jobs.outputs.receiving import Moody, Receiver, Reply
from tests.jobs.outputs.world import World, raised


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
