"""`incumbent export`: an account's facts go out, and come in elsewhere with both clocks."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.demo.story import write
from tests.api.command_line import CommandLine, company, lines


@pytest.fixture
def incumbent(database_url: str) -> CommandLine:
    command_line = CommandLine(database_url)
    for workspace in ("W", "V"):
        command_line.ok("keys", "create", "--workspace", workspace, "--scope", "admin")
    return command_line


def exported(incumbent: CommandLine, account: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in incumbent.ok("export", account, "--workspace", "W").out.splitlines()]


def import_kept(incumbent: CommandLine, facts: list[dict[str, Any]], path: Path) -> None:
    path.write_text(lines(*facts))
    incumbent.ok("import", "--workspace", "V", "--keep-recorded", path)


def shown(incumbent: CommandLine, workspace: str, *moment: str) -> Any:
    answer = incumbent.ok("map", "acme", "--workspace", workspace, "--format", "json", *moment).json
    return {name: value for name, value in answer.items() if name != "position"}


def recorded(incumbent: CommandLine, *facts: dict[str, Any], by: str = "cli") -> list[str]:
    said = incumbent.ok("record", "--workspace", "W", "--by", by, "--json", stdin=lines(*facts))
    return [receipt["id"] for receipt in said.json]


def test_what_goes_out_comes_in_with_both_clocks(incumbent: CommandLine, tmp_path: Path) -> None:
    recorded(incumbent, {"type": "person_introduced", "person": "us", "name": "A colleague", "ours": True})
    recorded(incumbent, *company())
    (late, _) = recorded(
        incumbent,
        {"type": "person_left_role", "person": "p0", "role": "r0", "effective": "2025-01-01"},
        {"type": "power_assessed", "person": "p1", "role": "r1", "power": 7, "effective": "2024-01-01"},
        by="somebody-else",
    )
    recorded(incumbent, {"type": "fact_corrected", "fact": late, "replacement": {"effective": "2025-02-01"}})
    recorded(incumbent, {"type": "link_rated", "person": "p1", "other": "us", "tone": 2, "effective": "2024-01-01"})
    recorded(
        incumbent, {"type": "role_defined", "role": "r9", "organization": "acme", "title": "New", "reports_to": "r0"}
    )
    facts = exported(incumbent, "acme")
    import_kept(incumbent, facts, tmp_path / "facts.jsonl")
    for known_at in sorted({fact["recorded_at"] for fact in facts}):
        for as_of in ("2023-06-01", "2025-01-15", "2026-01-01"):
            moment = ("--as-of", as_of, "--known-at", known_at)
            assert shown(incumbent, "V", *moment) == shown(incumbent, "W", *moment)
    again = [{**fact, "position": 0} for fact in _of(incumbent, "V")]
    assert again == [{**fact, "position": 0} for fact in facts]


def _of(incumbent: CommandLine, workspace: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in incumbent.ok("export", "acme", "--workspace", workspace).out.splitlines()]


def test_only_what_the_account_needs_goes_out(incumbent: CommandLine) -> None:
    recorded(
        incumbent,
        *company(2),
        {"type": "organization_registered", "organization": "other", "name": "Another company"},
        {"type": "account_opened", "organization": "other"},
        {"type": "role_defined", "role": "elsewhere", "organization": "other", "title": "Post elsewhere"},
        {"type": "person_introduced", "person": "unknown", "name": "Somebody elsewhere"},
        {"type": "person_took_role", "person": "unknown", "role": "elsewhere"},
        {"type": "organizations_related", "organization": "acme", "other": "other", "relation": "supplier"},
    )
    out = lines(*exported(incumbent, "acme"))
    assert "Another company" in out
    assert "elsewhere" not in out


def test_somebody_erased_goes_out_under_no_name(incumbent: CommandLine, tmp_path: Path) -> None:
    recorded(incumbent, *company())
    recorded(incumbent, {"type": "power_assessed", "person": "p0", "role": "r0", "power": 7, "effective": "2024-01-01"})
    recorded(incumbent, {"type": "person_erased", "person": "p0"})
    said = incumbent.ok("export", "acme", "--workspace", "W")
    assert "Somebody p0" not in said.out
    assert said.err == "1 facts are left out: what they say was erased.\n"
    import_kept(incumbent, [json.loads(line) for line in said.out.splitlines()], tmp_path / "facts.jsonl")
    assert shown(incumbent, "V") == shown(incumbent, "W")


def test_the_demo_account_goes_out_and_comes_in(incumbent: CommandLine, tmp_path: Path) -> None:
    write(tmp_path / "story.jsonl")
    incumbent.ok("import", "--workspace", "W", "--keep-recorded", tmp_path / "story.jsonl")
    story = [json.loads(line) for line in (tmp_path / "story.jsonl").read_text().splitlines()]
    account = next(fact["organization"] for fact in story if fact["type"] == "account_opened")
    facts = exported(incumbent, account)
    import_kept(incumbent, facts, tmp_path / "facts.jsonl")
    known_at = facts[len(facts) // 2]["recorded_at"]
    for moment in ((), ("--as-of", "-400d"), ("--as-of", "-400d", "--known-at", known_at)):
        maps = [
            incumbent.ok("map", account, "--workspace", workspace, "--json", *moment).json for workspace in ("W", "V")
        ]
        assert maps[0]["roles"] == maps[1]["roles"]
        assert maps[0]["opportunities"] == maps[1]["opportunities"]


def test_an_account_that_does_not_exist_is_not_found(incumbent: CommandLine) -> None:
    said = incumbent("export", "none", "--workspace", "W")
    assert (said.code, said.out) == (1, "")
    assert "no account none" in said.err or "no organization none" in said.err
