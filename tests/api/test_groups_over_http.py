"""A global account over HTTP and on the command line."""

from typing import Any

import pytest

from tests.projections.told import clause

from .command_line import CommandLine, lines
from .conftest import World

Json = dict[str, Any]
FACTS: list[Json] = [
    *({"type": "organization_registered", "organization": id, "name": id.title()} for id in ("acme", "beta")),
    {
        "type": "organizations_related",
        "organization": "beta",
        "other": "acme",
        "relation": "parent",
        "effective": "2024-02-01",
    },
    {"type": "role_defined", "role": "ceo", "organization": "acme", "title": "CEO", "effective": None},
    {"type": "role_defined", "role": "md", "organization": "beta", "title": "Director", "effective": None},
]


def test_the_map_of_a_group_is_asked_for_on_both_clocks(world: World) -> None:
    client = world.client("read", "write")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    asked = "/v1/accounts/acme/map?scope=group&as_of=2024-03-01"
    answer = client.get(asked)
    group = answer.json()
    assert [(one["id"], one["below"]) for one in group["subsidiaries"]] == [("beta", "acme")]
    assert {role["id"]: role["organization"] for role in group["roles"]} == {"ceo": "acme", "md": "beta"}
    assert client.get(asked.replace("03-01", "01-01")).json()["subsidiaries"] == []
    assert client.get(f"{asked}&position=2").json()["subsidiaries"] == []
    assert client.get(asked, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    alone = client.get("/v1/accounts/acme/map?as_of=2024-03-01")
    assert alone.headers["ETag"] != answer.headers["ETag"]
    assert "subsidiaries" not in alone.json()


def test_what_cannot_be_asked_of_a_group_is_refused_with_its_name(world: World) -> None:
    client = world.client("read", "write")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    refused = client.get("/v1/accounts/acme/map?scope=group&fields=roles")
    assert (refused.status_code, refused.json()["field"]) == (422, "fields")
    assert client.get("/v1/accounts/acme/map?scope=world").status_code == 422
    assert client.get("/v1/accounts/nobody/map?scope=group").status_code == 404
    assert client.get("/v1/accounts/nobody/diff?scope=group").status_code == 404


def test_the_difference_of_a_group_names_what_came_to_it(world: World) -> None:
    client = world.client("read", "write")
    sent = client.post("/v1/facts", json=FACTS).json()["facts"]
    found = client.get("/v1/accounts/acme/diff?scope=group&from=2024-01-01&to=2024-03-01").json()["changes"]
    assert [(one["kind"], one["subject"], one["facts"]) for one in found] == [
        ("subsidiary", "beta", [sent[2]["id"]]),
        ("relation", "beta|acme", [sent[2]["id"]]),
        ("role", "md", [sent[2]["id"]]),
    ]
    assert clause(found[0]) == "Beta came to the group, below Acme."
    alone = client.get("/v1/accounts/acme/diff?from=2024-01-01&to=2024-03-01").json()["changes"]
    assert [(one["kind"], one["subject"]) for one in alone] == [("relation", "beta|acme")]


@pytest.fixture
def command_line(sqlite_url: str) -> CommandLine:
    line = CommandLine(sqlite_url)
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    line.ok("record", "--workspace", "w", stdin=lines(*FACTS))
    return line


def test_the_commands_take_a_group(command_line: CommandLine) -> None:
    asked = ("acme", "--workspace", "w", "--scope", "group")
    assert "Director" in command_line.ok("map", *asked, "--as-of", "2024-03-01").out
    told = command_line.ok("diff", *asked, "--from", "2024-01-01", "--to", "2024-03-01", "--json").json
    assert [one["kind"] for one in told["changes"]] == ["subsidiary", "relation", "role"]
