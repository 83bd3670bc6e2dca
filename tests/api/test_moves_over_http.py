"""Moves and chains over HTTP: pages at one moment, refusals by name, ETags."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from .conftest import World

Json = dict[str, Any]


def posts(count: int) -> list[Json]:
    """An organization whose posts somebody passed on, one after the other, a month apart."""
    facts: list[Json] = [{"type": "organization_registered", "organization": "acme", "name": "Acme"}]
    for number in range(count):
        post, person = f"r{number}", f"p{number}"
        facts += [
            {"type": "role_defined", "role": post, "organization": "acme", "title": "Director", "effective": None},
            {"type": "person_introduced", "person": person, "name": f"Somebody {number}"},
            {"type": "person_took_role", "person": person, "role": post, "effective": f"2020-0{number + 1}-01"},
        ]
    return facts


@pytest.fixture
def client(world: World) -> TestClient:
    client = world.client("read", "write")
    client.post("/v1/facts", json=posts(5)).raise_for_status()
    return client


def test_pages_go_on_at_the_moment_of_the_first(client: TestClient) -> None:
    first = client.get("/v1/moves?account=acme&limit=2").json()
    late = {"type": "person_took_role", "person": "p4", "role": "r0", "effective": "2020-03-15"}
    client.post("/v1/facts", json=late).raise_for_status()
    second = client.get("/v1/moves", params={"account": "acme", "limit": 4, "cursor": first["next"]}).json()
    assert [move["person"] for page in (first, second) for move in page["moves"]] == ["p0", "p1", "p2", "p3", "p4"]
    assert (first["position"], second["position"], second["next"]) == (16, 16, None)


def test_days_and_kinds_are_those_asked_for(client: TestClient) -> None:
    asked = "/v1/moves?account=acme&since=2020-02-01&until=2020-03-31"
    assert [move["person"] for move in client.get(asked).json()["moves"]] == ["p1", "p2"]
    assert [move["person"] for move in client.get("/v1/moves?as_of=2020-02-15").json()["moves"]] == ["p0", "p1"]
    assert client.get(f"{asked}&kind=promoted").json()["moves"] == []
    assert len(client.get(f"{asked}&kind=joined&person=p1").json()["moves"]) == 1


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("since=soon", "since"), ("until=2020-13-01", "until"), ("since=2020-02-01&until=2020-01-01", "since"),
        ("kind=fired", "kind"), ("gap=-1", "gap"), ("gap=x", "gap"), ("limit=0", "limit"), ("cursor=x", "cursor"),
        ("account=a%20b", "account"), ("acount=acme", "acount"), ("as_of=never", "as_of"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_by_name(client: TestClient, query: str, field: str) -> None:
    answer = client.get(f"/v1/moves?{query}")
    assert (answer.status_code, answer.json()["field"]) == (422, field)


@pytest.mark.parametrize("query", ["window=-1", "since=2020-02-01&until=2020-01-01", "person=p1"])
def test_what_cannot_be_asked_of_chains_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/v1/moves/chains?{query}").status_code == 422


@pytest.mark.parametrize("path", ["/v1/moves?account=none", "/v1/moves?person=none", "/v1/moves/chains?account=none"])
def test_moves_of_nobody_are_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_answer_that_still_holds_is_not_sent_again(client: TestClient) -> None:
    for path in ("/v1/moves?account=acme&as_of=2024-01-01", "/v1/moves/chains?as_of=2024-01-01"):
        tag = client.get(path).headers["etag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
        client.post("/v1/facts", json={"type": "note_added", "about": {"role": "r0"}, "text": "x"}).raise_for_status()
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_chains_go_on_where_the_page_ended(client: TestClient) -> None:
    left = [{"type": "person_left_role", "person": f"p{n}", "role": f"r{n}", "effective": "2021-01-01"} for n in (0, 1)]
    came = [
        {"type": "person_took_role", "person": f"p{n + 2}", "role": f"r{n}", "effective": f"2021-02-0{n + 1}"}
        for n in (0, 1)
    ]
    client.post("/v1/facts", json=left + came).raise_for_status()
    asked = "/v1/moves/chains?account=acme&as_of=2023-12-31"
    first = client.get(f"{asked}&limit=1").json()
    rest = client.get(f"{asked}&limit=1", params={"cursor": first["next"]}).json()
    found = [chain["sentence"] for chain in (*first["chains"], *rest["chains"])]
    assert found == ["Somebody 0 left as Director → Somebody 2 also became Director.",
                     "Somebody 1 left as Director → Somebody 3 also became Director."]  # fmt: skip
    assert rest["next"] is None
    assert client.get(f"{asked}&window=31").json()["chains"] == first["chains"]
