"""Which of our colleagues fit a person or an account, over HTTP and on the command line."""

import pytest
from starlette.testclient import TestClient

from .command_line import CommandLine, lines
from .conftest import World
from .encounters import FITTING, Json

DAY = "as_of=2024-01-01"


@pytest.fixture
def client(world: World) -> TestClient:
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=FITTING).raise_for_status()
    return client


def parts(answer: Json, person: str) -> dict[str, float]:
    (found,) = (one for one in answer["colleagues"] if one["person"] == person)
    return {part["part"]: part["value"] for part in found["parts"]}


def test_every_part_has_its_reasons_and_a_rule_that_binds_says_so(client: TestClient) -> None:
    answer = client.get(f"/v1/people/ann/fit?why=true&{DAY}").json()
    assert parts(answer, "cy") == {"link": 0.7, "past": 0.5, "shared": 0.6667, "rule": -1.0}
    assert parts(answer, "gus") == {"covers": 0.3, "rule": 1.0, "load": -0.05}
    assert parts(answer, "flo") == {"near": 0.8, "covers": 0.5, "rule": -1.0, "load": -0.05}
    by_name = {one["person"]: one for one in answer["colleagues"]}
    assert {id for id, one in by_name.items() if one.get("barred")} == {"cy", "flo"}
    types = {client.get(f"/v1/facts/{id}").json()["type"] for id in reasons(by_name["cy"], "why")}
    assert {"link_rated", "person_took_role", "person_described", "contact_rule_set"} <= types
    assert all(reason["why"] for part in by_name["gus"]["parts"] for reason in part["reasons"])
    assert reasons(by_name["cy"], "in_common") == ["competences", "country"]
    assert (answer["considered"], answer["fitting"], answer["parameters"]["link"]) == (3, 3, 3)


def reasons(one: Json, name: str) -> list[str]:
    return [said for part in one["parts"] for reason in part["reasons"] for said in reason.get(name, ())]


def test_weights_decide_who_comes_first(client: TestClient) -> None:
    usual = client.get(f"/v1/people/ann/fit?{DAY}").json()
    other = client.get(f'/v1/people/ann/fit?{DAY}&parameters={{"rule":0,"link":9}}').json()
    assert [one["colleagues"][0]["person"] for one in (usual, other)] == ["gus", "cy"]
    refused = client.get('/v1/people/ann/fit?parameters={"rules":1}')
    assert (refused.status_code, refused.json()["field"]) == (422, "parameters")


def test_of_an_account_all_its_people_count_and_each_day_has_its_own_answer(client: TestClient) -> None:
    answer = client.get(f"/v1/accounts/acme/fit?{DAY}").json()
    assert answer["people"] == 2
    assert parts(answer, "gus") == {"covers": 1.0, "rule": 0.5, "load": -0.05}
    assert parts(answer, "flo")["link"] == 0.4
    assert not any(one.get("barred") for one in answer["colleagues"])
    before = client.get("/v1/accounts/acme/fit?as_of=2020-06-01").json()
    assert sorted(one["person"] for one in before["colleagues"]) == ["cy", "gus"]
    assert client.get("/v1/accounts/acme/fit?position=0").json()["colleagues"] == []


def test_without_the_scope_what_follows_from_links_is_left_out_and_named(client: TestClient, world: World) -> None:
    answer = world.client("read").get(f"/v1/people/ann/fit?{DAY}").json()
    assert set(parts(answer, "cy")) == {"past", "shared", "rule"}
    assert "links" in answer["withheld"]
    refused = client.get("/v1/people/cy/fit")
    assert (refused.status_code, refused.json()["field"]) == (422, "person")
    assert client.get("/v1/people/nobody/fit").status_code == 404


def test_the_command_tells_part_by_part(sqlite_url: str) -> None:
    line = CommandLine(sqlite_url)
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    line.ok("record", "--workspace", "w", stdin=lines(*FITTING))
    told = line.ok("fit", "ann", "--workspace", "w", "--as-of", "2024-01-01").out
    assert "Ann: to be addressed only through Gus" in told
    assert "perhaps worked together at Bolt" in told
    assert "competences: cash" in told
    assert "through Dee" in told
    assert "lead of Acme" in line.ok("fit", "acme", "--workspace", "w").out
