"""Whatever is refused answers as a problem of a kind that stays the same."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import text

import api.app  # noqa: F401  every module that may define a refusal
from api.http.problems import STATUS, TYPE, handle_problems, problem_of, title_of
from domain.errors import FactConflict, Refused
from domain.expected import OTHER_FORM
from domain.log.store import open_store
from tests.domain.test_expected import OF_LIBRARIES

from .conftest import LIMITS, World
from .operations import STREAMS, operations


def refusals(root: type[Refused] = Refused) -> Iterator[type[Refused]]:
    yield root
    for below in root.__subclasses__():
        yield from refusals(below)


def test_every_refusal_has_a_status_and_every_status_a_refusal() -> None:
    assert {refusal.kind for refusal in refusals()} == set(STATUS)


def test_no_two_refusals_share_a_kind() -> None:
    kinds = [refusal.kind for refusal in refusals()]
    assert sorted(kinds) == sorted(set(kinds))


@pytest.mark.parametrize("refusal", [*refusals()], ids=lambda refusal: refusal.kind)
def test_a_refusal_says_what_it_is_about(refusal: type[Refused]) -> None:
    answer = problem_of(refusal("because", field="a.b", index=3, since=[1]))
    assert answer.media_type == "application/problem+json"
    assert 400 <= answer.status_code < 504
    assert title_of(refusal).count(".") == 1


def test_a_bad_fact_is_named_by_place_and_field(sqlite_world: World) -> None:
    facts = [{"type": "organization_registered", "name": "Acme"}, {"type": "account_opened", "organisation": "x"}]
    answer = sqlite_world.client().post("/v1/facts", json=facts)
    assert answer.status_code == 422
    found = answer.json()
    assert (found["type"], found["index"], found["field"]) == ("urn:incumbent:problem:invalid-fact", 1, "organisation")
    assert "did you mean organization" in found["detail"]


def test_another_content_under_the_same_id_is_a_conflict(world: World) -> None:
    client, id = world.client(), "01980c2e-8c1f-7d3a-b1b2-6f2d1c0a9e01"
    client.post("/v1/facts", json={"type": "organization_registered", "id": id, "name": "Acme"}).raise_for_status()
    answer = client.post("/v1/facts", json={"type": "organization_registered", "id": id, "name": "Bolt"})
    assert (answer.status_code, answer.json()["type"]) == (409, f"urn:incumbent:problem:{FactConflict.kind}")


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/v1/facts?limit=0", "limit"),
        ("/v1/facts?limit=1001", "limit"),
        ("/v1/facts?after=-1", "after"),
        ("/v1/facts?after=99999999999999999999999", "after"),
        ("/v1/facts?cursor=nonsense", "cursor"),
        ("/v1/facts?cursor=%00", "cursor"),
        ("/v1/facts?type=role_defind", "type"),
        ("/v1/facts?person=a%00b", "person"),
        ("/v1/facts?acount=acme", "acount"),
        ("/v1/facts/not-a-uuid", "id"),
        ("/v1/accounts?as_of=soon", "as_of"),
        ("/v1/accounts?as_of=0000-01-01", "as_of"),
        ("/v1/accounts?known_at=then", "known_at"),
        ("/v1/accounts?known_at=2026-01-01&position=3", "position"),
        ("/v1/accounts/a%00b/map", "id"),
        ("/v1/accounts/acme/diff?from=soon", "from"),
        ("/v1/accounts/acme/diff?known_to=then", "known_to"),
        ("/v1/people/a%0A/career", "id"),
    ],
)
def test_a_parameter_that_is_not_of_its_form_is_named(sqlite_world: World, path: str, field: str) -> None:
    answer = sqlite_world.client().get(path)
    assert (answer.status_code, answer.json().get("field")) == (422, field), answer.text


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"1", b'"x"', b"[]", b"[1]", b"{}", b'{"facts": 1}', b'{"facts": []}', b"\xff", b"NaN",
     b'{"facts": [{}], "expected": {"a": -1}}', b'{"facts": [{}], "else": 1}', b"[" * 100_000,
     b'[{"type": ["x"]}]', b'[{"type": "note_added", "about": {"role": "r"}, "text": "\\u0000"}]',
     b'[{"type": "organization_registered", "name": "A", "identifiers": ' + b'{"a":' * 300 + b"1" + b"}" * 300 + b"}]"],
)  # fmt: skip
def test_a_body_that_is_not_of_its_form_records_nothing(world: World, body: bytes) -> None:
    client = world.client()
    answer = client.post("/v1/facts", content=body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json"), answer.text
    assert client.get("/v1/facts").json()["facts"] == []


def test_a_body_too_large_is_refused_whether_it_says_so_or_not(sqlite_world: World) -> None:
    client, large = sqlite_world.client(), b" " * (LIMITS.most_body_bytes + 1)
    declared = client.post("/v1/facts", content=large)
    undeclared = client.post("/v1/facts", content=iter([large[:1000], large[1000:]]))
    assert [declared.status_code, undeclared.status_code] == [413, 413]


def test_too_many_facts_at_once_are_refused(sqlite_world: World) -> None:
    answer = sqlite_world.client().post("/v1/facts", json=[{"type": "x"}] * 1_001)
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:incumbent:problem:batch-too-large")


def test_a_path_that_is_not_there_is_a_problem_too(sqlite_world: World) -> None:
    answer = sqlite_world.client().get("/v1/nothing")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_a_method_that_is_not_there_names_those_that_are(sqlite_world: World) -> None:
    answer = sqlite_world.client().put("/v1/facts")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_transaction_that_postgresql_ended_is_to_be_asked_again(postgres_url: str) -> None:
    store, app = open_store(postgres_url), FastAPI()
    handle_problems(app)

    @app.get("/slow")
    def slow() -> None:
        with store.reading() as connection:
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 20"))
            time.sleep(0.2)
            connection.execute(text("SELECT 1"))

    answer = TestClient(app).get("/slow")
    assert (answer.status_code, answer.json()["type"]) == (503, f"{TYPE}unavailable")
    store.close()


def mistaken(schema: dict[str, Any]) -> Iterator[str]:
    """Values that a parameter of this schema cannot have, one for each of its rules."""
    for part in schema.get("anyOf", [schema]):
        if part.get("type") in ("integer", "number", "boolean"):
            yield "some"
        yield from (str(part[name] + step) for name, step in (("minimum", -1), ("maximum", 1)) if name in part)
        yield from ("no such word" for name in ("enum", "pattern") if name in part)
        yield from ("x" * (part[name] + 1) for name in ("maxLength",) if name in part)


def test_every_parameter_of_every_read_is_refused_in_plain_words_by_its_name(sqlite_world: World) -> None:
    client, asked = sqlite_world.told().client("admin"), 0
    for one in operations(sqlite_world.app):
        for given in one.described.get("parameters", ()) if one.method == "GET" and one.name not in STREAMS else ():
            for value in mistaken(given["schema"]) if given["in"] == "query" else ():
                path = one.path.format(**one.examples("path"))
                answer = client.get(path, params=one.examples("query") | {given["name"]: value})
                detail, asked = answer.json().get("detail", ""), asked + 1
                assert (answer.status_code, answer.json().get("field")) == (422, given["name"]), (
                    path,
                    value,
                    answer.text,
                )
                assert not OF_LIBRARIES.search(detail), (path, given["name"], detail)
                assert OTHER_FORM not in detail, (path, given["name"], detail)
    assert asked > 200
