"""`incumbent map`, `diff`, `career`, `moves`, `person`, `role` and others: the same answers as over HTTP, and drawn."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from domain.log.erasing import ErasureLedger
from domain.log.store import open_store
from projections.tenants import Tenants
from tests.api.command_line import ROOT_KEY, CommandLine, company, lines

LATE = {"type": "person_left_role", "person": "p0", "role": "r0", "effective": "2025-01-01"}


@pytest.fixture(scope="module")
def incumbent(shared_database_url: str) -> CommandLine:
    command_line = CommandLine(shared_database_url)
    command_line.ok("keys", "create", "--workspace", "W", "--scope", "admin")
    command_line.ok("record", "--workspace", "W", stdin=lines(*company()))
    command_line.ok("record", "--workspace", "W", stdin=lines(LATE))
    return command_line


@pytest.fixture(scope="module")
def client(incumbent: CommandLine) -> Iterator[TestClient]:
    key = incumbent.key("W")
    store = open_store(incumbent.database_url)
    app = create_app(Tenants(store, bytes.fromhex(ROOT_KEY), ErasureLedger(None)), store)
    with TestClient(app, headers={"Authorization": f"Bearer {key}"}) as client:
        yield client
    store.close()


def holders(answer: Any, role: str) -> list[str]:
    found = next(one for one in answer["roles"] if one["id"] == role)
    return [holder["person"] for holder in found["holders"]]


def test_a_map_is_that_of_both_clocks(incumbent: CommandLine) -> None:
    ask = ("map", "acme", "--workspace", "W", "--format", "json", "--as-of", "2025-06-30")
    assert holders(incumbent.ok(*ask).json, "r0") == []
    assert holders(incumbent.ok(*ask, "--position", "11").json, "r0") == ["p0"]
    assert holders(incumbent.ok(*ask[:-1], "2024-06-30").json, "r0") == ["p0"]


@pytest.mark.parametrize(
    ("command", "path"),
    [
        (("map", "acme", "--as-of", "2025-06-30"), "/v1/accounts/acme/map?as_of=2025-06-30"),
        (("map", "acme", "--position", "11"), "/v1/accounts/acme/map?position=11"),
        (("map", "acme", "--known-at", "2099-01-01"), "/v1/accounts/acme/map?known_at=2099-01-01"),
        (("career", "p0"), "/v1/people/p0/career"),
        (("person", "p0", "--as-of", "2024-06-30", "--why"), "/v1/people/p0?as_of=2024-06-30&why=true"),
        (("role", "r0", "--why"), "/v1/roles/r0?why=true"),
        (
            ("analysis", "acme", "--sections", "team,growth", "--why"),
            "/v1/accounts/acme/analysis?sections=team,growth&why=true",
        ),
        (("role", "r0", "--position", "11"), "/v1/roles/r0?position=11"),
        (("holders", "r0", "--known-at", "2099-01-01"), "/v1/roles/r0/holders?known_at=2099-01-01"),
        (("questionnaire", "acme", "--since", "2019-01-01"), "/v1/accounts/acme/questionnaires?since=2019-01-01"),
        (("moves", "acme"), "/v1/moves?account=acme"),
        (
            ("moves", "--kind", "left", "--since", "2024-01-01", "--person", "p0"),
            "/v1/moves?kind=left&since=2024-01-01",
        ),
        (("moves", "acme", "--as-of", "2024-06-30", "--position", "11"), "/v1/moves?as_of=2024-06-30&position=11"),
        (("moves", "acme", "--chains", "--window", "7"), "/v1/moves/chains?account=acme&window=7"),
        (
            ("diff", "acme", "--from", "2024-12-31", "--to", "2025-01-01"),
            "/v1/accounts/acme/diff?from=2024-12-31&to=2025-01-01",
        ),
    ],
)
def test_json_is_the_answer_of_the_http_interface(
    incumbent: CommandLine, client: TestClient, command: tuple[str, ...], path: str
) -> None:
    assert incumbent.ok(*command, "--workspace", "W", "--json").json == client.get(path).json()


def test_a_difference_says_what_happened(incumbent: CommandLine) -> None:
    ask = ("diff", "acme", "--workspace", "W", "--from", "2024-12-31", "--to", "2025-01-01")
    changes = incumbent.ok(*ask, "--json").json["changes"]
    assert changes
    assert {change["because"] for change in changes} == {"happened"}
    assert "What happened" in incumbent.ok(*ask).out


def test_answers_are_drawn_for_people(incumbent: CommandLine) -> None:
    chief = {"type": "role_defined", "role": "chief", "organization": "acme", "title": "Chief", "effective": "2025"}
    below = {"type": "role_restructured", "role": "r2", "reports_to": "chief", "effective": "2025-05-01"}
    closed = {"type": "role_closed", "role": "chief", "effective": "2025-06-01"}
    incumbent.ok("record", "--workspace", "W", stdin=lines(chief, below, closed))
    drawn = incumbent.ok("map", "acme", "--workspace", "W", "--as-of", "2025-06-30").out
    assert "Parent closed: Post, which reports to Chief" in drawn
    assert "Acme" in drawn
    assert "Somebody p1" in drawn
    assert "vacant" in drawn
    assert "Somebody p0" in incumbent.ok("career", "p0", "--workspace", "W").out
    assert "Somebody p0 left as Post at Acme on 2025-01-01." in incumbent.ok("moves", "acme", "--workspace", "W").out
    assert "nothing" in incumbent.ok("moves", "acme", "--chains", "--workspace", "W").out


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        (("map", "none"), 1, "none"),
        (("career", "none"), 1, "none"),
        (("diff", "none"), 1, "none"),
        (("moves", "none"), 1, "none"),
        (("moves", "--person", "none"), 1, "none"),
        (("moves", "--chains", "none"), 1, "none"),
        (("moves", "--since", "soon"), 2, "since: "),
        (("moves", "--since", "2025-01-02", "--until", "2025-01-01"), 2, "since: "),
        (("moves", "--kind", "fired"), 2, "expected one of"),
        (("moves", "--gap", "-1"), 2, "--gap"),
        (("map", "acme", "--as-of", "yesterday-ish"), 2, "as_of: "),
        (("map", "acme", "--known-at", "soon"), 2, "known_at: "),
        (("map", "acme", "--known-at", "2025-01-01", "--position", "3"), 2, "position: "),
        (("map", "acme", "--position", "-1"), 2, "position: "),
        (("diff", "acme", "--from", "2025-13-01"), 2, "from: "),
        (("diff", "acme", "--known-to", "2025-13-01"), 2, "known-to: "),
        (("map", "acme", "--format", "xml"), 2, "--format"),
    ],
)
def test_a_question_that_cannot_be_answered_gets_one_sentence(
    incumbent: CommandLine, command: tuple[str, ...], code: int, says: str
) -> None:
    said = incumbent(*command, "--workspace", "W")
    assert (said.code, said.out) == (code, "")
    assert says in said.err


def test_what_facts_would_change_is_told_and_nothing_is_recorded(incumbent: CommandLine) -> None:
    tried = lines({"type": "person_left_role", "person": "p2", "role": "r2", "effective": "2025-03-01"})
    ask = ("what-if", "acme", "--workspace", "W", "--as-of", "2025-06-30", "--sections", "penetration")
    assert incumbent.ok(*ask, stdin=tried).out.splitlines()[1:8] == [
        "What would change as of 2025-06-30",
        "- Somebody p2 left as Post on 2025-03-01 (source: command line).",
        "- Somebody p2 is no longer on the map (source: command line).",
        "",
        "Penetration",
        "- no longer: All: 2 of 3 roles held, 0 of 2 people known, 0 covered",
        "- no longer: outside units: 2 of 3 roles held, 0 of 2 people known, 0 covered",
    ]
    behind = incumbent.ok(*ask, "--why", stdin=tried).out.partition("The facts behind it\n")[2]
    assert "Somebody p2" in behind
    assert "left" not in behind, "what is only tried is not recorded"
    assert holders(incumbent.ok("map", "acme", "--workspace", "W", "--format", "json").json, "r2") == ["p2"]
    erased = incumbent("what-if", "acme", "--workspace", "W", stdin=lines({"type": "person_erased", "person": "p2"}))
    assert (erased.code, erased.err) == (2, "facts: an erasure cannot be tried: it is for good\n")


def test_a_role_its_holders_a_person_and_a_questionnaire_are_drawn(incumbent: CommandLine) -> None:
    taken = {"type": "person_took_role", "person": "p1", "role": "r0", "effective": "[2025-02..2025-03]"}
    leaves = {"type": "person_left_role", "person": "p1", "role": "r0", "effective": "2025-07-01"}
    said = {"type": "job_crafted", "person": "p1", "role": "r0", "criteria": "Price", "effective": "2025-04-01"}
    knows = {"type": "link_rated", "person": "p1", "other": "p2", "strength": 7, "effective": "2025-04-01"}
    incumbent.ok("record", "--workspace", "W", stdin=lines(taken, said, leaves, knows))
    role, holders, person, asked = (
        incumbent.ok(*command, "--workspace", "W", "--as-of", "2025-06-30").out
        for command in (("role", "r0"), ("holders", "r0"), ("person", "p1"), ("questionnaire", "acme"))
    )
    assert role.splitlines() == [
        "Post (Acme), as of 2025-06-30: open",
        "  Somebody p1 since 2025-02 … 2025-03 (permanent)",
        "    criteria: Price",
    ]
    assert [line.split() for line in holders.splitlines()[2:]] == [
        ["2020-01-01", "2025-01-01", "Somebody", "p0", "permanent"],
        ["2025-01-01", "2025-02-01", "nobody", "vacant"],
        ["2025-02", "…", "2025-03", "2025-07-01", "Somebody", "p1", "permanent"],
        ["2025-07-01", "nobody", "vacant"],
    ]
    assert "  Post at Acme since 2025-02 … 2025-03" in person.splitlines()
    assert "  linked with Somebody p2: strength 7" in person.splitlines()
    gone = incumbent.ok("person", "p0", "--workspace", "W", "--as-of", "2025-06-30").out.splitlines()
    assert gone[1:] == ["  holds no role that we know of", "  Somebody p0 left as Post at Acme on 2025-01-01."]
    assert "  By what does Somebody p1 decide as Post? Price (by cli, 2025-04-01)" in asked.splitlines()
