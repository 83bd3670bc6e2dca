"""Matching over HTTP and on the command line: what may be meant, and what is refused."""

import pytest

from tests.api.command_line import CommandLine, company, lines

from .conftest import World

ASKED = {"person": "ROE, Jane", "organization": "Acme SA", "role": "Chief Financial Officer", "on": "2026-03-01"}


def test_an_announcement_is_matched(world: World) -> None:
    answer = world.told().client("read").get("/v1/match", params=ASKED | {"kind": "joined"}).json()
    best = {part: answer[part]["candidates"][0]["id"] for part in ("person", "organization", "role")}
    assert best == {"person": "p-7k2m", "organization": "acme", "role": "r-cfo"}
    assert {answer[part]["outcome"] for part in best} == {"accepted"}
    assert "held this role about that day" in answer["person"]["candidates"][0]["reasons"]


def test_the_workspace_s_own_bounds_decide(world: World) -> None:
    client = world.told().client("read")
    strict = client.get("/v1/match", params=ASKED | {"accept": 1}).json()
    assert strict["person"]["outcome"] == "review"
    loose = client.get("/v1/match", params={"person": "Ada Poe", "on": "2010-01-01", "accept": 0}).json()
    assert loose["person"]["outcome"] == "review"


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({}, "person"),
        ({"person": "Jane", "on": "soon"}, "on"),
        ({"person": "Jane", "accept": "2"}, "accept"),
        ({"person": "Jane", "identifier": "1234"}, "identifier"),
        ({"person": ""}, "person"),
        ({"persons": "Jane"}, "persons"),
    ],
)
def test_what_cannot_be_asked_is_named(sqlite_world: World, asked: dict[str, str], field: str) -> None:
    answer = sqlite_world.client("read").get("/v1/match", params=asked)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_an_answer_that_still_holds_is_not_sent_again(sqlite_world: World) -> None:
    client = sqlite_world.told().client("read", "write")
    first = client.get("/v1/match", params=ASKED)
    again = client.get("/v1/match", params=ASKED, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    client.post("/v1/facts", json={"type": "note_added", "about": {"organization": "acme"}, "text": "x"})
    later = client.get("/v1/match", params=ASKED, headers={"If-None-Match": first.headers["etag"]})
    assert later.status_code == 200


def test_the_command_shows_the_same(sqlite_url: str) -> None:
    incumbent = CommandLine(sqlite_url)
    incumbent.ok("keys", "create", "--workspace", "W", "--scope", "admin")
    incumbent.ok("record", "--workspace", "W", stdin=lines(*company()))
    ask = ("match", "--workspace", "W", "--person", "Somebody p1", "--organization", "ACME", "--on", "2024-01-01")
    found = incumbent.ok(*ask, "--json").json
    assert (found["person"]["outcome"], found["person"]["candidates"][0]["id"]) == ("accepted", "p1")
    drawn = incumbent.ok(*ask).out
    assert "person: accepted" in drawn
    assert "name: somebody" in drawn
    refused = incumbent(*ask[:-1], "soon")
    assert refused.code != 0
    assert "on" in refused.err
