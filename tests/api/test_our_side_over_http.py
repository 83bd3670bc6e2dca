"""Our side of an account over HTTP and on the command line: the team, actions, interactions."""

from typing import Any

import pytest

from api.examples.worked import STORY

from .command_line import CommandLine, lines
from .conftest import World

Json = dict[str, Any]
DAY = {"as_of": "2026-06-30"}


def test_the_team_says_who_plays_what_and_what_nobody_plays(world: World) -> None:
    world.told()
    (whole, plain) = (world.client(*scopes) for scopes in (("read", "restricted"), ("read",)))
    answer = whole.get("/v1/accounts/acme/team", params=DAY).json()
    (member,) = answer["team"]
    assert (member["name"], member["label"], member["degree"], member["fit"]) == (
        "Cy Hart", "Relationship lead", 8, "knows the house",
    )  # fmt: skip
    assert len(answer["missing"]) == 5
    assert [one["part"] for one in answer["coverage"]] == ["lead"]
    kept = plain.get("/v1/accounts/acme/team", params=DAY).json()
    assert ("fit" in kept["team"][0], "opinions" in kept["withheld"]) == (False, True)
    for path in ("/v1/facts?type=team_role_played", f"/v1/facts/{member['begun_by']}"):
        assert ("knows the house" in whole.get(path).text, "knows the house" in plain.get(path).text) == (True, False)


def test_what_the_links_did_after_an_action_was_done(world: World) -> None:
    world.told()
    whole, plain = (world.client(*scopes) for scopes in (("read", "restricted"), ("read",)))
    answer = whole.get("/v1/accounts/acme/actions", params={**DAY, "state": "done"}).json()
    (action,) = answer["actions"]
    (link,) = action["links"]
    assert (action["observed"], action["due"], action["done"]) == (
        "she asked for a second talk",
        "2026-05",
        "2026-05-12",
    )
    assert (link["name"], link["owner"], link["kind"]) == ("Cy Hart", True, "business")
    scores = ("tone", "strength", "desired")
    assert [[link[side].get(name) for name in scores] for side in ("before", "now")] == [[0, 2, 7], [1, 4, 7]]
    assert [(one["on"], one["tone"], one["strength"]) for one in link["changes"]] == [("2026-05-20", 1, 4)]
    then = whole.get("/v1/accounts/acme/actions", params={"as_of": "2026-05-15", "state": "done"}).json()
    assert then["actions"][0]["links"][0]["changes"] == []
    assert "links" not in plain.get("/v1/accounts/acme/actions", params={**DAY, "state": "done"}).json()["actions"][0]


def test_an_action_goes_from_open_to_due_to_overdue_and_may_be_blocked(world: World) -> None:
    client = world.told().client()
    blocked = {"type": "action_changed", "action": "act-2", "blocked": "no budget", "effective": "2026-06-20"}
    client.post("/v1/facts", json=blocked).raise_for_status()
    days = ("2026-06-19", "2026-06-26", "2026-07-03", "2026-07-04")
    told = [client.get("/v1/accounts/acme/actions", params={"as_of": day}).json() for day in days]
    found = [next(one for one in each["actions"] if one["action"] == "act-2") for each in told]
    assert [one["state"] for one in found] == ["open", "due", "due", "overdue"]
    assert [one.get("blocked") for one in found] == [None, *["no budget"] * 3]
    assert told[-1]["counts"] == {"open": 0, "due": 0, "overdue": 1, "done": 1, "blocked": 1}
    assert [one["state"] for one in told[-1]["actions"]] == ["overdue", "done"]


def test_a_person_and_an_opportunity_tell_of_what_is_planned_and_who_met(world: World) -> None:
    client = world.told().client()
    jane, cy = (client.get(f"/v1/people/{id}", params=DAY).json() for id in ("p-7k2m", "p-ours"))
    assert (jane["met"]["count"], jane["met"]["last"]["with"][0]["name"]) == (1, "Cy Hart")
    assert [one["action"] for one in jane["actions"]] == ["act-1"]
    assert [one["action"] for one in cy["own_actions"]] == ["act-2", "act-1"]
    assert [one["organization"] for one in cy["team_roles"]] == ["acme"]
    assert cy["met"]["with"][0]["name"] == "Jane Roe"
    sale = client.get("/v1/opportunities/o-1", params=DAY).json()
    assert ([one["action"] for one in sale["actions"]], len(sale["interactions"])) == (["act-1"], 1)


def test_the_gap_of_a_link_is_read_with_the_person_and_on_the_map(world: World) -> None:
    client = world.told().client()
    (link,) = client.get("/v1/people/p-ours/links", params=DAY).json()["links"]
    (shown,) = [
        one for one in client.get("/v1/accounts/acme/map", params=DAY).json()["links"] if one["kind"] == "business"
    ]
    assert [(one["desired"], one["strength"], one["gap"], one["purpose"]) for one in (link, shown)] == [
        (7, 4, 3, "to be asked first")
    ] * 2


def test_actions_come_in_pages_the_most_urgent_first_and_no_later_one_gets_between(world: World) -> None:
    client = world.told().client()
    late = {"type": "action_planned", "effective": "2026-06-01", "organization": "acme", "objective": "Call"}
    client.post("/v1/facts", json=[late | {"action": f"a-{day}", "due": f"2026-06-0{day}"} for day in (3, 1, 2)])
    asked: Json = {**DAY, "state": ["overdue", "due"], "soon": 7, "limit": 3}
    first = client.get("/v1/accounts/acme/actions", params=asked).json()
    client.post("/v1/facts", json=late | {"action": "a-9", "due": "2026-06-09"})
    second = client.get("/v1/accounts/acme/actions", params={**asked, "cursor": first["next"]}).json()
    assert [one["action"] for page in (first, second) for one in page["actions"]] == ["a-1", "a-2", "a-3", "act-2"]
    assert (second["next"], second["counts"]) == (None, first["counts"])


def test_interactions_come_in_pages_the_last_first(world: World) -> None:
    client = world.told().client()
    met = [
        {"type": "interaction_recorded", "effective": f"2026-06-{day:02}", "interaction": f"june-{day}",
         "people": ["p-ours", "p-7k2m"], "channel": "phone"}
        for day in (3, 1, 2)
    ]  # fmt: skip
    client.post("/v1/facts", json=met).raise_for_status()
    found: list[str] = []
    asked: Json = {**DAY, "limit": 3}
    for _ in range(2):
        page = client.get("/v1/people/p-7k2m/interactions", params=asked).json()
        found += [one["interaction"] for one in page["interactions"]]
        asked = {"limit": 3, "cursor": page["next"]}
    assert found == ["june-3", "june-2", "june-1", "i-1"]
    few = client.get("/v1/people/p-7k2m/interactions", params={**DAY, "days": 28}).json()
    assert (few["count"], few["with"][0]["count"]) == (1, 1)


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        ({"type": "action_planned", "organization": "acme"}, "objective"),
        ({"type": "action_planned", "organization": "acme", "objective": "x", "due": "soon"}, "due"),
        ({"type": "action_changed", "action": "act-2"}, "organization"),
        ({"type": "action_done", "action": "act-2"}, "observed"),
        ({"type": "action_done", "action": "none", "observed": "x"}, "action"),
        ({"type": "interaction_recorded", "people": [], "channel": "phone"}, "people"),
        ({"type": "interaction_recorded", "people": ["nobody"], "channel": "phone"}, "people"),
        (
            {"type": "team_role_played", "person": "p-ours", "organization": "acme", "team_role": "x", "degree": 11},
            "degree",
        ),
    ],
)
def test_a_fact_that_does_not_fit_is_refused_with_its_field(sqlite_world: World, fact: Json, field: str) -> None:
    refused = sqlite_world.told().client().post("/v1/facts", json=fact)
    assert (refused.status_code, refused.json()["field"]) == (422, field)


def test_a_team_role_outside_the_vocabulary_that_was_set_is_refused(sqlite_world: World) -> None:
    client = sqlite_world.told().client()
    terms = [{"term": "hunter", "label": "Hunter"}]
    set_ = {"type": "vocabulary_set", "vocabulary": "team_role", "terms": terms, "effective": "2026-06-01"}
    played = {"type": "team_role_played", "person": "p-ours", "organization": "acme", "effective": "2026-06-02"}
    client.post("/v1/facts", json=set_).raise_for_status()
    answers = [client.post("/v1/facts", json={**played, "team_role": role}) for role in ("innovator", "hunter")]
    assert [one.status_code for one in answers] == [422, 201]
    assert answers[0].json()["field"] == "team_role"


def test_texts_go_with_whoever_is_erased_and_what_happened_stays(world: World) -> None:
    world.told().client("admin").post("/v1/people/p-7k2m/erase").raise_for_status()
    client = world.client()
    met = client.get("/v1/accounts/acme/interactions", params=DAY).json()["interactions"]
    assert [("topic" in one, one["day"]) for one in met] == [(False, "2026-05-12")]
    found = {one["action"]: one for one in client.get("/v1/accounts/acme/actions", params=DAY).json()["actions"]}
    assert not {"objective", "expected", "observed"} & found["act-1"].keys()
    assert found["act-2"]["objective"] == "Map the new team in Finance"


@pytest.fixture
def command_line(sqlite_url: str) -> CommandLine:
    line = CommandLine(sqlite_url)
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    line.ok("record", "--workspace", "w", stdin=lines(*STORY))
    return line


def test_the_commands_show_it(command_line: CommandLine) -> None:
    asked = ("acme", "--workspace", "w", "--as-of", "2026-06-30")
    drawn = (command_line.ok(name, *asked).out for name in ("team", "actions", "interactions"))
    team, actions, met = (" ".join(text.split()) for text in drawn)
    assert "Relationship lead" in team
    assert "Played by nobody: Results driver, Innovator" in team
    assert "Map the new team in Finance" in actions
    assert "Jane Roe" in met
    assert command_line.ok("actions", *asked, "--json").json["counts"]["done"] == 1
