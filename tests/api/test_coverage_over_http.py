"""Who covers an account, over HTTP and on the command line: by itself, and with each person."""

from typing import Any

import pytest

from .command_line import CommandLine, lines
from .conftest import World

Json = dict[str, Any]
FACTS: list[Json] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme"},
    {"type": "unit_defined", "unit": "fin", "organization": "acme", "name": "Finance"},
    {"type": "role_defined", "role": "cfo", "organization": "acme", "unit": "fin", "title": "CFO", "effective": None},
    {"type": "person_introduced", "person": "ann", "name": "Ann"},
    {"type": "person_introduced", "person": "cy", "name": "Cy", "ours": True},
    {"type": "person_took_role", "person": "ann", "role": "cfo", "effective": "2020"},
    {"type": "coverage_assigned", "person": "cy", "organization": "acme", "part": "lead", "effective": "2021"},
    {"type": "coverage_assigned", "person": "cy", "unit": "fin", "part": "sponsor", "effective": "2022-05"},
    {"type": "coverage_ended", "person": "cy", "unit": "fin", "part": "sponsor", "effective": "2024-02-01"},
    {
        "type": "contact_rule_set",
        "other": "ann",
        "through": "cy",
        "reason": "one voice",
        "exclusive": True,
        "effective": "2022",
    },
]


def test_an_account_is_told_from_the_whole_to_its_people(world: World) -> None:
    client = world.client("read", "write")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    answer = client.get("/v1/accounts/acme/coverage?as_of=2024-01-31").json()
    told = [(one["name"], one["part"], one["covered"]["name"], one["since"]) for one in answer["coverage"]]
    assert told == [("Cy", "lead", "Acme", "2021"), ("Cy", "sponsor", "Finance", "2022-05")]
    assert [one.get("until", "none") for one in answer["coverage"]] == ["none", "2024-02-01"]
    (rule,) = answer["contact_rules"]
    assert (rule["addressed"], rule["through"], rule["exclusive"], rule["reason"]) == (
        {"kind": "person", "id": "ann", "name": "Ann"},
        "cy",
        True,
        "one voice",
    )
    assert len(client.get("/v1/accounts/acme/coverage?as_of=2024-02-01").json()["coverage"]) == 1
    assert client.get("/v1/accounts/nobody/coverage").status_code == 404


def test_a_person_is_covered_through_unit_and_organization_and_a_colleague_covers(world: World) -> None:
    client = world.client("read", "write")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    ann, cy = (client.get(f"/v1/people/{id}?as_of=2024-01-31").json() for id in ("ann", "cy"))
    assert [one["covered"]["id"] for one in ann["covered_by"]] == ["fin", "acme"]
    assert ann["contact_rules"][0]["through"] == "cy"
    assert [one["covered"]["id"] for one in cy["covers"]] == ["acme", "fin"]
    assert cy["contact_for"][0]["addressed"]["id"] == "ann"
    assert not {"covers", "contact_for"} & ann.keys()


def test_what_happened_is_told_on_the_timeline(world: World) -> None:
    client = world.client("read", "write")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    events = client.get("/v1/accounts/acme/timeline?as_of=2024-02-01").json()["events"]
    told = [event["sentence"] for event in events if event["type"].startswith(("coverage", "contact"))]
    assert told == [
        "Cy came to cover Acme (lead) in 2021.",
        "Ann came to be addressed through Cy in 2022.",
        "Cy came to cover Finance (sponsor) in 2022-05.",
        "Cy ceased to cover Finance (sponsor) on 2024-02-01.",
    ]
    asked = {"as_of": "2024-02-01", "type": "coverage_ended", "limit": "1"}
    page = client.get("/v1/accounts/acme/timeline", params=asked).json()
    assert [event["sentence"] for event in page["events"]] == told[-1:]
    after = client.get("/v1/accounts/acme/timeline", params=asked | {"cursor": page["next"]}).json()
    assert (after["events"], after["next"]) == ([], None)
    refused = client.get("/v1/accounts/acme/timeline", params={"type": "coverage_end"})
    assert (refused.status_code, refused.json()["field"]) == (422, "type")


@pytest.fixture
def command_line(sqlite_url: str) -> CommandLine:
    line = CommandLine(sqlite_url)
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    line.ok("record", "--workspace", "w", stdin=lines(*FACTS))
    return line


def test_the_command_draws_it(command_line: CommandLine) -> None:
    drawn = command_line.ok("coverage", "acme", "--workspace", "w", "--as-of", "2024-01-31").out
    assert [row.split() for row in drawn.splitlines()] == [
        ["what", "who", "part", "since"],
        ["Acme", "Cy", "lead", "2021"],
        ["Finance", "Cy", "sponsor", "2022-05", "to", "2024-02-01"],
        ["Ann", "Cy", "the", "only", "contact", "2022"],
    ]
    nobody = command_line.ok("coverage", "acme", "--workspace", "w", "--as-of", "2019-01-01", "--why").out
    assert nobody == "Nobody covers Acme as of 2019-01-01.\n"
    told = command_line.ok("coverage", "acme", "--workspace", "w", "--as-of", "2024-01-31", "--why").out
    assert told.startswith(drawn)
    assert "- Cy came to cover Acme (lead) in 2021." in told
    asked = command_line.ok("coverage", "acme", "--workspace", "w", "--json").json
    assert [one["part"] for one in asked["coverage"]] == ["lead"]
