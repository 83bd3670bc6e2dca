"""An import is held against the words that the workspace, or the file itself, sets; before anything is recorded."""

from pathlib import Path
from typing import Any

import pytest

from .command_line import CommandLine, lines

Line = dict[str, Any]
SET = "0197aaaa-0000-7000-8000-0000000000aa"
# So many that what follows is in another batch.
BETWEEN: list[Line] = [
    {"type": "organization_registered", "organization": f"o-{number}", "name": "Somebody"} for number in range(1_000)
]
SALE: list[Line] = [
    {"type": "opportunity_opened", "opportunity": "s", "organization": "o-1", "name": "Sale", "effective": "2020"},
    {"type": "person_introduced", "person": "ann", "name": "Ann"},
]


def words(*labels: str) -> Line:
    terms = [{"label": label} for label in labels]
    return {"type": "vocabulary_set", "id": SET, "effective": None, "vocabulary": "buying_role", "terms": terms}


def assigned(word: str) -> Line:
    said = {"type": "buying_role_assigned", "person": "ann", "opportunity": "s", "effective": "2021"}
    return {**said, "buying_role": word}


@pytest.fixture
def incumbent(sqlite_url: str) -> CommandLine:
    command_line = CommandLine(sqlite_url)
    command_line.ok("keys", "create", "--workspace", "W", "--scope", "admin")
    return command_line


def flaws(incumbent: CommandLine, path: Path, *facts: Line) -> list[tuple[int, str | None]]:
    path.write_text(lines(*facts))
    said = incumbent("import", "--workspace", "W", path, "--json")
    return [(flaw["line"], flaw["field"]) for flaw in said.json.get("errors", ())]


def test_what_an_earlier_batch_of_the_file_sets_holds_and_a_withdrawal_frees(
    incumbent: CommandLine, tmp_path: Path
) -> None:
    file, start = tmp_path / "facts.jsonl", [words("payer"), *BETWEEN, *SALE]
    assert flaws(incumbent, file, *start, assigned("payer"), assigned("user")) == [(len(start) + 2, "buying_role")]
    freed = [*start, {"type": "fact_withdrawn", "fact": SET}, assigned("payer")]
    more = [{**fact, "organization": f"more-{place}"} for place, fact in enumerate(BETWEEN)]
    assert flaws(incumbent, file, *freed, *more, assigned("user")) == []


def test_what_the_workspace_has_set_holds(incumbent: CommandLine, tmp_path: Path) -> None:
    incumbent.ok("record", "--workspace", "W", stdin=lines(words("payer"), BETWEEN[1], *SALE))
    assert flaws(incumbent, tmp_path / "facts.jsonl", assigned("payer"), assigned("user")) == [(2, "buying_role")]
    assert flaws(incumbent, tmp_path / "facts.jsonl", assigned("payer")) == []
