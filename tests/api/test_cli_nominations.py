"""`incumbent nominations`: reported, listed, shown, decided on from a terminal."""

import json
from typing import Any

import pytest

from projections.journal import one
from tests.api.command_line import ROOT_KEY, CommandLine, company, lines
from tests.projections.worlds import opened

JANE = {
    "feed": "wire",
    "entry": "1",
    "person_name": "Joan Roe",
    "kind": "joined",
    "starts": "2026-05",
}
W = ("--workspace", "W")


@pytest.fixture
def incumbent(database_url: str) -> CommandLine:
    command_line = CommandLine(database_url)
    command_line.ok("keys", "create", *W, "--scope", "admin")
    command_line.ok("record", *W, stdin=lines(*company()))
    return command_line


def reported(incumbent: CommandLine, **values: Any) -> str:
    told = incumbent.ok("nominations", "report", *W, "--json", stdin=json.dumps({**JANE, **values})).json
    return str(told[0]["nomination"])


def states(incumbent: CommandLine, *more: str) -> list[str]:
    found = incumbent.ok("nominations", "list", *W, "--json", *more).json["nominations"]
    return [one["state"] for one in found]


def test_reported_shown_accepted_and_undone(incumbent: CommandLine) -> None:
    id = reported(incumbent, excerpt="Joan Roe joins.")
    assert incumbent.ok("nominations", "report", *W, stdin=json.dumps(JANE)).out == f"{id} revised: excerpt\n"
    assert "Joan Roe" in incumbent.ok("nominations", "list", *W, "--state", "new").out
    shown = incumbent.ok("nominations", "show", id, *W).out
    assert "state: new" in shown
    for told in (shown, incumbent.ok("nominations", "list", *W).out):
        assert "It was pushed in: only what a feed announces" in told
        assert "It does not name a person, a role and an organization." in told
    assert "nomination_reported by cli" in shown
    chosen = ("--person", "create", "--role", "r1", "--predecessor", "p1")
    assert f"{id} is accepted; 4 facts" in incumbent.ok("nominations", "accept", id, *W, *chosen).out
    assert states(incumbent) == ["accepted"]
    assert "Joan Roe" in incumbent.ok("map", "acme", *W, "--as-of", "2026-06-30").out
    assert f"{id} is new" in incumbent.ok("nominations", "undo", id, *W, "--reason", "another Joan").out
    assert "Joan Roe" not in incumbent.ok("map", "acme", *W, "--as-of", "2026-06-30").out
    assert states(incumbent, "--position", "13") == ["new"]


def test_what_a_nomination_leaves_open_is_given_as_options(incumbent: CommandLine) -> None:
    id = reported(incumbent, kind="left", person_name="P. Roe", starts="2026-07")
    options = ("--reason", "retired", "--certainty", "probable", "--no-learn")
    answer = incumbent.ok("nominations", "accept", id, *W, "--person", "p0", "--role", "r0", *options, "--json").json
    (left,) = facts_of(incumbent, answer["nomination"]["facts"])
    assert (left["reason"], left["certainty"]) == ("retired", "probable")
    other = reported(incumbent, entry="2")
    names = ("--person-name", "Joan M. Roe", "--organization-name", "Bolt", "--role-title", "Chair")
    created = ("--person", "create", "--role", "create", "--organization", "create", *names)
    answer = incumbent.ok("nominations", "accept", other, *W, *created, "--json").json
    told = facts_of(incumbent, answer["nomination"]["facts"])
    said = {fact["type"]: fact.get("name", fact.get("title")) for fact in told}
    assert said["person_introduced"] == "Joan M. Roe"
    assert (said["organization_registered"], said["role_defined"]) == ("Bolt", "Chair")


def facts_of(incumbent: CommandLine, ids: list[str]) -> list[dict[str, Any]]:
    with opened(incumbent.database_url, bytes.fromhex(ROOT_KEY)) as tenants:
        tenant = tenants.named("W")
        return [one(tenant, id, restricted=True) for id in ids]


def test_rejected_and_withdrawn(incumbent: CommandLine) -> None:
    one, other = reported(incumbent), reported(incumbent, entry="2")
    incumbent.ok("nominations", "reject", one, *W, "--reason", "no customer")
    answer = incumbent.ok("nominations", "withdraw", other, *W, "--json").json
    assert answer["nomination"]["state"] == "withdrawn"
    assert states(incumbent) == ["rejected", "withdrawn"]
    late = incumbent("nominations", "reject", one, *W)
    assert (late.code, late.out) == (1, "")
    assert "rejected already" in late.err


def test_what_others_touched_is_told(incumbent: CommandLine) -> None:
    id = reported(incumbent)
    choice = ("--person", "p0", "--role", "r1", "--effective", "unknown", "--tenure-kind", "interim", "--json")
    took = incumbent.ok("nominations", "accept", id, *W, *choice).json["nomination"]["facts"][0]
    corrected = {"type": "fact_corrected", "fact": took, "replacement": {"effective": "2026-06"}}
    incumbent.ok("record", *W, stdin=json.dumps(corrected))
    said = incumbent.ok("nominations", "undo", id, *W, "--keep-corrected").out
    assert f"{took} stays: it was corrected by hand." in said


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        (("--person", "p9", "--role", "r1"), 2, "person: no person p9"),
        (("--person", "p0", "--role", "r1", "--action", "fired"), 2, "action: "),
        (("--person", "p0", "--role", "r1", "--effective", "soon"), 2, "effective: "),
    ],
)
def test_a_bad_choice_gets_one_sentence(incumbent: CommandLine, more: tuple[str, ...], code: int, says: str) -> None:
    said = incumbent("nominations", "accept", reported(incumbent), *W, *more)
    assert (said.code, said.out) == (code, "")
    assert says in said.err


def test_an_unknown_nomination_is_not_found(incumbent: CommandLine) -> None:
    said = incumbent("nominations", "show", "n-none", *W)
    assert (said.code, said.out) == (1, "")


def test_what_an_account_became_by_nominations_is_exported_and_imported_elsewhere(
    incumbent: CommandLine, tmp_path: Any
) -> None:
    id = reported(incumbent)
    incumbent.ok("nominations", "accept", id, *W, "--person", "create", "--role", "r1")
    file = tmp_path / "facts.jsonl"
    file.write_text(incumbent.ok("export", "acme", *W).out)
    incumbent.ok("keys", "create", "--workspace", "V", "--scope", "admin")
    incumbent.ok("import", "--workspace", "V", "--keep-recorded", file)
    there = incumbent.ok("nominations", "show", id, "--workspace", "V", "--json").json
    here = incumbent.ok("nominations", "show", id, *W, "--json").json
    assert {**there, "history": []} == {**here, "history": []}
    assert there["state"] == "accepted"


def test_of_somebody_erased_the_nomination_is_left_out_and_the_rest_still_comes_in(
    incumbent: CommandLine, tmp_path: Any
) -> None:
    id = reported(incumbent)
    incumbent.ok("nominations", "accept", id, *W, "--person", "create", "--role", "r1")
    person = incumbent.ok("nominations", "show", id, *W, "--json").json["person"]
    incumbent.ok("record", *W, stdin=json.dumps({"type": "person_erased", "person": person}))
    said = incumbent.ok("export", "acme", *W)
    types = [json.loads(line)["type"] for line in said.out.splitlines()]
    assert not [type for type in types if type.startswith("nomination")]
    file = tmp_path / "facts.jsonl"
    file.write_text(said.out)
    incumbent.ok("keys", "create", "--workspace", "V", "--scope", "admin")
    incumbent.ok("import", "--workspace", "V", "--keep-recorded", file)
