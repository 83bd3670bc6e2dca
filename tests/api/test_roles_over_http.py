"""One role, what its holders make of it, and what to ask new ones, over HTTP: for those who may see opinions."""

from typing import Any

import pytest

from .conftest import World

Json = dict[str, Any]
FACTS: list[Json] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme"},
    {"type": "account_opened", "organization": "acme"},
    {"type": "role_defined", "role": "cfo", "organization": "acme", "title": "CFO", "effective": "2015",
     "expectations": "A clean audit"},
    {"type": "person_introduced", "person": "ann", "name": "Ann"},
    {"type": "person_introduced", "person": "bob", "name": "Bob"},
    {"type": "person_introduced", "person": "cy", "name": "Cy", "ours": True},
    {"type": "person_took_role", "person": "ann", "role": "cfo", "effective": "2020"},
    {"type": "job_crafted", "person": "ann", "role": "cfo", "criteria": "Price", "by": "cy", "effective": "2020-05"},
    {"type": "person_left_role", "person": "ann", "role": "cfo", "effective": "2024-03-01"},
    {"type": "person_took_role", "person": "bob", "role": "cfo", "effective": "2024-03-01"},
]  # fmt: skip
READS = ("/v1/roles/cfo", "/v1/roles/cfo/holders", "/v1/accounts/acme/questionnaires", "/v1/people/ann/career")
PUBLIC = "read", "write"


@pytest.fixture
def told(sqlite_world: World) -> World:
    sqlite_world.client().post("/v1/facts", json=FACTS).raise_for_status()
    return sqlite_world


def test_a_new_holder_is_asked_until_the_answer_is_recorded(told: World) -> None:
    client = told.client()

    def asked(**when: Any) -> Json:
        found: Json = client.get("/v1/accounts/acme/questionnaires", params={"as_of": "2024-04-01", **when}).json()
        return found

    before = asked()
    (form,) = before["questionnaires"]
    assert (form["person"], form["open"]) == ("bob", ["priorities", "criteria", "partner_preferences"])
    assert form["questions"][1]["predecessor_answer"]["value"] == "Price"
    answer = {"type": "job_crafted", "person": "bob", "role": "cfo", "criteria": "Trust", "effective": "2024-03-20"}
    client.post("/v1/facts", json=answer).raise_for_status()
    assert "criteria" not in asked()["questionnaires"][0]["open"]
    assert asked(position=before["position"]) == before


@pytest.mark.parametrize("path", READS)
def test_nothing_of_a_crafted_job_is_told_without_the_scope(told: World, path: str) -> None:
    seen, hidden = (told.client(*scopes).get(path, params={"as_of": "2024-02-01"}) for scopes in ((), PUBLIC))
    assert hidden.status_code == 200
    assert "crafted_jobs" in hidden.json()["withheld"]
    assert "Price" not in hidden.text
    assert "Price" in seen.text or path.endswith("questionnaires")
    assert seen.headers["etag"] != hidden.headers["etag"]


def test_the_formal_job_stands_beside_what_each_holder_makes_of_it(told: World) -> None:
    client = told.client()
    succession = client.get("/v1/roles/cfo/holders").json()
    assert succession["role"]["expectations"] == "A clean audit"
    assert [one.get("crafted", {}).get("criteria") for one in succession["holders"]] == ["Price", None]
    one = client.get("/v1/roles/cfo", params={"as_of": "2024-02-01", "why": True}).json()
    assert (one["expectations"], one["stated_since"]["expectations"]) == ("A clean audit", "2015")
    assert one["holders"][0]["crafted"] == {"criteria": "Price", "criteria_by": "cy"}


@pytest.mark.parametrize(
    ("wrong", "field", "right"),
    [
        ({"person": "ann"}, "priorities", "state at least one of"),
        ({"person": "ann", "criteria": 7}, "criteria", "got a whole number"),
        ({"person": "nobody", "criteria": "Price"}, "person", "nobody"),
        ({"person": "ann", "engagement": 11}, "engagement", "from 0 to 10"),
    ],
)
def test_a_crafted_job_that_says_nothing_or_names_nobody_is_refused(
    told: World, wrong: Json, field: str, right: str
) -> None:
    answer = told.client().post("/v1/facts", json={"type": "job_crafted", "role": "cfo", **wrong})
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert right in answer.json()["detail"]


def test_no_such_role_or_account_is_not_found(told: World) -> None:
    client = told.client()
    for path in ("/v1/roles/none", "/v1/accounts/none/questionnaires"):
        assert client.get(path).status_code == 404
    refused = client.get("/v1/accounts/acme/questionnaires?since=soon")
    assert (refused.status_code, refused.json()["field"]) == (422, "since")
