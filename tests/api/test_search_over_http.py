"""Search over HTTP and on the command line: access, pages, bad input; and that what is looked for is noted nowhere."""

import base64
import logging
from typing import Any

import pytest

from .command_line import CommandLine, lines
from .conftest import THEIRS, Server, World

Json = dict[str, Any]
FACTS: list[Json] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme SA", "country": "CH"},
    {"type": "account_opened", "organization": "acme"},
    {"type": "role_defined", "role": "cfo", "organization": "acme", "title": "CFO", "level": "executive"},
    *({"type": "person_introduced", "person": f"p-{number}", "name": f"Zoë Müller {number}"} for number in range(5)),
    {"type": "person_took_role", "person": "p-3", "role": "cfo", "effective": "2020"},
    {"type": "person_introduced", "person": "cy", "name": "Zoe Cyan", "ours": True},
    {"type": "link_rated", "person": "cy", "other": "p-1", "kind": "advice", "tone": 2, "strength": 9},
    {"type": "coverage_assigned", "person": "cy", "organization": "acme", "part": "lead"},
    {"type": "note_added", "about": {"person": "p-1"}, "text": "Keeps bees."},
]


@pytest.fixture
def told(world: World) -> World:
    world.client().post("/v1/facts", json=FACTS).raise_for_status()
    return world


def ids(answer: Json) -> list[str]:
    return [one["id"] for one in answer["hits"]]


def test_whoever_may_read_finds_the_same_and_of_another_workspace_nothing(told: World) -> None:
    reader, whole = told.client("read"), told.client("read", "restricted")
    for asked in ("muller zoe", "cfo", "advice", "bees"):
        plain, restricted = (client.get("/v1/search", params={"q": asked}).json() for client in (reader, whole))
        assert plain == restricted
    assert ids(reader.get("/v1/search?q=bees").json()) == []
    theirs = told.client(workspace=THEIRS).get("/v1/search?q=zoe").json()
    assert (theirs["total"], theirs["hits"], theirs["facets"]["kind"]["values"]) == (0, [], [])
    assert told.client("write").get("/v1/search?q=zoe").status_code == 403


def test_facets_are_filters_and_count_beside_themselves(told: World) -> None:
    client = told.client("read")
    whole = client.get("/v1/search?q=zoe").json()
    assert ids(whole)[0] == "p-3"  # at an account today
    sides = {one["value"]: one["count"] for one in whole["facets"]["side"]["values"]}
    assert sides == {"external": 4, "theirs": 1, "ours": 1}
    assert whole["facets"]["covered_by"]["values"] == [{"value": "cy", "name": "Zoe Cyan", "count": 1}]
    some = client.get("/v1/search?q=zoe&side=ours&side=theirs&level=executive").json()
    assert (ids(some), some["total"]) == (["p-3"], 1)
    assert {one["value"]: one["count"] for one in some["facets"]["side"]["values"]} == {"theirs": 1}
    assert "facets" not in client.get("/v1/search?q=zo&facets=false&limit=3").json()


def test_pages_go_on_at_their_moment_and_cursors_tell_nothing_of_what_was_looked_for(told: World) -> None:
    client = told.client("read", "write")
    first = client.get("/v1/search?q=muller&limit=2").json()
    assert first["total"] == 5
    late = {"type": "person_introduced", "person": "p-9", "name": "Zoe Müller"}
    client.post("/v1/facts", json=late).raise_for_status()
    found, cursor = ids(first), first["next"]
    while cursor:
        plain = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().lower()
        assert not [word for word in ("muller", "müller", "zo") if word in plain]
        page = client.get("/v1/search", params={"q": "muller", "limit": 2, "cursor": cursor}).json()
        assert page["position"] == first["position"]
        found, cursor = found + ids(page), page["next"]
    assert sorted(found) == [f"p-{number}" for number in range(5)]
    assert "p-9" in ids(client.get("/v1/search?q=muller").json())


def test_bad_input_is_answered_by_its_field(sqlite_world: World) -> None:
    client = sqlite_world.client("read")
    wrong = {
        "q=%C2%B7%C2%B7": "q", "q=": "q", "": "q", "q=a&kind=feed": "kind", "q=a&holding=full": "holding",
        "q=a&cursor=zz": "cursor", "q=a&limit=0": "limit", "q=a&organisation=acme": "organisation",
        "q=a&organization=%20": "organization",
    }  # fmt: skip
    for query, field in wrong.items():
        answer = client.get(f"/v1/search?{query}")
        assert answer.status_code == 422, answer.text
        named = [one.get("field") for one in answer.json().get("errors", [answer.json()])]
        assert any(field in str(one) for one in named), answer.text


def test_an_unchanged_answer_is_not_built_again(told: World) -> None:
    client = told.client("read")
    first = client.get("/v1/search?q=zoe")
    assert first.headers["cache-control"] == "private, no-cache"
    again = client.get("/v1/search?q=zoe", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    other = client.get("/v1/search?q=cfo", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


def test_what_is_looked_for_stands_in_no_log_line(
    server: Server, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    client = server.client("read")
    for query in ("q=quetzalcoatl", "q=quetzalcoatl&cursor=zz", "q=quetzalcoatl&quetzal=1"):
        client.get(f"/v1/search?{query}")
    metrics = server.client("admin").get("/metrics").text
    written = "".join(capfd.readouterr())
    ours = [one.getMessage() for one in caplog.records if not one.name.startswith(("httpx", "httpcore"))]
    assert not [text for text in (metrics, written, *ours) if "quetzal" in text.lower()]


def test_the_command_says_what_they_are_and_were(sqlite_url: str) -> None:
    line = CommandLine(sqlite_url)
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    left = {"type": "person_left_role", "person": "p-3", "role": "cfo", "effective": "2022-05-01"}
    line.ok("record", "--workspace", "w", stdin=lines(*FACTS, left))
    drawn = line.ok("search", "zoe", "müller", "--workspace", "w").out
    assert "formerly CFO, Acme SA since 2020 until 2022-05-01" in drawn
    assert "5 in all" in drawn
    assert "cfo" in line.ok("search", "chief fin", "--workspace", "w", "--only", "holding=vacant").out
    assert "Nothing is called so" in line.ok("search", "nobody", "--workspace", "w").out
    answer = line.ok("search", "acme", "--workspace", "w", "--json", "--why").json
    assert answer["hits"][0]["matched"]["why"]
    refused = line("search", "acme", "--workspace", "w", "--only", "color=red")
    assert (refused.code, "FACET=VALUE" in refused.err) == (2, True)
