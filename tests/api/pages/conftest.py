"""One world for a module's tests, and visitors who signed in to its page."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.api.alerting import a_departure
from tests.api.conftest import World, worlds

HOME = {"sec-fetch-site": "same-origin"}
PARTS = HOME | {"hx-request": "true"}


def visitor(world: World, *scopes: str) -> TestClient:
    """Somebody in a browser: with every scope but `admin` unless some are named."""
    client = world.closing.enter_context(TestClient(world.app, headers=HOME, follow_redirects=False))
    assert client.post("/sign-in", data={"key": world.key(*scopes)}).status_code == 303
    return client


@pytest.fixture(scope="module")
def departed(shared_sqlite_url: str) -> Iterator[World]:
    """In which the champion has left, and alerts say so."""
    for world in worlds(shared_sqlite_url):
        a_departure(world)
        yield world
