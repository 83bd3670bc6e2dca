"""An application over a migrated database, with keys for it, in process and behind a real server."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from threading import Thread
from time import monotonic, sleep

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.examples.worked import STORY
from api.http.site import Limits
from domain.log.api_keys import SCOPES, create_key
from domain.log.store import Store, now_us, open_store
from projections.tenants import Tenants
from tests.serving import TLS

OURS, THEIRS = "ours", "theirs"
TOLD = len(STORY)
LIMITS = Limits(most_body_bytes=200_000, most_streams=2, wait_seconds=0.2)


@dataclass
class World:
    """Two workspaces and the application over them."""

    store: Store
    tenants: Tenants
    app: FastAPI
    closing: ExitStack = field(default_factory=ExitStack)

    def key(self, *scopes: str, workspace: str = OURS, expires_at: int | None = None) -> str:
        """The text of a new key: with all scopes but `admin` unless some are named."""
        number = self.tenants.make(workspace).workspace.id
        wanted = scopes or tuple(scope for scope in SCOPES if scope != "admin")
        return create_key(self.store, number, wanted, now=now_us(), expires_at=expires_at)[1]

    def client(self, *scopes: str, workspace: str = OURS) -> TestClient:
        key = self.key(*scopes, workspace=workspace)
        return self.closing.enter_context(TestClient(self.app, headers=bearer(key), raise_server_exceptions=False))

    def told(self, workspace: str = OURS) -> "World":
        """With the story of the examples recorded."""
        with TestClient(self.app, headers=bearer(self.key(workspace=workspace))) as client:
            client.post("/v1/facts", json=STORY).raise_for_status()
        return self


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    yield from worlds(database_url)


@pytest.fixture
def sqlite_world(sqlite_url: str) -> Iterator[World]:
    """Where the database makes no difference."""
    yield from worlds(sqlite_url)


def worlds(url: str) -> Iterator[World]:
    store = open_store(url)
    tenants = Tenants(store, bytes(32))
    app = create_app(tenants, store, limits=LIMITS)
    with ExitStack() as closing:
        closing.callback(store.close)
        closing.callback(app.state.site.notes.flush)
        yield World(store, tenants, app, closing)


@dataclass
class Server:
    """A world behind a real server on loopback."""

    world: World
    address: str

    def client(self, *scopes: str, workspace: str = OURS) -> httpx2.Client:
        return self.bare(bearer(self.world.key(*scopes, workspace=workspace)))

    def bare(self, headers: dict[str, str] | None = None) -> httpx2.Client:
        client = httpx2.Client(base_url=self.address, headers=headers, timeout=20, verify=TLS, trust_env=False)
        return self.world.closing.enter_context(client)


@pytest.fixture
def server(sqlite_world: World) -> Iterator[Server]:
    yield from served(sqlite_world)


def served(world: World) -> Iterator[Server]:
    config = uvicorn.Config(world.app, port=0, log_level="error", timeout_graceful_shutdown=1)
    running = uvicorn.Server(config)
    thread = Thread(target=running.run)
    thread.start()
    try:
        yield Server(world, address_of(running))
    finally:
        running.should_exit = True
        thread.join()


def address_of(running: uvicorn.Server) -> str:
    until = monotonic() + 20
    while not running.started and monotonic() < until:
        sleep(0.01)
    port = running.servers[0].sockets[0].getsockname()[1]
    return f"http://127.0.0.1:{port}"
