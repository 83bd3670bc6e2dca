"""API keys: shown once, kept as a hash, ending when they should."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from api.http.access import Access
from api.http.problems import Unauthenticated
from domain.log.api_keys import YEAR, create_key, find_key
from domain.log.store import now_us
from domain.log.tables import api_keys

from .conftest import THEIRS, World, bearer


def make(world: World, **wanted: Any) -> dict[str, Any]:
    answer = world.client("admin").post("/v1/keys", json={"scopes": ["read"], **wanted})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_a_key_is_shown_once_and_kept_as_a_hash(world: World) -> None:
    made = make(world, label="reports")
    secret = made["key"].split("_")[2]
    assert (len(bytes.fromhex(secret)), made["label"]) == (32, "reports")
    shown = world.client("admin").get("/v1/keys").json()["keys"]
    assert {name: value for name, value in made.items() if name != "key"} in shown
    with world.store.reading() as connection:
        kept = str(connection.execute(select(api_keys)).all())
    assert secret not in kept
    assert secret not in str(shown)


def test_a_key_lasts_a_year_unless_said_otherwise(world: World) -> None:
    soon = (datetime.now(UTC) + timedelta(days=3)).isoformat(timespec="microseconds")
    usual, short = make(world), make(world, expires_at=soon)
    lasting = datetime.fromisoformat(usual["expires_at"]) - datetime.fromisoformat(usual["created_at"])
    assert lasting == timedelta(days=365)
    assert datetime.fromisoformat(short["expires_at"]) == datetime.fromisoformat(soon)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["all"]}, "scopes[0]"),
        ({}, "scopes"),
        ({"scopes": ["read"], "expires_at": "2001-01-01"}, "expires_at"),
        ({"scopes": ["read"], "expires_at": "then"}, "expires_at"),
        ({"scopes": ["read"], "label": "a\x00b"}, "label"),
        ({"scopes": ["read"], "workspace": "theirs"}, "workspace"),
    ],
)
def test_a_key_that_cannot_be_made_says_why(sqlite_world: World, wanted: dict[str, Any], field: str) -> None:
    answer = sqlite_world.client("admin").post("/v1/keys", json=wanted)
    assert (answer.status_code, answer.json().get("field")) == (422, field)


def test_keys_of_another_workspace_are_not_listed(world: World) -> None:
    world.key(workspace=THEIRS)
    assert len(world.client("admin").get("/v1/keys").json()["keys"]) == 1


def test_revoking_again_keeps_the_first_instant(world: World) -> None:
    made, client = make(world), world.client("admin")
    first, again = (client.delete(f"/v1/keys/{made['id']}").json() for _ in range(2))
    assert first["revoked_at"] is not None
    assert again == first


def test_a_verified_key_is_remembered_for_a_while_only(world: World) -> None:
    lasting, forgetful = Access(world.store, seconds=60), Access(world.store, seconds=0)
    header = bearer(world.key())["Authorization"]
    caller = lasting.admitted(header, "read")
    assert forgetful.admitted(header, "read") == caller
    with world.store.writing() as connection:
        connection.execute(update(api_keys).values(revoked_at=now_us()))
    assert lasting.admitted(header, "read") == caller
    with pytest.raises(Unauthenticated, match="revoked"):
        forgetful.admitted(header, "read")


def test_a_remembered_key_expires_all_the_same(world: World) -> None:
    now = [now_us()]
    access = Access(world.store, lambda: now[0])
    header = bearer(world.key())["Authorization"]
    access.admitted(header)
    now[0] += 2 * YEAR
    with pytest.raises(Unauthenticated, match="expired"):
        access.admitted(header)


@pytest.mark.parametrize(
    "text", ["", "_", "__", "inc_x", "inc__", "inc_\x00_y", "inc_é_é", "x" * 9_999, "inc_1_\ud800"]
)
def test_anything_may_be_presented(world: World, text: str) -> None:
    assert find_key(world.store, text) is None


def test_another_prefix_is_not_a_key(world: World) -> None:
    workspace = world.tenants.make("ours").workspace.id
    _, text = create_key(world.store, workspace, ["read"], now=now_us())
    assert find_key(world.store, text) is not None
    assert find_key(world.store, text.replace("inc_", "abc_")) is None
