"""Watches over HTTP and on the command line, each in one call."""

import pytest

from .command_line import CommandLine, lines
from .conftest import World
from .test_coverage_over_http import FACTS


def test_what_is_watched_is_listed_with_names_until_it_is_not(world: World) -> None:
    client = world.client("read", "write")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    first = client.post("/v1/watches", json={"account": "acme", "by": "cy", "note": "renewal"})
    assert (first.status_code, first.json()["name"], first.json()["by_name"]) == (201, "Acme", "Cy")
    others = [client.post("/v1/watches", json=said).json() for said in ({"person": "ann"}, {"level": 3})]
    assert [one["by"].startswith("key:") for one in others] == [True, True]
    listed = client.get("/v1/watches").json()["watches"]
    assert [(one["kind"], one["subject"], one["note"]) for one in listed] == [
        ("account", "acme", "renewal"),
        ("person", "ann", None),
        ("level", "3", None),
    ]
    assert len(client.get("/v1/watches?by=cy").json()["watches"]) == 1
    assert client.delete(f"/v1/watches/{first.json()['id']}").json()["note"] == "renewal"
    assert client.delete(f"/v1/watches/{first.json()['id']}").status_code == 404
    assert client.get("/v1/watches?by=cy").json()["watches"] == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "account"),
        ({"account": "acme", "level": "director"}, "account"),
        ({"account": "none"}, "account"),
        ({"role": "cfo", "by": "nobody"}, "by"),
        ({"level": "grand vizier"}, "level"),
        ({"account": "acme", "note": ""}, "note"),
        ({"accounts": "acme"}, "accounts"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(sqlite_world: World, said: dict[str, str], field: str) -> None:
    client = sqlite_world.client("read", "write")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    refused = client.post("/v1/watches", json=said)
    assert (refused.status_code, refused.json().get("field")) == (422, field)


def test_who_watches_somebody_is_part_of_what_is_held_on_them(sqlite_world: World) -> None:
    client = sqlite_world.client("read", "write", "restricted")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    client.post("/v1/watches", json={"person": "ann", "by": "cy", "note": "old friend"}).raise_for_status()
    for id in ("ann", "cy"):
        (watch,) = client.get(f"/v1/people/{id}/export").json()["watches"]
        assert (watch["subject"], watch["by"], watch["note"]) == ("ann", "cy", "old friend")


def test_the_commands_add_list_and_remove(sqlite_url: str) -> None:
    line = CommandLine(sqlite_url)
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    line.ok("record", "--workspace", "w", stdin=lines(*FACTS))
    added = line.ok("watches", "add", "--workspace", "w", "--role", "cfo", "--by", "cy", "--json").json
    assert (added["name"], added["by_name"]) == ("CFO", "Cy")
    assert line("watches", "add", "--workspace", "w").code != 0
    assert "CFO" in line.ok("watches", "list", "--workspace", "w").out
    assert line.ok("watches", "remove", added["id"], "--workspace", "w").out.startswith("CFO is watched no more")
    assert line.ok("watches", "list", "--workspace", "w", "--json").json == {"watches": []}
