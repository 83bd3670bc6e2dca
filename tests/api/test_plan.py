"""The plan of an account: potential against present, what is to be done, and what became of earlier plans."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.conftest import DATABASES

from .command_line import CommandLine, lines
from .conftest import World, worlds
from .test_analysis_over_http import FACTS

Json = dict[str, Any]
THEN, NOW = {"effective": "2026-01-05"}, {"effective": "2026-05-05"}
SALE: Json = {"opportunity": "o-1"}
PLANNED: list[Json] = [
    {"type": "account_opened", "organization": "acme"},
    {"type": "account_assessed", "organization": "acme", "potential": 900, "goals": "Two divisions", **THEN},
    {"type": "account_assessed", "organization": "acme", "revenue": {"amount": 300, "currency": "EUR"}, **THEN},
    {
        "type": "opportunity_opened",
        **SALE,
        "organization": "acme",
        "name": "Renewal",
        "value": {"amount": 50, "currency": "EUR"},
        "closes": "2026-04",
        **THEN,
    },
    {"type": "link_rated", "person": "bob", "other": "cy", "desired": 8, **THEN},
    {"type": "link_rated", "person": "ann", "other": "cy", "strength": 1, "desired": 5, **THEN},
    {
        "type": "action_planned",
        "action": "a-1",
        "organization": "acme",
        "objective": "Meet Ann",
        "due": "2026-02",
        **THEN,
    },
    {"type": "action_planned", "action": "a-2", "organization": "acme", "objective": "Offer", "due": "2026-08", **THEN},
    {"type": "action_planned", "action": "a-3", "organization": "acme", "objective": "Visit", "due": "2026-03", **THEN},
    {"type": "team_role_played", "person": "cy", "organization": "acme", "team_role": "innovator", "degree": 3, **THEN},
    {"type": "interaction_recorded", "people": ["bob", "cy"], "channel": "visit", "effective": "2026-01-10"},
    {"type": "interaction_recorded", "people": ["ann", "cy"], "channel": "call", "effective": "2026-07-05"},
]
BECAME: list[Json] = [
    {"type": "account_assessed", "organization": "acme", "goals": "One division", **NOW},
    {"type": "opportunity_changed", **SALE, "value": {"amount": 70, "currency": "EUR"}, **NOW},
    {"type": "link_rated", "person": "bob", "other": "cy", "strength": 9, **NOW},
    {"type": "action_done", "action": "a-1", "observed": "She came", "effective": "2026-03-03"},
    {"type": "action_changed", "action": "a-2", "due": "2026-09", **NOW},
]
ASKED = "/v1/accounts/acme/plan?as_of=2026-06-30&since=2026-02-01&known_then=2098-01-01"
SENTENCES = [
    "Ann and Cy were to come to a strength of 5, and are still at 1.",
    "Bob and Cy were to come to a strength of 8, and have come to 9.",
    "“Meet Ann” was planned by 2026-02, and was done on 2026-03-03 (late).",
    "“Offer” was planned by 2026-08, and is now to be done by 2026-09.",
    "“Visit” was planned by 2026-03, and is not done.",
    "The goals were “Two divisions”, and are “One division” now.",
    "“Renewal” was to close in 2026-04, and is still open.",
    "“Renewal” was to be worth 50 EUR, and is worth 70 EUR now.",
]


@pytest.fixture(scope="module", params=DATABASES)
def planned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """What was planned is recorded before what became of it; both today, so that nothing of it was known on the day.

    Tests only read it: one world of each kind is enough.
    """
    with ExitStack() as opened:
        if request.param == "sqlite":
            path = tmp_path_factory.mktemp("planned") / "store"
            shutil.copytree(request.getfixturevalue("sqlite_template").parent, path)
            url = f"sqlite:///{path}/incumbent.db"
        else:
            cluster = request.getfixturevalue("cluster")
            url = opened.enter_context(cluster.database(request.getfixturevalue("postgres_template")))
        for world in worlds(url):
            client = world.client("read", "write", "restricted")
            for some in (FACTS, PLANNED, BECAME):
                client.post("/v1/facts", json=some).raise_for_status()
            yield world


def reader(world: World) -> TestClient:
    return world.client("read", "restricted")


def test_what_stood_planned_against_what_is_with_the_facts_behind_each_difference(planned: World) -> None:
    client = reader(planned)
    answer = client.get(ASKED).json()
    assert sorted(one["sentence"] for one in answer["against"]) == sorted(SENTENCES)
    states = {one["sentence"]: one["state"] for one in answer["against"]}
    assert [states[said] for said in SENTENCES] == [
        "short", "met", "met", "moved", "missed", "changed", "missed", "changed",
    ]  # fmt: skip
    goals = next(one for one in answer["against"] if one["property"] == "goals")
    types = [client.get(f"/v1/facts/{id}").json()["goals"] for id in goals["facts"]]
    assert sorted(types) == ["One division", "Two divisions"]
    as_known_then = client.get("/v1/accounts/acme/plan?as_of=2026-06-30&since=2026-02-01").json()
    assert as_known_then["against"] == []


def test_a_plan_known_before_what_became_of_it_was_recorded_differs_in_nothing_yet(planned: World) -> None:
    client = reader(planned)
    position = len(FACTS) + len(PLANNED)
    answer = client.get(f"{ASKED}&position={position}").json()
    assert {one["state"] for one in answer["against"]} == {"short", "missed"}


def test_what_the_account_could_be_and_whom_to_meet(planned: World) -> None:
    answer = reader(planned).get(ASKED).json()
    found = answer["analysis"]
    assert found["potential"]["share"] == 0.3333
    assert found["potential"]["currencies"][0]["open"] == 70
    assert [(one["person"], one["state"], one["due"]) for one in found["meetings"]] == [
        ("ann", "overdue", None),
        ("bob", "overdue", "2026-04-10"),
    ]
    assert [one["day"] for one in answer["coming"]] == ["2026-07-05"]
    assert [one["below"] for one in found["team"]["played"]] == [True]
    assert found["growth"]["links"][0]["why"]
    text = answer["text"].splitlines()
    assert text[0] == "# Plan of Acme, as of 2026-06-30"
    assert "- The revenue is 33% of the potential" in text
    assert "- 2026-07-05, call, Ann, Cy" in text


def test_without_the_scope_the_plan_tells_what_is_open_to_all(planned: World) -> None:
    answer = planned.client("read").get(ASKED).json()
    assert set(answer["analysis"]) == {"potential"}
    assert {"links", "growth"} <= {*answer["withheld"]}
    assert not [one for one in answer["against"] if one["kind"] == "desired_strength"]


def test_plans_are_of_an_earlier_day_and_a_refusal_names_the_parameter(planned: World) -> None:
    client = reader(planned)
    for asked, field in (("since=2026-06-30", "since"), ("since=x", "since"), ("known_then=x", "known_then")):
        refused = client.get(f"/v1/accounts/acme/plan?as_of=2026-06-30&{asked}")
        assert (refused.status_code, refused.json()["field"]) == (422, field)


def test_every_value_of_an_assessment_keeps_its_past_on_reads_and_in_differences(planned: World) -> None:
    client = reader(planned)
    before, after = (
        client.get(f"/v1/organizations/acme?as_of={day}").json()["account"]["assessment"]
        for day in ("2026-02-01", "2026-06-30")
    )
    assert {name: said["since"] for name, said in after.items()} == {
        "potential": "2026-01-05",
        "revenue": "2026-01-05",
        "goals": "2026-05-05",
    }
    assert before["goals"]["value"] == "Two divisions"
    (change,) = (
        one
        for one in client.get("/v1/accounts/acme/diff?from=2026-02-01&to=2026-06-30").json()["changes"]
        if one["property"] == "goals"
    )
    assert (change["before"], change["after"]) == ("Two divisions", "One division")
    assert client.get("/v1/accounts/acme/map?as_of=2026-02-01").json()["account"]["goals"] == "Two divisions"


def test_remap_proposals_page_by_account_and_ask_nothing_that_is_withheld(planned: World) -> None:
    client = planned.client("read", "write", "restricted")
    mine = client.get("/v1/accounts/acme/remaps?as_of=2026-06-30").json()["remaps"]
    told = {(one["kind"], draw["what"]) for one in mine for draw in one["draw"]}
    assert told == {
        ("new_opportunity", "buying_center"),
        ("new_opportunity", "unit_concerned"),
    }
    assert {client.get(f"/v1/facts/{id}").json()["type"] for one in mine for id in one["facts"]} == {
        "opportunity_opened"
    }
    page = client.get("/v1/remaps?as_of=2026-06-30&limit=1").json()
    assert [one["account"]["id"] for one in page["remaps"]] == ["acme"]
    after = client.get("/v1/remaps", params={"limit": 1, "cursor": page["next"]}).json()
    assert (after["remaps"], after["next"], after["as_of"]) == ([], None, "2026-06-30")
    assert "links" in planned.client("read").get("/v1/remaps?as_of=2026-06-30").json()["withheld"]


def test_the_commands_print_it(sqlite_url: str) -> None:
    line = CommandLine(sqlite_url)
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    line.ok("record", "--workspace", "w", stdin=lines(*FACTS, *PLANNED, *BECAME))
    asked = (
        "plan",
        "acme",
        "--workspace",
        "w",
        "--as-of",
        "2026-06-30",
        "--since",
        "2026-02-01",
        "--known-then",
        "2098-01-01",
    )
    assert "## What became of the plans of 2026-02-01" in line.ok(*asked).out
    assert {"link_rated", "action_planned"} <= {
        one["type"] for one in line.ok(*asked, "--why", "--json").json["facts_behind"]
    }
    remaps = line.ok("remaps", "acme", "--workspace", "w", "--as-of", "2026-06-30").out.splitlines()
    assert remaps[:2] == ['"Renewal" was opened on 2026-01-05.', '  who plays which part in "Renewal" (unknown)']
    assert remaps[0] in line.ok("remaps", "--workspace", "w", "--as-of", "2026-06-30").out
    given = '{"potential": {"stages": {"offer": 2}}}'
    refused = line(*asked, "--parameters", given)
    assert refused.code != 0
    assert "stages" in refused.err
