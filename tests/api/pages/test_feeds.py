"""Feeds on the page: how each is, what was held, and what an administrator does about it."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import insert, update
from starlette.testclient import TestClient

from jobs.feeds import registry
from jobs.feeds.tables import feed_runs, feeds
from tests.api.conftest import World, worlds

from .conftest import PARTS, visitor

MINUTE = 60_000_000


@pytest.fixture(scope="module")
def fed(shared_database_url: str) -> Iterator[World]:
    """One feed that waits for a review, one that was never asked."""
    for world in worlds(shared_database_url):
        admin = world.client("admin")
        for id in ("press", "wire"):
            said = {"id": id, "name": f"The {id}", "kind": "rss", "url": f"https://{id}.example/"}
            admin.post("/v1/feeds", json=said).raise_for_status()
        held(world)
        yield world


def held(world: World) -> None:
    workspace = world.tenants.make("ours").workspace.id
    with world.store.writing(workspace) as connection:
        for number, outcome in enumerate(("done", "held")):
            connection.execute(insert(feed_runs).values(workspace=workspace, **run(number, outcome)))
        stopped = {"state": "review", "reason": "no entries, where there were 12 the last time"}
        connection.execute(update(feeds).where(feeds.c.workspace == workspace, feeds.c.id == "press").values(stopped))


def run(number: int, outcome: str) -> dict[str, Any]:
    counts = dict.fromkeys(("entries", "fresh", "announced", "quarantined", "passed_over"), number)
    started = (number + 1) * MINUTE
    told = {"outcome": outcome, "status": 200, "problems": '["entry 2: <kind>"]'}
    return {"feed": "press", "started_at": started, "finished_at": started + 1, **counts, **told}


@pytest.fixture(scope="module")
def client(fed: World) -> TestClient:
    return visitor(fed, "admin")


def test_the_last_pull_of_each_is_the_first_of_its_runs(fed: World) -> None:
    workspace = fed.tenants.make("ours").workspace.id
    runs = {
        feed.id: registry.runs_of(fed.store, workspace, feed.id, 1) for feed in registry.feeds_of(fed.store, workspace)
    }
    assert registry.last_runs(fed.store, workspace) == {id: some[0] for id, some in runs.items() if some}
    assert registry.last_runs(fed.store, workspace + 1) == {}


def test_what_waits_for_somebody_stands_first_with_its_reason(client: TestClient) -> None:
    page = client.get("/feeds").text
    assert page.index("The press") < page.index("The wire")
    assert "no entries, where there were 12 the last time" in page
    one = client.get("/feeds/press").text
    assert (one.count("HTTP 200"), "entry 2: &lt;kind&gt;" in one) == (2, True)
    assert client.get("/feeds/nobody").status_code == 404
    french = [client.get(path, headers={"accept-language": "fr"}).text for path in ("/feeds", "/feeds/press")]
    assert all("il y en avait 12 la dernière fois" in told for told in french)
    assert "entrée 2\u00a0: &lt;kind&gt;" in french[1]


def test_it_is_resumed_paused_and_asked(fed: World, client: TestClient) -> None:
    early = client.post("/feeds/press/pull", headers=PARTS)
    assert (early.status_code, "set its state to active first" in early.text) == (422, True)
    early = client.post("/feeds/press/pull", headers=PARTS | {"accept-language": "fr"})
    assert "le flux est «\u00a0à examiner\u00a0»\u00a0: réactivez-le d" in early.text
    for act, state in (("resume", "active"), ("pull", "active"), ("pause", "paused"), ("drop", "active")):
        part = client.post(f"/feeds/press/{act}", headers=PARTS)
        assert (part.status_code, 'role="status"' in part.text, "<html" in part.text) == (200, True, False)
        assert fed.client("admin").get("/v1/feeds/press").json()["state"] == state
    bare = client.post("/feeds/press/pause", data={"back": "/feeds"})
    assert (bare.status_code, bare.headers["location"]) == (303, "/feeds")


def test_only_administrators_see_and_change_feeds(fed: World, client: TestClient) -> None:
    writer = visitor(fed)
    assert [writer.get(path).status_code for path in ("/feeds", "/feeds/press")] == [403, 403]
    assert writer.post("/feeds/press/resume").status_code == 403
    assert 'href="/feeds"' in client.get("/").text
    assert 'href="/feeds"' not in writer.get("/").text
