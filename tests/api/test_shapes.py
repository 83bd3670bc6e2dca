"""The description of every answer and the answers themselves have the same fields, no more and no less."""

from collections.abc import Iterator
from typing import Any

from starlette.testclient import TestClient

from api.examples.worked import TOOK

from .conftest import THEIRS, World
from .encounters import FITTING, LEADING, STORY, took
from .operations import DOCUMENTS, STREAMS, Operation, operations
from .shapes import Shapes

Json = dict[str, Any]
# With every scope, and without `restricted`.
CALLERS = (("admin",), ("read", "write"))
LED = ({"unit": "u-led"}, {"other": "p-7k2m"})
ASSESSED = {"potential": 900, "revenue": {"amount": 300, "currency": "EUR"}, "goals": "Grow"}
UNASKED = {*STREAMS, "revoke_key", "person_export", "alerts_atom", *DOCUMENTS}


def nominated(client: TestClient) -> Iterator[tuple[str, Json]]:
    """A nomination with candidates, accepted, revised, and undone after others touched what it had become."""
    told = {"feed": "wire", "entry": "1", "person_name": "Joe Doe", "kind": "joined", "starts": "2026-05"}
    (reported,) = client.post("/v1/nominations", json=told).json()["nominations"]
    id = reported["nomination"]
    candidate = {"kind": "person", "id": "p-7k2m", "score": 0.1, "reasons": ["same initial"]}
    unsure = {"kind": "person_below", "least": 0.95}
    matched = {"type": "nomination_matched", "nomination": id, "candidates": [candidate], "unsure": [unsure]}
    client.post("/v1/facts", json=matched)
    yield "Nominations", client.get("/v1/nominations?state=matched").json()
    yield "Nomination", client.get(f"/v1/nominations/{id}").json()
    choice = {"person": "create", "role": "create", "organization": "acme", "role_title": "Head of Ice"}
    accepted = client.post(f"/v1/nominations/{id}/accept", json=choice).json()["nomination"]
    role, person, took = accepted["facts"]
    client.post("/v1/facts", json={"type": "power_assessed", "person": accepted["person"], "role": "r-ceo", "power": 1})
    client.post("/v1/facts", json={"type": "fact_withdrawn", "fact": role})
    client.post("/v1/facts", json={"type": "fact_corrected", "fact": took, "replacement": {"effective": "2026-06"}})
    yield "Outcomes", client.post("/v1/nominations", json={**told, "starts": "2026-07"}).json()
    yield "Nominations", client.get("/v1/nominations", params={"person": accepted["person"]}).json()
    yield "Nomination", client.get(f"/v1/nominations/{id}").json()
    undone = client.post(f"/v1/nominations/{id}/undo").json()
    assert (undone["already_withdrawn"], undone["corrected"], undone["kept"][0]["fact"]) == ([role], [took], person)
    yield "Decided", undone


def alerted(client: TestClient) -> Iterator[tuple[str, Json]]:
    """An alert of which everything is known that may be."""
    about = {"account": "acme", "organization": "acme", "role": "r-cfo", "person": "p-7k2m", "sources": [TOOK]}
    raised = {"type": "alert_raised", "alert": "a-9", "rule": "champion_left", "day": "2099-01-01", "severity": "low"}
    moved = {"type": "alert_revised", "alert": "a-9", "starts": "2099-01", "effects": {"steps": ["find_champion"]}}
    due = {"type": "alert_reminded", "alert": "a-9", "day": "2099-01-01"}
    sent = client.post("/v1/facts", json=[{**raised, **about}, moved, due]).json()["facts"]
    client.post("/v1/alerts/a-9/assign", json={"person": "p-2c8d"}).raise_for_status()
    client.post("/v1/facts", json={"type": "value_erased", "fact": sent[1]["id"]}).raise_for_status()
    snoozed = client.post("/v1/alerts/a-9/snooze", json={"until": "+7d"}).json()
    yield "Acted", snoozed
    yield "AlertWithHistory", snoozed["alert"]
    yield "Alerts", client.get("/v1/alerts?state=snoozed").json()
    yield "Digest", client.get("/v1/alerts/digest?person=p-2c8d").json()


def covered(client: TestClient) -> Iterator[tuple[str, Json]]:
    """Who covers whom and in which words, of which nothing is sure."""
    about, unsure = (
        {"person": "p-ours", "unit": "u-fin", "part": "backup"},
        {"effective": "2026", "certainty": "probable"},
    )
    rule = {"through": "p-ours", "unit": "u-fin"}
    terms = [{"term": "for", "label": "For", "rank": 2}, {"term": "against", "label": "Against", "weight": 1}]
    sent = [
        {"type": "coverage_assigned", **about, **unsure},
        {"type": "coverage_ended", **about, "effective": "2027"},
        {"type": "contact_rule_set", **rule, **unsure, "reason": "as asked"},
        {"type": "contact_rule_ended", **rule, "effective": "2027"},
        {"type": "vocabulary_set", "vocabulary": "attitude", "terms": terms, **unsure},
    ]
    answer = client.post("/v1/facts", json=sent)
    assert answer.status_code == 201, answer.text
    yield "Coverage", client.get("/v1/accounts/acme/coverage?as_of=2026-06-30").json()
    yield "Vocabularies", client.get("/v1/vocabularies?as_of=2026-06-30").json()
    yield "Person", client.get("/v1/people/p-ours").json()


def related(client: TestClient) -> Iterator[tuple[str, Json]]:
    """An account where everything is found that relations show."""
    day = {"effective": "2026-01"}
    ours = {"type": "link_rated", "person": "p-ours", **day}
    sent = [
        {"type": "person_introduced", "person": "p-boss", "name": "Bo Roe"},
        {"type": "person_introduced", "person": "p-peer", "name": "Pia Poe"},
        {"type": "unit_defined", "unit": "u-ops", "organization": "acme", "name": "Operations"},
        {"type": "role_defined", "role": "r-coo", "organization": "acme", "title": "COO", **day},
        {"type": "role_restructured", "role": "r-coo", "unit": "u-ops", "reports_to": "r-ceo", **day},
        {"type": "person_took_role", "person": "p-boss", "role": "r-ceo", **day},
        {"type": "person_took_role", "person": "p-peer", "role": "r-coo", **day},
        {**ours, "other": "p-7k2m", "tone": 0, "strength": 3, "desired": 8},
        {"type": "link_rated", "person": "p-7k2m", "other": "p-peer", "tone": 2, "strength": 8, **day},
        {
            "type": "link_rated",
            "person": "p-7k2m",
            "other": "p-peer",
            "kind": "mentor",
            "directed": True,
            "tone": 1,
            **day,
        },
        {"type": "link_rated", "person": "p-peer", "other": "p-boss", "tone": -1, "strength": 8, **day},
        {"type": "unit_defined", "unit": "u-led", "organization": "acme", "name": "Led"},
        *({"type": "coverage_assigned", "person": "p-ours", **one, "part": "lead", **day} for one in LED),
        {"type": "account_assessed", "organization": "acme", **ASSESSED, **day},
        {"type": "opportunity_changed", "opportunity": "o-1", "unit": "u-ops", "stage": "offer", **day},
    ]
    answer = client.post("/v1/facts", json=sent)
    assert answer.status_code == 201, answer.text
    yield "Analysis", client.get("/v1/accounts/acme/analysis?as_of=2026-06-30&why=true").json()
    yield "Analysis", client.get("/v1/accounts/acme/analysis?sections=opportunities&why=true").json()
    yield "OpportunityAnalysis", client.get("/v1/opportunities/o-1/analysis?as_of=2026-06-30&why=true").json()
    yield "Map", client.get("/v1/accounts/acme/map?freshness=true&why=true").json()
    yield "PersonTrend", client.get("/v1/people/p-7k2m/trend").json()
    yield "Analysis", client.get("/v1/accounts/acme/analysis?sections=completeness&as_of=2029-06-30").json()
    few = {"sections": "team", "parameters": '{"team": {"leads_at_most": 1}}'}
    yield "Analysis", client.get("/v1/accounts/acme/analysis", params=few | {"as_of": "2026-06-30"}).json()


def described(client: TestClient) -> Iterator[tuple[str, Json]]:
    """An organization of which everything is told and nothing is sure, and a group."""
    unsure: Json = {"effective": "2026", "certainty": "probable"}
    above = {"organization": "o-9", "other": "acme", "relation": "parent"}
    sent = [
        {"type": "organization_registered", "organization": "o-9", "name": "Nine", **unsure},
        {"type": "organization_registered", "organization": "o-8", "name": "Eight", "kind": "ourselves"},
        {"type": "organization_registered", "organization": "o-7", "name": "Seven", **unsure},
        {"type": "organization_records_merged", "kept": "o-9", "duplicate": "o-7"},
        {"type": "alias_recorded", "organization": "o-9", "alias": "The Nine", "effective": "2026"},
        {"type": "account_opened", "organization": "o-9", **unsure},
        {"type": "account_assessed", "organization": "o-9", "potential": "high", **unsure},
        {"type": "organizations_related", **above, **unsure},
        {"type": "organizations_unrelated", **above, "effective": "2027"},
        {"type": "organizations_related", "organization": "o-9", "other": "o-8", "relation": "supplier", **unsure},
        {"type": "organization_restructured", "originals": ["o-9"], "results": ["acme"], "kind": "merger", **unsure},
    ]
    answer = client.post("/v1/facts", json=sent)
    assert answer.status_code == 201, answer.text
    yield "Organization", client.get("/v1/organizations/o-9?as_of=2026-06-30&why=true").json()
    yield "Organization", client.get("/v1/organizations/acme?as_of=2026-06-30").json()
    yield "Map", client.get("/v1/accounts/acme/map?as_of=2026-06-30&scope=group").json()
    yield "AccountRemaps", client.get("/v1/accounts/acme/remaps?since=2000-01-01&scope=group").json()


def dealt(client: TestClient) -> Iterator[tuple[str, Json]]:
    """The team, actions and interactions of which nothing is sure and everything is told."""
    unsure: Json = {"effective": "2026", "certainty": "probable"}
    played = {"person": "p-ours", "organization": "acme", "team_role": "innovator"}
    planned = {"action": "act-9", "organization": "acme", "person": "p-7k2m", "owner": "p-ours", "opportunity": "o-1"}
    texts = {"objective": "Win", "expected": "more", "due": "2026-08"}
    rated = {
        "type": "link_rated",
        "person": "p-ours",
        "other": "p-7k2m",
        "kind": "golf",
        "desired": 5,
        "directed": True,
    }
    sent = [
        {"type": "team_role_played", **played, "degree": 3, "fit": "new ideas", **unsure},
        {"type": "team_role_ended", **played, "effective": "2027"},
        {"type": "action_planned", **planned, **texts, **unsure},
        {"type": "action_changed", "action": "act-9", "blocked": "no budget", "effective": "2026"},
        {**rated, "tone": 1, "strength": 3, "effective": "2026-06-20"},
        {"type": "action_planned", **planned, **texts, "action": "act-8", "effective": "2026-06-01"},
        {"type": "attitude_changed", "person": "p-2c8d", "opportunity": "o-1", "attitude": 1, "effective": "2026"},
        {"type": "action_done", "action": "act-8", "observed": "much", "effective": "2026-06-10"},
        {"type": "interaction_recorded", "people": ["p-ours"], "channel": "phone", "opportunity": "o-1", **unsure},
    ]
    answer = client.post("/v1/facts", json=sent)
    assert answer.status_code == 201, answer.text
    for name, path in (("Team", "team"), ("Actions", "actions"), ("AccountInteractions", "interactions")):
        yield name, client.get(f"/v1/accounts/acme/{path}?as_of=2026-06-30").json()
    yield "Opportunity", client.get("/v1/opportunities/o-1").json()


def succeeded(client: TestClient) -> Iterator[tuple[str, Json]]:
    """A post that became another, and what to ask whoever came there."""
    post, came = {"role": "r-old", "effective": "2020"}, {"role": "r-new", "effective": "2026-05"}
    sent = [
        {"type": "role_defined", "organization": "acme", "title": "Old post", **post},
        {"type": "role_defined", "organization": "acme", "title": "New post", **came},
        {"type": "person_introduced", "person": "p-before", "name": "Flo Doe"},
        {"type": "person_took_role", "person": "p-before", **post},
        {"type": "job_crafted", "person": "p-before", "criteria": "Price", **post},
        {"type": "role_closed", **post, "effective": "2026-05", "successors": ["r-new"], "certainty": "probable"},
        {"type": "person_took_role", "person": "p-7k2m", **came},
        {"type": "job_crafted", "person": "p-7k2m", "priorities": ["Cash"], **came},
    ]
    answer = client.post("/v1/facts", json=sent)
    assert answer.status_code == 201, answer.text
    yield "Role", client.get("/v1/roles/r-new?as_of=2026-06-30&why=true").json()
    yield "Role", client.get("/v1/roles/r-old?as_of=2026-06-30").json()
    yield "Questionnaires", client.get("/v1/accounts/acme/questionnaires?as_of=2026-06-30").json()


def looked_for(client: TestClient) -> Iterator[tuple[str, Json]]:
    """Hits of every kind with everything that is told of them."""
    seat = {"organization": "acme", "unit": "u-fin", "level": "staff", "function": "ice"}
    past = {"person": "p-sled", "role": "r-past"}
    sent = [
        {"type": "role_defined", "role": "r-sled", "title": "Sled driver", "effective": "2020", **seat},
        {"type": "role_restructured", "role": "r-sled", "title": "Sledge driver", "effective": "2022-03-01"},
        {"type": "role_defined", "role": "r-past", "title": "Sled buyer", "organization": "acme", "effective": "2010"},
        {"type": "person_introduced", "person": "p-sled", "name": "Una Sled"},
        {"type": "person_took_role", **past, "effective": "2011"},
        {"type": "person_left_role", **past, "effective": "2012"},
        {"type": "person_took_role", **past, "effective": "2028"},
        {"type": "person_took_role", "person": "p-sled", "role": "r-sled", "effective": "2026"},
        {"type": "person_left_role", "person": "p-sled", "role": "r-sled", "effective": "2027"},
        {"type": "opportunity_opened", "opportunity": "o-sled", "organization": "acme", "name": "Sleds", "stage": "x"},
    ]
    answer = client.post("/v1/facts", json=sent)
    assert answer.status_code == 201, answer.text
    yield "Search", client.get("/v1/search?q=sled&as_of=2026-06-30&why=true").json()
    yield "Search", client.get("/v1/search?q=sled&as_of=2012-06-30&limit=2").json()
    yield "Search", client.get("/v1/search?q=acme").json()


def encountered(client: TestClient) -> Iterator[tuple[str, Json]]:
    """Friends and acquaintances of whom everything is told and nothing is sure."""
    unsure: Json = {"certainty": "probable"}
    sent = [
        *FITTING,
        *LEADING[len(STORY) :],
        {"type": "person_introduced", "person": "ivy", "name": "Ivy"},
        *(fact | unsure for fact in took("ivy", "b-risk", "2012", "2026-02-01")),
        *took("ivy", "u-kam", "2026-03-01"),
        {"type": "link_rated", "person": "flo", "other": "ivy", "directed": True, "tone": 2, "strength": 8, **unsure}
        | {"effective": "2026"},
        {"type": "link_rated", "person": "gus", "other": "eve", "tone": 1, "effective": "2026", **unsure},
        {"type": "contact_rule_set", "other": "ivy", "through": "gus", "reason": "knows her", "effective": "2026"},
    ]
    answer = client.post("/v1/facts", json=sent)
    assert answer.status_code == 201, answer.text
    yield "Friends", client.get("/v1/friends?as_of=2026-06-30&why=true").json()
    for person in ("ivy", "cy"):
        path = f"/v1/people/{person}/acquaintances?as_of=2026-06-30&why=true"
        yield "PersonAcquaintances", client.get(path).json()
    for person in ("ann", "ivy"):
        yield "PersonFit", client.get(f"/v1/people/{person}/fit?as_of=2026-06-30&why=true").json()
    yield "AccountFit", client.get("/v1/accounts/bolt/fit?as_of=2026-06-30").json()
    yield "SimilarCrafters", client.get("/v1/people/ann/similar?as_of=2026-06-30&why=true").json()
    yield "OpinionLeaders", client.get("/v1/opinion-leaders?as_of=2026-06-30&why=true").json()
    yield "AccountAcquaintances", client.get("/v1/accounts/bolt/acquaintances?as_of=2026-06-30").json()


def asked_too_why(world: World) -> Iterator[Operation]:
    for one in operations(world.app):
        yield from (one, one.why()) if one.asks_why else (one,)


def test_answers_have_the_fields_that_are_described(world: World) -> None:
    shapes = Shapes(world.told())
    for scopes in CALLERS:
        client = world.client(*scopes)
        for operation in asked_too_why(world):
            if operation.name not in UNASKED:
                answer = operation.send(client, *operation.bodies[:1])
                if answer.is_success:
                    shapes.compare(shapes.of(operation, answer.status_code), answer.json())
    tried = client.post("/v1/facts?dry_run=true", json={"type": "account_closed", "organization": "acme"})
    shapes.compare({"$ref": "#/components/schemas/Rehearsal"}, tried.json())
    made = client.post("/v1/facts", json={"type": "person_introduced", "name": "Jane Roe"})
    shapes.compare({"$ref": "#/components/schemas/Receipts"}, made.json())
    whole = world.client("admin")
    encounters = encountered(world.client("admin", workspace=THEIRS))
    related_too = (*encounters, *covered(client), *described(whole), *dealt(whole), *related(whole), *succeeded(whole))
    for name, told in (*nominated(client), *alerted(whole), *related_too, *looked_for(whole)):
        shapes.compare({"$ref": f"#/components/schemas/{name}"}, told)
    assert shapes.undeclared == set()
    assert sorted(set(shapes.declared({name for name, _ in shapes.shown})) - shapes.shown) == []
