"""What is sent is signed as the Standard Webhooks specification says, also while a secret is rotated."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from jobs.outputs import registry
from jobs.outputs.signing import signed_headers
from tests.jobs.clocks import HOUR, SECOND
from tests.jobs.outputs.receiving import Receiver
from tests.jobs.outputs.world import World, raised


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
