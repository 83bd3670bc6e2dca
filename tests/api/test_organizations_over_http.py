"""An organization over HTTP and on the command line: at both clocks, with why, and not for other workspaces."""

from typing import Any

import pytest

from .command_line import CommandLine, lines
from .conftest import World

Json = dict[str, Any]
FACTS: list[Json] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme", "country": "CH"},
    {"type": "organization_registered", "organization": "bolt", "name": "Bolt"},
    {"type": "account_opened", "organization": "acme", "effective": "2020"},
    {"type": "organization_described", "organization": "acme", "objectives": "growth", "effective": "2021-03"},
    {
        "type": "organizations_related",
        "organization": "acme",
        "other": "bolt",
        "relation": "supplier",
        "effective": "2022",
    },
    {
        "type": "organization_restructured",
        "originals": ["bolt"],
        "results": ["acme"],
        "kind": "takeover",
        "effective": "2024-05-01",
    },
    {"type": "culture_assessed", "organization": "acme", "mix": {"consulting": 2}, "effective": "2023"},
]


def test_an_organization_is_asked_for_on_both_clocks(world: World) -> None:
    client = world.client("read", "write")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    now = client.get("/v1/organizations/acme?as_of=2024-06-01")
    answer = now.json()
    assert answer["description"]["objectives"] == {"value": "growth", "since": "2021-03"}
    assert answer["account"]["status"] == "open"
    assert (answer["culture"], answer["relations"][0]["name"]) == ({"consulting": 1.0}, "Bolt")
    (became,) = answer["restructurings"]
    assert (became["kind"], became["originals"]) == ("takeover", [{"id": "bolt", "name": "Bolt"}])
    earlier = client.get("/v1/organizations/acme?as_of=2020-06-01").json()
    assert (earlier["relations"], earlier["restructurings"]) == ([], [])
    assert "objectives" not in earlier["description"]
    unknown = client.get("/v1/organizations/acme?as_of=2024-06-01&position=0").json()
    assert (unknown["name"], unknown["account"]) == (None, None)
    again = client.get("/v1/organizations/acme?as_of=2024-06-01", headers={"If-None-Match": now.headers["ETag"]})
    assert again.status_code == 304


def test_each_value_names_its_fact_when_asked_why(world: World) -> None:
    client = world.client("read", "write")
    sent = client.post("/v1/facts", json=FACTS).json()["facts"]
    answer = client.get("/v1/organizations/acme?as_of=2024-06-01&why=true").json()
    assert answer["description"]["objectives"]["why"] == [sent[3]["id"]]
    assert answer["culture_assessed"]["why"] == [sent[6]["id"]]
    assert client.get("/v1/organizations/nobody").status_code == 404


def test_a_bad_mix_is_refused_with_its_field(world: World) -> None:
    client = world.client("read", "write")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    refused = client.post("/v1/facts", json={"type": "culture_assessed", "organization": "acme", "mix": {"stiff": 1}})
    assert refused.status_code == 422
    assert refused.json()["field"] == "mix"
    assert "bureaucratic, entrepreneurial, consulting, collaborative" in refused.text


@pytest.fixture
def command_line(sqlite_url: str) -> CommandLine:
    line = CommandLine(sqlite_url)
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    line.ok("record", "--workspace", "w", stdin=lines(*FACTS))
    return line


def test_the_command_draws_it(command_line: CommandLine) -> None:
    drawn = command_line.ok("organization", "acme", "--workspace", "w", "--as-of", "2024-06-01").out
    assert [row.split() for row in drawn.splitlines()] == [
        ["Acme,", "as", "of", "2024-06-01"],
        ["what", "is", "since"],
        ["account", "open", "2020"],
        ["name", "Acme", "unknown"],
        ["country", "CH", "unknown"],
        ["objectives", "growth", "2021-03"],
        ["culture", "100%", "consulting"],
        ["supplier", "Bolt", "2022"],
        ["takeover", "Bolt", "became", "Acme", "on", "2024-05-01", "2024-05-01"],
    ]
    asked = command_line.ok("organization", "acme", "--workspace", "w", "--why", "--json").json
    assert asked["description"]["name"]["why"]
