"""An account's analysis over HTTP and on the command line."""

from typing import Any

from domain.analysis.sections import NAMES

from .command_line import CommandLine, lines
from .conftest import World

Json = dict[str, Any]
FACTS: list[Json] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme"},
    {"type": "role_defined", "role": "ceo", "organization": "acme", "title": "CEO", "effective": None},
    {"type": "role_defined", "role": "cfo", "organization": "acme", "title": "CFO", "effective": None},
    {"type": "person_introduced", "person": "ann", "name": "Ann"},
    {"type": "person_introduced", "person": "bob", "name": "Bob"},
    {"type": "person_introduced", "person": "cy", "name": "Cy", "ours": True},
    {"type": "person_took_role", "person": "ann", "role": "ceo", "effective": "2020"},
    {"type": "person_took_role", "person": "bob", "role": "cfo", "effective": "2020"},
    {"type": "link_rated", "person": "bob", "other": "cy", "tone": 1, "strength": 6, "effective": "2021"},
]


def test_the_matrix_of_a_past_day_and_of_now(world: World) -> None:
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    before = client.get("/v1/accounts/acme/analysis?sections=coverage&as_of=2020-06-01").json()
    now = client.get("/v1/accounts/acme/analysis?sections=coverage&why=true").json()
    assert before["coverage"]["unknown"] == ["ann", "bob"]
    assert now["coverage"]["unknown"] == ["ann"]
    ((link,),) = (one["links"] for one in now["coverage"]["people"] if one["links"])
    assert client.get(f"/v1/facts/{link['why'][0]}").json()["type"] == "link_rated"


def test_a_section_says_the_same_alone_as_beside_all_others(world: World) -> None:
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    whole = client.get("/v1/accounts/acme/analysis").json()
    for name in NAMES:
        assert client.get(f"/v1/accounts/acme/analysis?sections={name}").json()[name] == whole[name]


def test_without_the_scope_what_follows_from_links_is_named_and_left_out(world: World) -> None:
    world.client("write").post("/v1/facts", json=FACTS).raise_for_status()
    answer = world.client("read").get("/v1/accounts/acme/analysis?sections=coverage").json()
    assert "coverage" not in answer
    assert "coverage" in answer["withheld"]


def test_an_unknown_section_or_parameter_is_refused_by_name(world: World) -> None:
    client = world.client("read", "write")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    for asked, field in (("sections=covrage", "sections"), ('parameters={"coverage":{"known":1}}', "parameters")):
        answer = client.get(f"/v1/accounts/acme/analysis?{asked}")
        assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert "did you mean coverage" in client.get("/v1/accounts/acme/analysis?sections=covrage").json()["detail"]


def test_relations_are_analyzed_at_both_clocks_with_the_facts_behind_them(world: World) -> None:
    client = world.client("read", "write", "restricted")
    lines = [{"type": "role_restructured", "role": "cfo", "reports_to": "ceo", "effective": "2020"}]
    good = [{"type": "link_rated", "person": "bob", "other": "ann", "tone": 2, "strength": 8, "effective": "2022"}]
    client.post("/v1/facts", json=[*FACTS, *lines, *good]).raise_for_status()
    asked = "/v1/accounts/acme/analysis?sections=influence,single_points,ways,strengthen,informal&why=true"
    now, before = client.get(asked).json(), client.get(f"{asked}&as_of=2021-06-01").json()
    assert [one["person"] for one in now["influence"]["people"]] == ["ann", "bob"]
    facts = {id for one in now["influence"]["people"][0]["from"] for id in one["why"]}
    assert {client.get(f"/v1/facts/{id}").json()["type"] for id in facts} == {"role_restructured", "link_rated"}
    assert [one["person"] for one in now["single_points"]["people"]] == ["cy", "bob"]
    assert [one["person"] for one in before["single_points"]["people"]] == ["cy"]
    assert [one["person"] for one in now["ways"]["ways"][0]["ways"][0]["people"]] == ["cy", "bob", "ann"]
    assert before["ways"]["ways"][0]["ways"] == []
    assert now["strengthen"]["coverage"] > 0
    assert (before["informal"]["lines"][0]["tone"], now["informal"]["lines"]) == ("unknown", [])


def test_a_weight_that_cannot_be_is_refused_by_name(world: World) -> None:
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    for given in ('{"influence":{"damping":2}}', '{"influence":{"kinds":{"advice":-1}}}'):
        answer = client.get("/v1/accounts/acme/analysis", params={"parameters": given})
        assert (answer.status_code, answer.json()["field"]) == (422, "parameters")
    line = {"type": "role_restructured", "role": "cfo", "reports_to": "ceo", "effective": "2020"}
    client.post("/v1/facts", json=line).raise_for_status()
    endless = '{"influence":{"damping":1,"attention":0.5}}'
    answer = client.get("/v1/accounts/acme/analysis", params={"parameters": endless})
    assert (answer.status_code, answer.json()["field"]) == (422, "damping")


def test_the_command_says_it_in_words(sqlite_url: str) -> None:
    line = CommandLine(sqlite_url)
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    line.ok("record", "--workspace", "w", stdin=lines(*FACTS))
    assert line.ok("analysis", "acme", "--workspace", "w", "--sections", "coverage").out.splitlines() == [
        "",
        "Coverage",
        "  1 of 2 people here are known to 1 of ours",
        "  The highest role known to us: CFO (Bob); that there is: CEO (Ann)",
        "  Nobody of us knows Ann",
    ]
    assert line.ok("analysis", "acme", "--workspace", "w", "--json").json["coverage"]["unknown"] == ["ann"]


def test_answering_a_question_raises_its_element_and_drops_it(world: World) -> None:
    """As long as there are questions about somebody, each is answered by the fact that it names."""
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    answers = {
        "power": 5,
        "sources": ["trust"],
        "motivations": "to be heard",
        "reports_to": "ceo",
        "tone": 1,
        "strength": 2,
        "priorities": "Cash",
        "criteria": "Price",
        "partner_preferences": "Few",
    }
    came = {"type": "person_took_role", "person": "ann", "role": "ceo"}
    client.post("/v1/facts", json=came).raise_for_status()
    asked = _questions(client)
    for _ in range(20):
        found = next((one for one in asked["questions"] if one["field"] in answers), None)
        if found is None:
            break
        told = {"type": found["fact"], **found["about"], found["field"]: answers[found["field"]]}
        also = {"power": 5} if found["field"] == "sources" else {}
        client.post("/v1/facts", json=told | also).raise_for_status()
        after = _questions(client)
        grown = [(one["elements"] | {"new_holders": one["new_holders"]})[found["element"]] for one in (asked, after)]
        assert grown[1]["known"] == grown[0]["known"] + ("stated" not in found)
        assert grown[1]["certain"] > grown[0]["certain"]
        assert found["question"] not in [one["question"] for one in after["questions"]]
        asked = after
    assert asked["new_holders"]["share"] == 1
    assert asked["elements"]["hierarchy"]["share"] == asked["elements"]["hierarchy"]["certain"] == 1


def _questions(client: Any) -> Json:
    found: Json = client.get("/v1/accounts/acme/analysis?sections=completeness").json()["completeness"]
    return found


def test_a_group_is_analyzed_with_all_below_it(world: World) -> None:
    client = world.client("read", "write", "restricted")
    under = {"organization": "acme-fr", "other": "acme", "relation": "parent", "effective": "2019"}
    below: list[Json] = [
        {"type": "organization_registered", "organization": "acme-fr", "name": "Acme France"},
        {"type": "organizations_related", **under},
        {"type": "role_defined", "role": "fr", "organization": "acme-fr", "title": "Head of France", "effective": None},
        {"type": "person_introduced", "person": "flo", "name": "Flo"},
        {"type": "person_took_role", "person": "flo", "role": "fr", "effective": "2020"},
        {"type": "coverage_assigned", "person": "cy", "organization": "acme-fr", "part": "lead", "effective": "2021"},
    ]
    client.post("/v1/facts", json=[*FACTS, *below]).raise_for_status()
    alone = client.get("/v1/accounts/acme/analysis?sections=coverage").json()["coverage"]
    group = client.get("/v1/accounts/acme/analysis?sections=coverage&scope=group&why=true").json()["coverage"]
    assert [one["person"] for one in alone["people"]] == ["ann", "bob"]
    covered = {one["person"]: [by["covered"]["id"] for by in one["covered_by"]] for one in group["people"]}
    assert covered == {"ann": [], "bob": [], "flo": ["acme-fr"]}


def test_who_is_needed_for_an_open_opportunity_until_it_is_closed(world: World) -> None:
    client = world.client("read", "write", "restricted")
    selling: list[Json] = [
        {"type": "opportunity_opened", "opportunity": "o", "organization": "acme", "name": "New", "effective": "2022"},
        {"type": "buying_role_assigned", "person": "ann", "opportunity": "o", "buying_role": "decider"},
    ]
    client.post("/v1/facts", json=[*FACTS, *selling]).raise_for_status()
    asked = "/v1/accounts/acme/analysis?sections=opportunities"
    (found,) = client.get(asked).json()["opportunities"]
    assert [one["person"] for one in found["needed_network"]["deciders"]] == ["ann"]
    assert found["needed_network"]["gaps"] == ["ann"]
    closed = {"type": "opportunity_closed", "opportunity": "o", "outcome": "won", "effective": "2024"}
    client.post("/v1/facts", json=closed).raise_for_status()
    assert client.get(asked).json()["opportunities"] == []
    assert len(client.get(f"{asked}&as_of=2023-01-01").json()["opportunities"]) == 1
