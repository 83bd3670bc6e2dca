"""The handover brief of an account: what changed, who is there, what is to be done, what to ask."""

from typing import Any

from .command_line import CommandLine, lines
from .conftest import World
from .test_analysis_over_http import FACTS

Json = dict[str, Any]
MORE: list[Json] = [
    {"type": "person_took_role", "person": "bob", "role": "ceo", "effective": "2026-03-05"},
    {"type": "team_role_played", "person": "cy", "organization": "acme", "team_role": "innovator", "effective": "2025"},
    {"type": "coverage_assigned", "person": "cy", "organization": "acme", "part": "lead", "effective": "2021"},
    {"type": "person_left_role", "person": "ann", "role": "ceo", "effective": "2026-03-01"},
    {
        "type": "action_planned",
        "organization": "acme",
        "objective": "Meet the new head",
        "due": "2026-05-01",
        "effective": "2026-03-02",
    },
]
ASKED = "/v1/accounts/acme/handover?as_of=2026-06-30&since=2026-01-01"


def test_it_tells_what_changed_who_is_there_what_is_to_be_done_and_what_to_ask(world: World) -> None:
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=[*FACTS, *MORE]).raise_for_status()
    answer = client.get(ASKED).json()
    text = answer["text"].splitlines()
    assert text[0] == "# Acme, as of 2026-06-30"
    assert "- Cy covers Acme (lead)" in text
    assert "- Meet the new head (overdue, by 2026-05-01)" in text
    assert "- Bob, CEO since 2026-03-05 after Ann: priorities, criteria and partner preferences" in text
    assert any(line.startswith("- Played by nobody: Results driver, ") for line in text)
    assert any(line.startswith("- Ask: ") for line in text)
    assert [one["objective"] for one in answer["actions"]] == ["Meet the new head"]
    assert set(answer["analysis"]) == {"capital", "influence", "single_points", "opportunities", "completeness"}


def test_two_people_of_one_name_are_told_apart_where_it_is_read(world: World) -> None:
    namesake: list[Json] = [
        {"type": "person_introduced", "person": "bob-2", "name": "Bob"},
        {"type": "role_defined", "role": "cio", "organization": "acme", "title": "CIO", "effective": "2020"},
        {"type": "person_took_role", "person": "bob-2", "role": "cio", "effective": "2020"},
        {"type": "coverage_assigned", "person": "cy", "other": "bob", "part": "lead", "effective": "2026-04-01"},
    ]
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=[*FACTS, *MORE, *namesake]).raise_for_status()
    answer = client.get(ASKED).json()
    text = answer["text"].splitlines()
    assert "- Cy covers Bob (CEO and CFO) (lead)" in text
    assert [line for line in text if line.startswith("- Bob (CIO) has ")]
    assert {one["name"] for one in answer["analysis"]["influence"]["people"]} >= {"Bob"}


def test_without_the_scope_it_tells_what_is_open_to_all(world: World) -> None:
    world.client("write").post("/v1/facts", json=[*FACTS, *MORE]).raise_for_status()
    answer = world.client("read").get(ASKED).json()
    assert answer["analysis"] == {}
    assert "links" in answer["withheld"]
    assert "## What is to be done" in answer["text"]
    assert "influence" not in answer["text"]


def test_the_command_prints_it(sqlite_url: str) -> None:
    line = CommandLine(sqlite_url)
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    line.ok("record", "--workspace", "w", stdin=lines(*FACTS, *MORE))
    printed = line.ok("handover", "acme", "--workspace", "w", "--as-of", "2026-06-30", "--since", "2026-01-01").out
    assert "## Who of us is here" in printed
    assert "Acme" in line.ok("handover", "acme", "--workspace", "w", "--json").json["account"]["name"]
