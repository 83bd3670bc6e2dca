"""Merging as a client meets it: one answer for two ids, refusals that name the field, and erasure of both."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from .conftest import World

MERGED = {"type": "person_records_merged", "kept": "p-7k2m", "duplicate": "p-2b5n"}
TWICE: list[dict[str, Any]] = [
    {"type": "person_introduced", "person": "p-2b5n", "name": "J. Roe"},
    {"type": "person_described", "person": "p-2b5n", "country": "SE"},
]


@pytest.fixture
def client(world: World) -> TestClient:
    """Jane Roe of the story is known under a third id."""
    client = world.told().client("admin")
    client.post("/v1/facts", json=TWICE).raise_for_status()
    return client


def test_two_ids_are_answered_alike_and_say_which_counts(client: TestClient) -> None:
    before = client.get("/v1/people/p-2b5n").json()
    client.post("/v1/facts", json=MERGED).raise_for_status()
    one, other = (client.get(f"/v1/people/{id}").json() for id in ("p-7k2m", "p-2b5n"))
    assert one == other
    assert (one["id"], one["merged"], one["country"]) == ("p-7k2m", ["p-2b5n", "p-3h8t"], "SE")
    then = client.get("/v1/people/p-2b5n", params={"position": before["position"]}).json()
    assert (then["id"], then["name"], "merged" in then) == ("p-2b5n", "J. Roe", False)
    for part in ("career", "links", "export"):
        told = [client.get(f"/v1/people/{id}/{part}").json() for id in ("p-7k2m", "p-2b5n")]
        assert [one | {"person": None} for one in told[:1]] == [one | {"person": None} for one in told[1:]]
    listed = client.get("/v1/facts", params={"person": "p-7k2m", "limit": 1_000}).json()["facts"]
    assert {"p-2b5n", "p-7k2m"} <= {fact.get("person") for fact in listed}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ([MERGED, {**MERGED, "kept": "p-2b5n", "duplicate": "p-7k2m"}], "kept"),
        ([{**MERGED, "type": "person_records_unmerged"}], "duplicate"),
        ([{**MERGED, "duplicate": "p-7k2m"}], "duplicate"),
        ([{**MERGED, "duplicate": "nobody"}], "duplicate"),
        ([{**MERGED, "effective": "2026-01-01"}], "effective"),
        ([{"type": "organization_records_merged", "kept": "acme", "duplicate": "p-2b5n"}], "duplicate"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_field(
    client: TestClient, facts: list[dict[str, Any]], field: str
) -> None:
    answer = client.post("/v1/facts", json=facts)
    assert (answer.status_code, answer.json()["field"], answer.json()["index"]) == (422, field, len(facts) - 1)


def test_a_dry_run_shows_the_maps_that_a_merge_changes(client: TestClient) -> None:
    merge = {**MERGED, "kept": "p-2b5n", "duplicate": "p-7k2m"}
    found = client.post("/v1/facts", params={"dry_run": "true"}, json=merge).json()["accounts"]
    told = {(one["kind"], one["subject"], one["property"]) for one in found[0]["changes"]}
    assert {("tenure", "r-cfo", "p-2b5n"), ("tenure", "r-cfo", "p-7k2m")} <= told
    assert client.get("/v1/people/p-7k2m").json()["id"] == "p-7k2m"


def test_erasing_either_id_erases_both_each_by_a_fact(client: TestClient) -> None:
    client.post("/v1/facts", json=MERGED).raise_for_status()
    receipts = client.post("/v1/people/p-2b5n/erase").json()["facts"]
    assert len(receipts) == 3
    assert client.get("/v1/people/p-7k2m").json()["erased"]
    listed = client.get("/v1/facts", params={"limit": 1_000}).json()["facts"]
    assert [fact["person"] for fact in listed[-3:]] == ["p-7k2m", "p-2b5n", "p-3h8t"]
    assert not [fact for fact in listed if fact.get("name") in ("Jane Roe", "J. Roe")]
    merge = next(fact["id"] for fact in listed if fact.get("duplicate") == "p-2b5n")
    client.post("/v1/facts", json={"type": "fact_withdrawn", "fact": merge}).raise_for_status()
    assert client.get("/v1/people/p-2b5n").json()["erased"]


def test_whoever_expects_nothing_new_of_one_is_told_of_a_merge(client: TestClient) -> None:
    seen = client.get("/v1/people/p-2b5n").json()["position"]
    client.post("/v1/facts", json=MERGED).raise_for_status()
    described = {"type": "person_described", "person": "p-2b5n", "country": "FR"}
    answer = client.post("/v1/facts", json={"facts": [described], "expected": {"p-2b5n": seen}})
    assert (answer.status_code, answer.json()["since"][0]["type"]) == (409, MERGED["type"])
