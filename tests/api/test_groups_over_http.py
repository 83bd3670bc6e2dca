"""A global account over HTTP and on the command line."""

from typing import Any

import pytest

from tests.projections.told import clause

from .command_line import CommandLine, lines
from .conftest import World

Json = dict[str, Any]
FACTS: list[Json] = [
    *({"type": "organization_registered", "organization": id, "name": id.title()} for id in ("acme", "beta")),
    {
        "type": "organizations_related",
        "organization": "beta",
        "other": "acme",
        "relation": "parent",
        "effective": "2024-02-01",
    },
    {"type": "role_defined", "role": "ceo", "organization": "acme", "title": "CEO", "effective": None},
    {"type": "role_defined", "role": "md", "organization": "beta", "title": "Director", "effective": None},
]


def test_the_map_of_a_group_is_asked_for_on_both_clocks(world: World) -> None:
    client = world.client("read", "write")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    asked = "/v1/accounts/acme/map?scope=group&as_of=2024-03-01"
    answer = client.get(asked)
    group = answer.json()
    assert [(one["id"], one["below"]) for one in group["subsidiaries"]] == [("beta", "acme")]
    assert {role["id"]: role["organization"] for role in group["roles"]} == {"ceo": "acme", "md": "beta"}
    assert client.get(asked.replace("03-01", "01-01")).json()["subsidiaries"] == []
    assert client.get(f"{asked}&position=2").json()["subsidiaries"] == []
    assert client.get(asked, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    alone = client.get("/v1/accounts/acme/map?as_of=2024-03-01")
    assert alone.headers["ETag"] != answer.headers["ETag"]
    assert "subsidiaries" not in alone.json()


def test_what_cannot_be_asked_of_a_group_is_refused_with_its_name(world: World) -> None:
    client = world.client("read", "write")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    refused = client.get("/v1/accounts/acme/map?scope=group&fields=roles")
    assert (refused.status_code, refused.json()["field"]) == (422, "fields")
    assert client.get("/v1/accounts/acme/map?scope=world").status_code == 422
    assert client.get("/v1/accounts/nobody/map?scope=group").status_code == 404
    assert client.get("/v1/accounts/nobody/diff?scope=group").status_code == 404


def test_the_difference_of_a_group_names_what_came_to_it(world: World) -> None:
    client = world.client("read", "write")
    sent = client.post("/v1/facts", json=FACTS).json()["facts"]
    found = client.get("/v1/accounts/acme/diff?scope=group&from=2024-01-01&to=2024-03-01").json()["changes"]
    assert [(one["kind"], one["subject"], one["facts"]) for one in found] == [
        ("subsidiary", "beta", [sent[2]["id"]]),
        ("relation", "beta|acme", [sent[2]["id"]]),
        ("role", "md", [sent[2]["id"]]),
    ]
    assert clause(found[0]) == "Beta came to the group, below Acme."
    alone = client.get("/v1/accounts/acme/diff?from=2024-01-01&to=2024-03-01").json()["changes"]
    assert [one["kind"] for one in alone] == ["relation"]


def below(organization: str) -> list[Json]:
    """Something to do, somebody who leads and somebody new at an organization, all named after it."""
    role = {"role": f"r-{organization}", "level": "executive"}
    ours, theirs = f"c-{organization}", f"p-{organization}"
    return [
        {"type": "person_introduced", "person": ours, "name": "Cy", "ours": True},
        {"type": "person_introduced", "person": theirs, "name": "Ann"},
        {"type": "role_defined", **role, "organization": organization, "title": "Head", "effective": "2020"},
        {"type": "person_took_role", "person": theirs, "role": role["role"], "effective": "2024-02-20"},
        {"type": "culture_assessed", "organization": organization, "mix": {"consulting": 1}, "effective": "2024-02"},
        {"type": "coverage_assigned", "person": ours, "organization": organization, "part": "lead", "effective": None},
        {"type": "action_planned", "action": f"a-{organization}", "organization": organization, "objective": "See",
         "due": "2024-02-28", "effective": "2024-01-01"},
        {"type": "opportunity_opened", "opportunity": f"o-{organization}", "organization": organization, "name": "Sale",
         "value": {"amount": 10, "currency": "EUR"}, "stage": "proposal", "effective": "2024-02-10"},
    ]  # fmt: skip


def test_plans_remaps_and_freshness_of_a_group_are_those_of_its_organizations(world: World) -> None:
    client, asked = world.client("read", "write", "restricted"), "as_of=2024-03-01&since=2024-02-05"
    then = f"{asked}&known_then=2100-01-01"
    client.post("/v1/facts", json=[*FACTS, *below("acme"), *below("beta")]).raise_for_status()
    alone = [client.get(f"/v1/accounts/{id}/plan?{then}").json() for id in ("acme", "beta")]
    plan = client.get(f"/v1/accounts/acme/plan?{then}&scope=group").json()
    for part in ("actions", "coverage", "against"):
        assert sorted(map(str, plan[part])) == sorted(str(one) for each in alone for one in each[part]) != []
    (euros,) = plan["analysis"]["potential"]["currencies"]
    assert (euros["open"], euros["weighted"]) == (20, 10)
    remaps = client.get(f"/v1/accounts/acme/remaps?{asked}&scope=group").json()["remaps"]
    wanted = {(id, one["id"]) for id in ("acme", "beta")
              for one in client.get(f"/v1/accounts/{id}/remaps?{asked}").json()["remaps"]}  # fmt: skip
    assert {(one["account"]["id"], one["id"]) for one in remaps} == wanted
    assert {one["id"] for one in plan["remaps"]} == {id for _, id in wanted}
    fresh = client.get("/v1/accounts/acme/map?as_of=2024-03-01&scope=group&freshness=true").json()
    own = client.get("/v1/accounts/beta/map?as_of=2024-03-01&freshness=true").json()
    (beta,) = fresh["subsidiaries"]
    assert beta["freshness"] == own["account"]["freshness"]
    assert [one["holders"] for one in fresh["roles"] if one["id"] == "r-beta"] == [
        one["holders"] for one in own["roles"] if one["id"] == "r-beta"
    ]
    before = client.get("/v1/accounts/acme/plan?as_of=2024-01-20&since=2024-01-05&scope=group").json()
    assert [one["action"] for one in before["actions"]] == ["a-acme"]


def test_our_side_and_the_brief_of_a_group_are_those_of_its_organizations(world: World) -> None:
    client, asked = world.client("read", "write", "restricted"), "as_of=2024-03-01"
    plays = {"type": "team_role_played", "team_role": "innovator", "effective": "2024-01-01"}
    played = [plays | {"person": f"c-{id}", "organization": id} for id in ("acme", "beta")]
    client.post("/v1/facts", json=[*FACTS, *below("acme"), *below("beta"), *played]).raise_for_status()

    def parts(path: str, *names: str) -> list[list[Json]]:
        found = client.get(path).json()
        return [sorted(found[name], key=str) for name in names]

    brief = ["team", "coverage", "actions", "questionnaires"]
    for what, names in {**{name: [name] for name in brief}, "handover": brief}.items():
        alone = [parts(f"/v1/accounts/{id}/{what}?{asked}", *names) for id in ("acme", "beta")]
        each = [sorted([*acme, *beta], key=str) for acme, beta in zip(*alone, strict=True)]
        assert parts(f"/v1/accounts/acme/{what}?{asked}&scope=group", *names) == each
        assert [] not in each
    brief = client.get(f"/v1/accounts/acme/handover?{asked}&since=2024-01-15&scope=group").json()["text"]
    assert "Beta came to the group, below Acme" in brief
    fits = [client.get(f"/v1/accounts/acme/fit?{asked}{scope}").json() for scope in ("", "&scope=group")]
    assert [{one["person"] for one in fit["colleagues"]} for fit in fits] == [{"c-acme"}, {"c-acme", "c-beta"}]
    trend = client.get(f"/v1/accounts/acme/trend?{asked}&scope=group&property=people&every=month&why=true").json()
    points = [(one["date"], one["value"], len(one["why"])) for one in trend["series"][0]["points"]]
    assert points[-2:] == [("2024-02-29", 2, 2), ("2024-03-01", 2, 2)]
    assert points[-3] == ("2024-01-31", 0, 0)


def test_accounts_say_how_fresh_they_are_to_those_who_may_see_it(world: World) -> None:
    client = world.client("read", "write", "restricted")
    opened = {"type": "account_opened", "organization": "acme"}
    client.post("/v1/facts", json=[*FACTS, *below("acme"), opened]).raise_for_status()
    (acme,) = client.get("/v1/accounts?freshness=true").json()["accounts"]
    found = client.get("/v1/accounts/acme/analysis?sections=completeness").json()["completeness"]["elements"]
    assert acme["freshness"]["certain"] == {name: one["certain"] for name, one in found.items()}
    assert (acme["freshness"]["newest"] is None) == (acme["freshness"]["newest_age"] is None)
    hidden = world.client("read").get("/v1/accounts?freshness=true").json()
    assert "freshness" not in hidden["accounts"][0]
    assert "links" in hidden["withheld"]
    assert "freshness" not in client.get("/v1/accounts").json()["accounts"][0]


@pytest.fixture
def command_line(sqlite_url: str) -> CommandLine:
    line = CommandLine(sqlite_url)
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    line.ok("record", "--workspace", "w", stdin=lines(*FACTS))
    return line


def test_the_commands_take_a_group(command_line: CommandLine) -> None:
    asked = ("acme", "--workspace", "w", "--scope", "group")
    assert "Director" in command_line.ok("map", *asked, "--as-of", "2024-03-01").out
    told = command_line.ok("diff", *asked, "--from", "2024-01-01", "--to", "2024-03-01", "--json").json
    assert [one["kind"] for one in told["changes"]] == ["subsidiary", "relation", "role"]
    command_line.ok("record", "--workspace", "w", stdin=lines(*below("beta")))
    assert "See (overdue" in command_line.ok("plan", *asked, "--as-of", "2024-03-01").out
    assert "Beta: " in command_line.ok("remaps", *asked, "--as-of", "2024-03-01").out
    said = {"handover": "See (overdue", "coverage": "Beta", "actions": "See", "fit": "Cy", "team": "Played by nobody"}
    for command, says in {**said, "questionnaire": "Ann, Head", "trend account": "capital"}.items():
        assert says in command_line.ok(*command.split(), *asked, "--as-of", "2024-03-01").out
