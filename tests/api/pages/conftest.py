"""One world for a module's tests, and visitors who signed in to its page, or edit there."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.examples.worked import STORY
from api.page.speech import spoken_in
from domain.language import speak
from tests.api.alerting import a_departure
from tests.api.conftest import World, bearer, worlds

HOME = {"sec-fetch-site": "same-origin"}
PARTS = HOME | {"hx-request": "true"}

MORE: list[dict[str, Any]] = [
    {"type": "person_introduced", "person": "p-new1", "name": "Nina Kvist"},
    {"type": "unit_defined", "unit": "u-group", "organization": "acme", "name": "Group"},
    {"type": "role_defined", "role": "r-cio", "organization": "acme", "title": "CIO", "reports_to": "r-ceo"},
    {"type": "role_defined", "role": "r-it", "organization": "acme", "title": "Head of IT", "reports_to": "r-cfo"},
]


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


@pytest.fixture
def french() -> Iterator[None]:
    speak(spoken_in("fr"))
    yield
    speak(None)


class Editor:
    """Somebody signed in, with the facts of the workspace to look at."""

    def __init__(self, world: World, *scopes: str) -> None:
        self.facts = world.client("admin")
        self.client = TestClient(world.app, headers=bearer(world.key(*scopes)) | PARTS, follow_redirects=False)

    def head(self) -> int:
        return int(self.facts.get("/v1/facts", params={"limit": 1_000}).json()["position"])

    def last(self) -> dict[str, Any]:
        found: list[dict[str, Any]] = self.facts.get("/v1/facts", params={"limit": 1_000}).json()["facts"]
        return found[-1]

    def edit(self, name: str, /, **typed: str) -> Any:
        return self.client.post(f"/accounts/acme/edit/{name}", data={"seen": str(self.head())} | typed)


def named_in(text: str) -> list[str]:
    """The facts that a button would take back."""
    return re.findall(r'name="fact" value="(.+?)"', text)


def taken_back(editor: Editor, text: str) -> None:
    editor.client.post("/accounts/acme/edit/undo", data={"fact": named_in(text)}).raise_for_status()


@pytest.fixture(scope="module")
def edited(shared_sqlite_url: str) -> Iterator[World]:
    """In which edits are made; in Chromium they are made on both databases."""
    for world in worlds(shared_sqlite_url):
        world.client().post("/v1/facts", json=[*STORY, *MORE]).raise_for_status()
        yield world


@pytest.fixture(scope="module")
def editor(edited: World) -> Editor:
    return Editor(edited, "read", "write", "restricted")
