"""`incumbent keys`."""

import pytest

from domain.log.api_keys import find_key
from domain.log.store import now_us, open_store
from tests.api.command_line import CommandLine

DAY = 86_400_000_000


@pytest.fixture
def incumbent(database_url: str) -> CommandLine:
    return CommandLine(database_url)


def test_a_key_is_made_and_its_workspace_with_it(incumbent: CommandLine) -> None:
    made = incumbent.ok("keys", "create", "--workspace", "W", "--scope", "admin", "--json").json
    assert made.keys() == {"id", "key"}
    store = open_store(incumbent.database_url)
    found = find_key(store, made["key"])
    store.close()
    assert found is not None
    assert (found.id, found.scopes) == (made["id"], frozenset({"admin"}))


def test_a_key_may_have_several_scopes_an_end_and_a_label(incumbent: CommandLine) -> None:
    options = ("--scope", "read", "--scope", "restricted", "--expires-days", "7", "--label", "for the dashboard")
    made = incumbent.ok("keys", "create", "--workspace", "W", *options, "--json").json
    store = open_store(incumbent.database_url)
    found = find_key(store, made["key"])
    store.close()
    assert found is not None
    assert found.scopes == {"read", "restricted"}
    assert found.expires_at is not None
    assert abs(found.expires_at - now_us() - 7 * DAY) < DAY / 24
    assert found.label == "for the dashboard"


def test_the_text_of_a_key_is_shown_once_only(incumbent: CommandLine) -> None:
    said = incumbent.ok("keys", "create", "--workspace", "W", "--scope", "read")
    key = said.out.strip()
    listed = incumbent.ok("keys", "list", "--workspace", "W", "--json")
    assert key.split("_")[1] in listed.out
    assert key.split("_")[2] not in listed.out
    assert key not in said.err


def test_a_revoked_key_says_since_when(incumbent: CommandLine) -> None:
    made = incumbent.ok("keys", "create", "--workspace", "W", "--scope", "read", "--json").json
    assert incumbent.ok("keys", "revoke", made["id"], "--workspace", "W", "--json").json["revoked_at"]
    (key,) = incumbent.ok("keys", "list", "--workspace", "W", "--json").json["keys"]
    assert key["revoked_at"]
    assert "revoked" in incumbent.ok("keys", "list", "--workspace", "W").out


def test_a_key_of_another_workspace_is_not_found(incumbent: CommandLine) -> None:
    made = incumbent.ok("keys", "create", "--workspace", "W", "--scope", "read", "--json").json
    incumbent.ok("keys", "create", "--workspace", "V", "--scope", "read")
    said = incumbent("keys", "revoke", made["id"], "--workspace", "V")
    assert (said.code, said.err) == (1, f"no key {made['id']} in this workspace\n")


@pytest.mark.parametrize(
    ("options", "code", "names"),
    [
        (("--workspace", "W", "--scope", "all"), 2, "read, write, restricted, admin"),
        (("--workspace", "W"), 2, "--scope"),
        (("--scope", "read"), 2, "--workspace"),
        (("--workspace", "", "--scope", "read"), 2, "--workspace"),
        (("--workspace", "a\nb", "--scope", "read"), 2, "--workspace"),
        (("--workspace", "W", "--scope", "read", "--expires-days", "0"), 2, "--expires-days"),
    ],
)
def test_what_is_not_of_its_form_is_refused(
    incumbent: CommandLine, options: tuple[str, ...], code: int, names: str
) -> None:
    said = incumbent("keys", "create", *options)
    assert said.code == code
    assert names in said.err
    assert said.out == ""


def test_a_workspace_that_does_not_exist_is_named(incumbent: CommandLine) -> None:
    said = incumbent("keys", "list", "--workspace", "W")
    assert said.code == 1
    assert "no workspace W" in said.err
