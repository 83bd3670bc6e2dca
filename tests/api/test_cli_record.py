"""`incumbent record`: facts from standard input, all or nothing."""

import json

import pytest

from tests.api.command_line import CommandLine, company, lines


@pytest.fixture
def incumbent(database_url: str) -> CommandLine:
    command_line = CommandLine(database_url)
    command_line.ok("keys", "create", "--workspace", "W", "--scope", "admin")
    return command_line


@pytest.mark.parametrize("written", [lines(*company()), json.dumps(company()), json.dumps(company(), indent=2)])
def test_lines_and_arrays_are_recorded_alike(incumbent: CommandLine, written: str) -> None:
    receipts = incumbent.ok("record", "--workspace", "W", "--json", stdin=written).json
    assert [receipt["position"] for receipt in receipts] == list(range(1, 12))
    assert len({receipt["id"] for receipt in receipts}) == 11


def test_one_fact_may_stand_alone(incumbent: CommandLine) -> None:
    said = incumbent.ok("record", "--workspace", "W", stdin=json.dumps(company()[0]))
    assert said.out.endswith(" at position 1\n")


def test_the_same_ids_again_are_answered_alike(incumbent: CommandLine) -> None:
    facts = [fact | {"id": f"0197aaaa-0000-7000-8000-{number:012}"} for number, fact in enumerate(company())]
    first = incumbent.ok("record", "--workspace", "W", "--json", stdin=json.dumps(facts)).json
    assert incumbent.ok("record", "--workspace", "W", "--json", stdin=json.dumps(facts)).json == first


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "expected facts on standard input: JSON lines, or a JSON array\n"),
        ("[]", "expected facts on standard input: JSON lines, or a JSON array\n"),
        ('{"type": "role_closed", "role": "r0"}\n{"type": ', "line 2: not JSON: "),
        ("7", "fact 0: expected a JSON object\n"),
        ('{"type": "role_closed"}', "fact 0: role: required\n"),
        ('{"type": "role_closed", "role": "none"}', "fact 0: role: no role none exists in this workspace"),
        (json.dumps([{"type": "role_closed", "role": "r"}] * 1_001), "at most 1,000 facts at once"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_records_nothing(incumbent: CommandLine, written: str, says: str) -> None:
    said = incumbent("record", "--workspace", "W", stdin=written)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(says)
    assert len(said.err.splitlines()) == 1
    assert incumbent.ok("record", "--workspace", "W", "--json", stdin=lines(company()[0])).json[0]["position"] == 1


def test_another_content_under_the_same_id_is_refused(incumbent: CommandLine) -> None:
    fact = company()[0] | {"id": "0197aaaa-0000-7000-8000-000000000000"}
    incumbent.ok("record", "--workspace", "W", stdin=lines(fact))
    said = incumbent("record", "--workspace", "W", stdin=lines(fact | {"name": "Another"}))
    assert said.code == 1
    assert "recorded before with other content" in said.err
