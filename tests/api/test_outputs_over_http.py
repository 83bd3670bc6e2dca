"""Webhooks and mail subscriptions over HTTP and from the command line, against a receiver on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from api.alerts.outgoing import outputs_policy
from api.app import create_app
from api.settings import read_settings
from domain.errors import Misconfigured
from domain.log.store import open_store
from jobs.lease import acquire
from jobs.outputs.policy import Policy
from jobs.outputs.relay import Relay
from jobs.outputs.sending import Sender
from jobs.runs import Turn
from jobs.scheduler import LEASE
from tests.api.command_line import CommandLine
from tests.api.conftest import World
from tests.jobs.outputs.receiving import Receiver, receiving
from tests.jobs.outputs.world import FOUNDING, raised

HOOK = {"id": "crm", "url": "https://crm.example.com/hooks"}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as one:
        yield one


def relay(world: World, policy: Policy) -> None:
    lease = acquire(world.store, LEASE, "test", timedelta(days=1))
    assert lease is not None
    Relay(world.tenants, Sender(policy)).run(Turn(world.store, lease, 0, 0), 0)


def test_a_webhook_is_connected_tried_sent_to_replayed_and_removed(world: World, receiver: Receiver) -> None:
    policy = Policy(egress=receiver.egress())
    world.app = create_app(world.tenants, world.store, outgoing=policy)
    client = world.client("admin")
    made = client.post("/v1/webhooks", json={"id": "crm", "url": receiver.url(), "severity": "medium"})
    assert (made.status_code, made.json()["secret"][:6], made.json()["state"]) == (201, "whsec_", "active")
    client.post("/v1/facts", json=FOUNDING).raise_for_status()
    client.post("/v1/facts", json=[alert := raised(), raised(severity="low")]).raise_for_status()
    ping = client.post("/v1/webhooks/crm/test").json()["delivery"]
    relay(world, policy)
    assert {(got.json["type"], got.id == ping) for got in receiver.got} == {
        ("alert.raised", False),
        ("test.ping", True),
    }
    (sent,) = [one for one in client.get("/v1/webhooks/crm/deliveries").json()["deliveries"] if one["fact"]]
    assert sent.items() >= {"fact": alert["id"], "state": "delivered", "attempts": 1, "status": 204}.items()
    assert client.post("/v1/webhooks/crm/replay", json={}).json() == {"replayed": 0}
    assert client.post("/v1/webhooks/crm/replay", json={"delivery": sent["id"]}).json() == {"replayed": 1}
    assert client.post("/v1/webhooks/crm/replay", json={"delivery": "msg_" + "0" * 32}).status_code == 404
    (shown,) = client.get("/v1/webhooks").json()["webhooks"]
    assert shown["deliveries"] == {"waiting": 1, "delivered": 1, "dead": 0, "held": 0, "dropped": 0}
    assert "secret" not in shown
    rotated = client.post("/v1/webhooks/crm/rotate").json()
    assert rotated["secret"] != made.json()["secret"]
    changed = client.patch("/v1/webhooks/crm", json=CHANGE).json()
    assert {name: changed[name] for name in CHANGE} == CHANGE
    assert client.delete("/v1/webhooks/crm").json()["id"] == "crm"
    assert client.get("/v1/webhooks/crm").status_code == 404


CHANGE = {"state": "paused", "severity": None, "rules": ["vacancy"], "language": "fr"}
NO_HOOK: list[tuple[dict[str, Any], str]] = [
    ({"url": "http://crm.example.com/"}, "url"),
    ({"url": "https://crm.example.com:22/"}, "url"),
    ({"url": "https://user:secret@crm.example.com/"}, "url"),
    ({"url": "http://127.0.0.1:9000/"}, "url"),
    ({"url": "ftp://crm.example.com/"}, "url"),
    ({"id": "CRM!"}, "id"),
    ({"types": ["alert.rised"]}, "types"),
    ({"severity": "mild"}, "severity"),
    ({"accounts": ["not an id"]}, "accounts"),
    ({"secret": "mine"}, "secret"),
]
NO_MAIL: list[tuple[dict[str, Any], str]] = [
    ({"to": "jane@acme.example\nBcc: all@acme.example"}, "to"),
    ({"to": "jane@acme.example\u2028"}, "to"),
    ({"to": "Jane <jane@acme.example>"}, "to"),
    ({"digest_at": "07:30"}, "person"),
    ({"digest_at": "7 o'clock", "person": "p-1"}, "digest_at"),
    ({"person": "p-1"}, "person"),
    ({"language": "de"}, "language"),
]


def test_what_cannot_be_sent_to_is_refused_by_its_field(sqlite_world: World) -> None:
    client = sqlite_world.client("admin")
    client.post("/v1/facts", json=FOUNDING).raise_for_status()
    mail = {"to": "jane@acme.example"}
    wrong = [("/v1/webhooks", HOOK | change, field) for change, field in NO_HOOK]
    wrong += [("/v1/mail-subscriptions", mail | change, field) for change, field in NO_MAIL]
    for path, body, field in wrong:
        answer = client.post(path, json=body)
        named = answer.json().get("field") or answer.json()["detail"]
        assert (answer.status_code, field in named, "user:secret" in answer.text) == (422, True, False), body


def test_an_id_is_given_once_whatever_it_is_of_and_a_chat_s_address_is_not_shown(sqlite_world: World) -> None:
    client = sqlite_world.client("admin")
    chat = client.post("/v1/webhooks", json={"id": "x", "kind": "chat", "url": "https://chat.example.com/T0/hidden"})
    assert (chat.json()["url"], chat.json()["secret"]) == ("https://chat.example.com/…", None)
    assert client.post("/v1/mail-subscriptions", json={"id": "x", "to": "a@b.example"}).json()["field"] == "id"
    assert client.get("/v1/mail-subscriptions/x").status_code == 404
    assert client.post("/v1/webhooks/x/rotate").json()["field"] == "id"
    assert "hidden" not in client.get("/v1/webhooks").text


def test_the_command_line_does_the_same(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    incumbent = CommandLine(database_url)
    incumbent.ok("keys", "create", "--workspace", "W", "--scope", "admin")
    on = ("--workspace", "W")
    secret = incumbent.ok("webhooks", "add", HOOK["url"], *on, "--id", "crm", "--severity", "high").out.strip()
    assert secret.startswith("whsec_")
    assert incumbent.ok("webhooks", "rotate", "crm", *on).out.strip() not in ("", secret)
    made = incumbent.ok("webhooks", "add", "https://chat.example/x", *on, "--chat", "--names", "--json").json
    assert (made["kind"], made["names"], made["types"][0]) == ("chat", True, "alert.raised")
    assert incumbent.ok("webhooks", "test", "crm", *on, "--json").json["delivery"].startswith("msg_")
    (one,) = incumbent.ok("webhooks", "deliveries", "crm", *on, "--json").json["deliveries"]
    assert (one["type"], one["state"]) == ("test.ping", "waiting")
    assert "test.ping" in incumbent.ok("webhooks", "deliveries", "crm", *on).out
    assert incumbent.ok("webhooks", "replay", "crm", *on).out == "0 sent again, under the ids they had.\n"
    assert incumbent.ok("webhooks", "pause", "crm", *on).out == "crm is paused.\n"
    assert "paused" in incumbent.ok("webhooks", "list", *on).out
    assert incumbent.ok("webhooks", "resume", "crm", *on).out == "crm is active.\n"
    refused = incumbent("webhooks", "add", "http://crm.example.com/", *on)
    assert (refused.code, "url: expected an address that begins with https://" in refused.err) == (2, True)
    added = incumbent.ok("mails", "add", "jane@acme.example", *on, "--id", "jane", "--language", "fr")
    assert "INCUMBENT_SMTP_HOST is not set" in added.err
    (jane,) = incumbent.ok("mails", "list", *on, "--json").json["mail_subscriptions"]
    assert (jane["to"], jane["language"]) == ("jane@acme.example", "fr")
    assert "jane@acme.example" in incumbent.ok("mails", "list", *on).out
    assert incumbent("webhooks", "remove", "jane", *on).code == 1
    incumbent.ok("mails", "remove", "jane", *on)
    incumbent.ok("webhooks", "remove", "crm", *on)
    assert len(incumbent.ok("webhooks", "list", *on, "--json").json["webhooks"]) == 1


def test_the_doctor_names_what_was_given_up(database_url: str) -> None:
    incumbent = CommandLine(database_url)
    incumbent.ok("keys", "create", "--workspace", "W", "--scope", "admin")
    incumbent.ok("webhooks", "add", HOOK["url"], "--workspace", "W", "--id", "crm")
    incumbent.ok("webhooks", "test", "crm", "--workspace", "W")
    with closing(open_store(database_url)) as store, store.writing(1) as connection:
        connection.exec_driver_sql("UPDATE deliveries SET state = 'dead'")
    said = incumbent("doctor").out
    assert "mails: none are sent" in said
    assert "deliveries to crm: 1 dead; `incumbent webhooks replay crm --workspace W`" in said


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ({"SMTP_HOST": "mail.example"}, "INCUMBENT_SMTP_FROM: expected an address"),
        ({"SMTP_HOST": "mail.example", "SMTP_FROM": "a@b.example\u2028Bcc: x@y.example"}, "INCUMBENT_SMTP_FROM"),
        ({"SMTP_HOST": "mail.example", "SMTP_FROM": "a@b.example", "SMTP_SECURITY": "none"}, "INCUMBENT_SMTP_SECURITY"),
        ({"SMTP_SECURITY": "ssl"}, "INCUMBENT_SMTP_SECURITY"),
        ({"SMTP_UNSUBSCRIBE": "https://x.example/\nBcc: y"}, "INCUMBENT_SMTP_UNSUBSCRIBE"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], wanted: str) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"INCUMBENT_{name}", value)
    with pytest.raises(Misconfigured, match=wanted):
        outputs_policy(read_settings())


def test_settings_make_the_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_FROM": "Incumbent <a@b.example>",
        "SMTP_SECURITY": "none",
        "SMTP_PORT": "25",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"INCUMBENT_{name}", value)
    monkeypatch.setenv("INCUMBENT_SMTP_PASSWORD", "hidden")
    policy = outputs_policy(read_settings())
    assert policy.smtp is not None
    assert (policy.smtp.port, policy.smtp.sender, policy.keep) == (25, "Incumbent <a@b.example>", timedelta(days=90))
    assert "hidden" not in repr(policy)
