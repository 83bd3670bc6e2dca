"""The map's other forms over HTTP and on the command line: both clocks, what is withheld, erasure, headers."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.examples.worked import STORY
from api.formats.reading import WRITERS
from tests.api.command_line import CommandLine
from tests.api.conftest import World, worlds

from .reading import read_csv, read_dot, read_graphml, read_mermaid

# After every day of the story: what has no date of its own counts from today.
DAY = {"as_of": "2099-06-30", "opportunity": "o-1"}


@pytest.fixture(scope="module")
def world(shared_database_url: str) -> Iterator[World]:
    for world in worlds(shared_database_url):
        yield world.told()


@pytest.fixture(scope="module")
def client(world: World) -> TestClient:
    return world.client()


def got(client: TestClient, format: str, **asked: str) -> bytes:
    return client.get(f"/v1/accounts/acme/map.{format}", params=DAY | asked).raise_for_status().content


def test_a_graph_holds_posts_people_lines_and_what_they_say(client: TestClient) -> None:
    graph = read_graphml(got(client, "graphml"))
    jane = graph.nodes["person:p-7k2m"]
    assert (jane["label"], jane["buying_role"], jane["attitude"]) == ("Jane Roe", "decider", 1)
    assert 0 < jane["influence_share"] <= 1
    assert graph.edges["person:p-7k2m", "role:r-cfo"]["power"] == 7
    assert graph.edges["role:r-cfo", "role:r-ceo"]["kind"] == "reports_to"
    assert graph.edges["person:p-7k2m", "person:p-9x4c"]["strength"] == 6
    assert graph.graph["as_of"] == "2099-06-30"


def test_drawings_and_tables_show_the_same(client: TestClient) -> None:
    box = next(one["label"] for one in read_dot(got(client, "dot"))["objects"] if one["name"] == "role:r-cfo")
    assert "Jane Roe" in box
    assert "attitude +1" in box
    assert any("decider" in label for label in read_mermaid(got(client, "mmd")))
    rows = {row["role"]: row for row in read_csv(got(client, "csv"))}
    assert (rows["r-cfo"]["name"], rows["r-cfo"]["reports_to_title"]) == ("Jane Roe", "Chief Executive")
    assert (rows["r-ceo"]["vacant"], rows["r-ceo"]["name"]) == ("true", "")
    assert {row["kind"] for row in read_csv(got(client, "links.csv"))} >= {"advice"}


def test_both_clocks_are_asked(client: TestClient) -> None:
    before = read_csv(client.get("/v1/accounts/acme/map.csv", params={"as_of": "2025-01-01"}).content)
    assert [row["name"] for row in before if row["role"] == "r-cfo"] == ["Ada Poe"]
    early = read_csv(client.get("/v1/accounts/acme/map.csv", params={"as_of": "2026-06-30", "position": 5}).content)
    assert [row["name"] for row in early if row["role"] == "r-cfo"] == [""]


def test_layers_are_left_out_as_asked(client: TestClient) -> None:
    kinds = {said["kind"] for *_, said in read_graphml(got(client, "graphml", layers="hierarchy")).edges(data=True)}
    assert kinds.isdisjoint({"link", "covers"})
    assert "reports_to" in kinds


def test_whoever_may_not_see_is_told_that_something_is_withheld(world: World) -> None:
    client = world.client("read")
    for format in WRITERS:
        text = got(client, format).decode("utf-8-sig")
        assert "withheld" in text
        assert "attitude +1" not in text
    graph = read_graphml(got(client, "graphml"))
    assert not [said for *_, said in graph.edges(data=True) if said["kind"] == "link" or "power" in said]
    assert "attitude" not in graph.nodes["person:p-7k2m"]


@pytest.mark.parametrize(
    ("asked", "field"), [({"layers": "power,nerves"}, "layers"), ({"opportunity": "o-9"}, "opportunity")]
)
def test_what_is_asked_wrongly_is_refused_by_name(client: TestClient, asked: dict[str, str], field: str) -> None:
    answer = client.get("/v1/accounts/acme/map.dot", params=asked)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


@pytest.mark.parametrize("format", WRITERS)
def test_a_document_is_saved_and_runs_nothing(client: TestClient, format: str) -> None:
    answer = client.get(f"/v1/accounts/acme/map.{format}", params=DAY)
    assert answer.headers["content-type"].startswith(WRITERS[format][1].partition(";")[0])
    assert answer.headers["content-disposition"] == f'attachment; filename="acme-2099-06-30.{format}"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "private, no-cache"
    again = client.get(f"/v1/accounts/acme/map.{format}", params=DAY, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_nobody_is_named_once_erased(sqlite_world: World) -> None:
    client = sqlite_world.told().client("admin")
    tag = client.get("/v1/accounts/acme/map.dot", params=DAY).headers["etag"]
    client.post("/v1/people/p-7k2m/erase").raise_for_status()
    for format in WRITERS:
        assert b"Jane" not in got(client, format)
    assert client.get("/v1/accounts/acme/map.dot", params=DAY).headers["etag"] != tag
    assert "erased person" in got(client, "mmd").decode()


def test_the_command_writes_what_is_answered_over_http(sqlite_url: str, tmp_path: Path) -> None:
    run = CommandLine(sqlite_url)
    run.key("w")
    lines = "\n".join(json.dumps(fact) for fact in STORY)
    run.ok("record", "--workspace", "w", stdin=lines)
    file = tmp_path / "map.graphml"
    asked = ("map", "acme", "--workspace", "w", "--as-of", "2026-06-30", "--format")
    said = run.ok(*asked, "graphml", "--output", file)
    assert str(file) in said.err
    assert read_graphml(file.read_bytes()).nodes["role:r-cfo"]["label"] == "Chief Financial Officer"
    assert read_csv(run.ok(*asked, "csv").out.encode())[0]["as_of"] == "2026-06-30"
    assert run(*asked, "dot", "--output", tmp_path / "none" / "x").code == 2
