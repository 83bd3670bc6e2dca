"""A serving process: HTTP, following and, on SQLite, the jobs."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any

import structlog
import uvicorn

from api.alerts.outgoing import outputs_policy
from api.app import create_app
from api.feeds.feeding import feeds_policy
from api.http.site import Site
from api.main import limits_of
from api.nightly import nightly
from api.settings import Settings, root_key_of
from domain.errors import Misconfigured
from domain.log.migrate import migrate
from domain.log.row_security import BYPASSED, bypassed
from domain.log.store import Store
from jobs.following import Following
from jobs.scheduler import Scheduler, pace_of
from jobs.upkeep import readiness
from projections.tenants import Tenants

from .opening import is_new, opened
from .printing import log_to_stderr, remark

SECONDS_TO_FINISH = 10
log = structlog.get_logger()


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until stopped; a new SQLite file is made first."""
    stop_when_told()
    log_to_stderr()
    if is_new(settings):
        root_key_of(settings)
        migrate(settings.database_url)
    with closing(listening(host, port)) as listener, opened(settings) as tenants, working(tenants, settings):
        warn_where_workspaces_are_open(tenants.store)
        remark(f"Incumbent serves {address_of(listener)}")
        server(settings, tenants).run(sockets=[listener])


def warn_where_workspaces_are_open(store: Store) -> None:
    """Policies that nobody notices are missing until a query forgets its workspace."""
    with store.peeking() as connection:
        if not store.sqlite and bypassed(connection):
            log.warning(BYPASSED)


@contextmanager
def beside(server: uvicorn.Server, listener: socket.socket) -> Iterator[None]:
    """The server answers in a thread of its own as long as the block lasts."""
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="server")
    thread.start()
    try:
        while thread.is_alive() and not server.started:
            time.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def working(tenants: Tenants, settings: Settings) -> Iterator[None]:
    """Everything that happens beside HTTP in a serving process."""
    with ExitStack() as stack:
        following = Following(tenants)
        following.start()
        stack.callback(following.stop)
        if tenants.store.sqlite:
            scheduler = Scheduler(tenants.store, nightly(tenants, settings), pace_of(settings.lease_seconds))
            scheduler.start()
            stack.callback(scheduler.stop)
        yield


class Server(uvicorn.Server):
    """Ends the streams before it waits for open requests: they would never end by themselves."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        site: Site = self.config.app.state.site  # type: ignore[union-attr]
        site.streams.close()
        await super().shutdown(sockets)


def server(settings: Settings, tenants: Tenants) -> Server:
    def verified() -> dict[str, Any]:
        return {"name": "verify", **readiness(tenants.store)}

    limits, feeding, outgoing = limits_of(settings), feeds_policy(settings), outputs_policy(settings)
    app = create_app(tenants, tenants.store, limits=limits, checks=[verified], feeding=feeding, outgoing=outgoing)
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    return Server(config)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises Misconfigured."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        # create_server adds the address to the reason, getaddrinfo numbers its reasons below zero
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise Misconfigured(f"cannot listen on {host}, port {port}: {reason}") from None


def address_of(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def stop_when_told() -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)


def _stop(number: int, _frame: Any) -> None:
    """Before and after uvicorn handles signals itself: leave by the ordinary way, through every `finally`."""
    raise SystemExit(0)
