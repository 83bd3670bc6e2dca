"""`incumbent import`: the whole file is checked first; then it goes in, once, whatever happens."""

import json
import random
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from api.cli.imports.files import id_of_line
from domain.forms import as_json
from domain.log.erasing import ErasureLedger
from domain.log.reading import read_after
from domain.log.store import open_store
from domain.standing import Recorded
from projections.tenants import Tenants
from tests.api.command_line import ROOT_KEY, CommandLine, company, lines

MISSING = "0197aaaa-0000-7000-8000-000000000000"
Line = dict[str, Any]


@pytest.fixture
def incumbent(database_url: str) -> CommandLine:
    command_line = CommandLine(database_url)
    command_line.ok("keys", "create", "--workspace", "W", "--scope", "admin")
    return command_line


def recorded(incumbent: CommandLine, workspace: str = "W") -> list[Recorded]:
    store = open_store(incumbent.database_url)
    tenant = Tenants(store, bytes.fromhex(ROOT_KEY), ErasureLedger(None)).named(workspace)
    with store.reading(tenant.workspace.id) as connection:
        found = read_after(connection, tenant.ledger.keys, 0, 100_000)
    store.close()
    return found


def written(path: Path, *facts: Line) -> Path:
    path.write_text(lines(*facts))
    return path


def imported(incumbent: CommandLine, *arguments: str | Path) -> Any:
    return incumbent.ok("import", "--workspace", "W", *arguments, "--json").json


def refused(incumbent: CommandLine, *arguments: str | Path) -> list[tuple[int, str | None]]:
    """(line, field) of every flaw; nothing was recorded."""
    said = incumbent("import", "--workspace", "W", *arguments, "--json")
    assert said.code == 2
    assert recorded(incumbent) == []
    return [(flaw["line"], flaw["field"]) for flaw in said.json["errors"]]


def in_order(facts: list[Line]) -> list[tuple[str, str]]:
    return [(fact["type"], str(fact.get("person") or fact.get("role"))) for fact in facts]


def test_facts_go_in_in_the_order_of_the_file_and_can_be_read(incumbent: CommandLine, tmp_path: Path) -> None:
    facts = company()
    said = incumbent.ok("import", "--workspace", "W", written(tmp_path / "facts.jsonl", *facts))
    assert said.out.startswith(f"{len(facts)} facts recorded; ")
    assert in_order([as_json(one.fact) for one in recorded(incumbent)]) == in_order(facts)
    assert {one.recorded_by for one in recorded(incumbent)} == {"import"}
    doctor = incumbent("doctor", "--json").json
    assert {"name": "views of W", "ok": True, "says": f"at position {len(facts)}, where the log is"} in doctor


def test_the_same_import_again_records_nothing(incumbent: CommandLine, tmp_path: Path) -> None:
    path = written(tmp_path / "facts.jsonl", *company())
    first, again = imported(incumbent, path), imported(incumbent, path)
    assert (first["recorded"], first["repeated"]) == (first["facts"], 0)
    assert (again["recorded"], again["repeated"]) == (0, again["facts"])
    assert again["position"] == first["position"] == len(company())


def test_an_import_that_was_cut_short_is_completed_by_the_same_again(incumbent: CommandLine, tmp_path: Path) -> None:
    facts = company()
    path = written(tmp_path / "facts.jsonl", *facts)
    with_ids = [fact | {"id": id_of_line(_digest(path), number)} for number, fact in enumerate(facts, 1)]
    incumbent.ok("record", "--workspace", "W", stdin=json.dumps(with_ids[:4]))
    assert imported(incumbent, path)["recorded"] == len(facts) - 4
    assert [one.fact.id for one in recorded(incumbent)] == [fact["id"] for fact in with_ids]


def _digest(path: Path) -> bytes:
    return sha256(path.read_bytes()).digest()


def test_a_dry_run_says_what_would_be_recorded_and_records_nothing(incumbent: CommandLine, tmp_path: Path) -> None:
    path = written(tmp_path / "facts.jsonl", *company())
    assert imported(incumbent, "--dry-run", path)["recorded"] == len(company())
    assert recorded(incumbent) == []
    imported(incumbent, path)
    assert imported(incumbent, "--dry-run", path)["recorded"] == 0


def test_blank_lines_a_byte_order_mark_and_foreign_line_ends_are_no_flaws(
    incumbent: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(b"\xef\xbb\xbf\r\n" + lines(*company()).replace("\n", "\r\n\n").encode() + b"  ")
    assert imported(incumbent, path)["recorded"] == len(company())


def test_an_empty_file_holds_no_facts(incumbent: CommandLine, tmp_path: Path) -> None:
    assert imported(incumbent, written(tmp_path / "facts.jsonl"))["recorded"] == 0


def test_several_files_are_one_import(incumbent: CommandLine, tmp_path: Path) -> None:
    facts = company()
    first, second = written(tmp_path / "1.jsonl", *facts[5:]), written(tmp_path / "2.jsonl", *facts[:5])
    assert imported(incumbent, first, second)["recorded"] == len(facts)


def test_who_records_may_be_said(incumbent: CommandLine, tmp_path: Path) -> None:
    imported(incumbent, "--by", "migration-7", written(tmp_path / "facts.jsonl", *company()))
    assert {one.recorded_by for one in recorded(incumbent)} == {"migration-7"}


def test_what_is_wrong_is_said_with_file_line_and_field(incumbent: CommandLine, tmp_path: Path) -> None:
    flawed = [
        *company(),
        {"type": "person_took_role", "person": "nobody", "role": "r0"},
        {"type": "person_took_rol", "person": "p0", "role": "r0"},
        {"type": "power_assessed", "person": "p0", "role": "r0", "power": 11},
        {"type": "person_took_role", "person": "p0", "role": "r0", "effective": "2026-13"},
        {"type": "fact_withdrawn", "fact": MISSING},
        {"type": "person_left_role", "person": "p0", "role": "r0", "took": MISSING},
        {"type": "role_defined", "role": "r9", "organization": "elsewhere", "title": "Post"},
    ]
    path = written(tmp_path / "facts.jsonl", *flawed)
    first = len(company()) + 1
    fields = ["person", "type", "power", "effective", "fact", "took", "organization"]
    assert refused(incumbent, path) == list(enumerate(fields, first))
    said = incumbent("import", "--workspace", "W", path)
    assert f"{path}, line {first}: person: no person nobody exists in this workspace" in said.err
    assert said.err.endswith("Nothing was recorded.\n")
    assert said.out == ""


def test_a_line_that_is_no_fact_is_said(incumbent: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(lines(*company()).encode() + b'{"type": \n[1]\n\n"text"\n\xff\xfe\n' + b"[" * 100_000 + b"\n")
    first = len(company()) + 1
    assert refused(incumbent, path) == [(line, None) for line in (first, first + 1, first + 3, first + 4, first + 5)]


def test_whatever_stands_in_a_line_is_refused_and_never_a_traceback(incumbent: CommandLine, tmp_path: Path) -> None:
    odd: list[Line] = [
        {"type": "role_closed", "role": "r0", "id": [1]},
        {"type": ["role_closed"], "role": "r0"},
        {"type": "role_closed", "role": {"r0": 1}},
        {"type": "fact_corrected", "fact": {}, "replacement": {"role": [[]]}},
        {"type": "fact_corrected", "fact": MISSING, "replacement": [1]},
        {"type": "role_closed", "role": "r0", "mentions": 5},
        {"type": "role_closed", "role": "r0", "recorded_by": 5},
        {"type": "role_closed", "role": "r0", "effective": 10**400},
        {"type": "role_closed", "role": "r0", "reason\ud800": 1},
        {},
    ]
    for line in odd:
        path = written(tmp_path / "facts.jsonl", *company(), line)
        assert [number for number, _ in refused(incumbent, path)] == [12], line


def test_a_correction_is_checked_against_what_the_file_says_before(incumbent: CommandLine, tmp_path: Path) -> None:
    took = {"type": "person_took_role", "id": MISSING, "person": "p0", "role": "r1", "effective": "2021"}
    facts = [*company(400), took, *company(400)[-400:]]  # in another batch than what corrects it
    good = {"type": "fact_corrected", "fact": MISSING, "replacement": {"role": "r2"}}
    bad = {"type": "fact_corrected", "fact": MISSING, "replacement": {"role": "r999"}}
    unfit = {"type": "fact_corrected", "fact": MISSING, "replacement": {"power": 3}}
    path = tmp_path / "facts.jsonl"
    assert refused(incumbent, written(path, *facts, bad, unfit)) == [
        (len(facts) + 1, "replacement.role"),
        (len(facts) + 2, "replacement.power"),
    ]
    assert imported(incumbent, written(path, *facts, good, {"type": "fact_withdrawn", "fact": MISSING}))


def test_nothing_more_is_said_about_somebody_the_file_erased(incumbent: CommandLine, tmp_path: Path) -> None:
    facts = [*company(300), {"type": "person_erased", "person": "p0"}, *reversed(company(300)[-300:])]
    assert refused(incumbent, written(tmp_path / "facts.jsonl", *facts)) == [(len(facts), "person")]


def test_the_same_id_twice_needs_the_same_content(incumbent: CommandLine, tmp_path: Path) -> None:
    took = {"type": "person_took_role", "id": MISSING, "person": "p0", "role": "r1", "effective": "2021"}
    path = tmp_path / "facts.jsonl"
    assert refused(incumbent, written(path, *company(), took, took | {"effective": "2022"})) == [(13, "id")]
    found = imported(incumbent, written(path, *company(), took, took))
    assert (found["recorded"], found["repeated"]) == (12, 1)
    said = incumbent("import", "--workspace", "W", written(path, took | {"effective": "2023"}), "--json")
    assert [(flaw["line"], flaw["field"]) for flaw in said.json["errors"]] == [(1, "id")]


def test_in_any_order_the_same_facts_go_in(incumbent: CommandLine, tmp_path: Path) -> None:
    """Shuffled, a fact may stand thousands of lines before what it names is created."""
    facts = company(700)
    random.Random(7).shuffle(facts)
    assert imported(incumbent, written(tmp_path / "facts.jsonl", *facts))["recorded"] == len(facts)
    assert sorted(in_order([as_json(one.fact) for one in recorded(incumbent)])) == sorted(in_order(facts))


def test_an_amendment_may_stand_before_what_it_amends(incumbent: CommandLine, tmp_path: Path) -> None:
    took = {"type": "person_took_role", "id": MISSING, "person": "p0", "role": "r1", "effective": "2021"}
    correction = {"type": "fact_corrected", "fact": MISSING, "replacement": {"effective": "2022"}}
    assert imported(incumbent, written(tmp_path / "facts.jsonl", correction, *company(), took))["recorded"] == 13


def test_posts_that_report_to_each_other_far_apart_go_into_one_batch(incumbent: CommandLine, tmp_path: Path) -> None:
    facts = company(1_200)
    posts = [fact for fact in facts if fact["type"] == "role_defined"]
    posts[0]["reports_to"], posts[-1]["reports_to"] = "r1199", "r0"
    assert imported(incumbent, written(tmp_path / "facts.jsonl", *facts))["recorded"] == len(facts)


def at(minute: int, *facts: Line) -> list[Line]:
    kept = {"recorded_at": f"2026-01-01T09:{minute:02}:00.000001Z", "recorded_by": f"k{minute}"}
    return [fact | kept for fact in facts]


def test_kept_instants_are_those_of_the_log(incumbent: CommandLine, tmp_path: Path) -> None:
    facts = company()
    kept = [*at(1, *facts[:6]), *at(2, *facts[6:])]
    assert imported(incumbent, "--keep-recorded", written(tmp_path / "facts.jsonl", *kept))["recorded"] == len(facts)
    found = [(one.recorded_at.isoformat(), one.recorded_by) for one in recorded(incumbent)]
    assert found == [("2026-01-01T09:01:00.000001+00:00", "k1")] * 6 + [("2026-01-01T09:02:00.000001+00:00", "k2")] * 5


def test_views_that_were_not_followed_are_brought_up_by_whoever_reads_next(
    incumbent: CommandLine, tmp_path: Path
) -> None:
    imported(incumbent, "--no-follow", written(tmp_path / "facts.jsonl", *company()))
    assert "at position 0 of 11" in incumbent("doctor").out
    assert len(recorded(incumbent)) == 11
    incumbent.ok("verify", "--workspace", "W")
    assert "at position 11" in incumbent("doctor").out


def test_without_the_flag_instants_are_left_out_and_that_is_said(incumbent: CommandLine, tmp_path: Path) -> None:
    said = incumbent.ok("import", "--workspace", "W", written(tmp_path / "facts.jsonl", *at(1, *company())))
    assert "recorded_at of 11 lines is left out; --keep-recorded would keep it" in said.err
    assert "2026-01-01" not in {one.recorded_at.date().isoformat() for one in recorded(incumbent)}
    assert {one.recorded_by for one in recorded(incumbent)} == {"import"}


@pytest.mark.parametrize(
    ("recorded_at", "why"),
    [
        (None, "required with --keep-recorded"),
        ("2026-01-01", "expected an instant such as 2026-03-01T09:30:00Z"),
        ("2026-01-01T09:00:00", "expected an instant such as 2026-03-01T09:30:00Z"),
        (5, "expected an instant such as 2026-03-01T09:30:00Z"),
        ("2025-12-31T00:00:00Z", "lies before that of an earlier line; sort the lines by recorded_at"),
        ("9999-12-31T00:00:00Z", "lies in the future"),
    ],
)
def test_a_kept_instant_is_refused_by_line(incumbent: CommandLine, tmp_path: Path, recorded_at: Any, why: str) -> None:
    kept = at(1, *company())
    kept[-1]["recorded_at"] = recorded_at
    path = written(tmp_path / "facts.jsonl", *kept)
    assert refused(incumbent, "--keep-recorded", path) == [(11, "recorded_at")]
    assert why in incumbent("import", "--workspace", "W", "--keep-recorded", path).err


def test_a_history_does_not_go_in_behind_what_was_recorded_later(incumbent: CommandLine, tmp_path: Path) -> None:
    incumbent.ok("record", "--workspace", "W", stdin=lines(*company()))
    path = written(tmp_path / "facts.jsonl", *at(1, {"type": "person_introduced", "person": "new", "name": "New"}))
    said = incumbent("import", "--workspace", "W", "--keep-recorded", path)
    assert said.code == 2
    assert "line 1: recorded_at: lies before the last instant of the workspace" in said.err


def test_lines_of_one_instant_may_name_what_comes_later_in_it(incumbent: CommandLine, tmp_path: Path) -> None:
    facts = company(700)
    random.Random(3).shuffle(facts)
    path = written(tmp_path / "facts.jsonl", *at(1, *facts))
    assert imported(incumbent, "--keep-recorded", path)["recorded"] == len(facts)


def test_no_line_is_brought_forward_past_another_instant(incumbent: CommandLine, tmp_path: Path) -> None:
    facts = company(700)
    early = {"type": "person_took_role", "person": "p699", "role": "r0", "effective": "2021"}
    path = written(tmp_path / "facts.jsonl", *at(1, early), *at(2, *facts))
    assert refused(incumbent, "--keep-recorded", path) == [(1, None)]


def test_a_workspace_that_does_not_exist_is_not_made(incumbent: CommandLine, tmp_path: Path) -> None:
    said = incumbent("import", "--workspace", "V", written(tmp_path / "facts.jsonl", *company()))
    assert (said.code, said.out) == (1, "")
    assert "no workspace V" in said.err


def test_a_file_that_does_not_exist_is_named(incumbent: CommandLine, tmp_path: Path) -> None:
    said = incumbent("import", "--workspace", "W", tmp_path / "none.jsonl")
    assert said.code == 2
    assert "none.jsonl" in said.err
