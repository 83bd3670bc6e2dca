"""`incumbent demo`: an invented account is loaded, asked about over HTTP, and served for more questions."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from socket import socket
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from api.demo.client import Client
from api.demo.company import CUSTOMER
from api.demo.place import DATABASE, STORY, own_place
from api.demo.questions import INTRODUCTION, LEAVING, QUARTER_END, QUESTIONS, READY, REVIEW, TITLE, ask
from api.demo.story import write
from api.settings import Settings, read_settings, root_key_of
from domain.errors import Misconfigured
from domain.log.api_keys import create_key
from domain.log.migrate import migrate
from domain.log.store import now_us
from jobs.alerting.looking import Policy, look
from projections.moments import microseconds
from projections.tenants import Tenant

from .importing import import_lines
from .imports.files import Files
from .opening import opened
from .printing import log_to_stderr, out

HOST, PORT, WORKSPACE = "127.0.0.1", 8080, "demo"
_WIDEST = 100

Port = Annotated[
    int | None,
    typer.Option("--port", min=0, max=65_535, help=f"The port to serve on; {PORT}, or a free one, if left out."),
]
Exit = Annotated[bool, typer.Option("--exit", help="End after the answers instead of serving.")]


def demo(port: Port = None, exit: Exit = False) -> None:
    """Load an invented account, ask about it over HTTP, then serve it on this machine.

    It has a database of its own in var/demo, made anew each time.
    """
    console = Console(highlight=False, width=min(out.width, _WIDEST))
    console.print(Text(TITLE, style="bold"))
    console.print(Text(INTRODUCTION))
    console.print()
    with own_place(Path("var")) as place, _served(place, port, console) as client:
        for question in QUESTIONS:
            ask(question, client.get, console)
        _tell_ways_on(place, client, console)
        if not exit:
            console.print("\nServing until Ctrl-C.")
            _wait()


@contextmanager
def _served(place: Path, port: int | None, console: Console) -> Iterator[Client]:
    """The story in a database of its own, behind a server, with a key to ask it."""
    from . import serving  # no other command waits for a web server to be imported

    log_to_stderr()
    serving.stop_when_told()
    settings = _settings(place)
    with _step("database", str(place / DATABASE), console):
        root_key_of(settings)
        migrate(settings.database_url)
    with ExitStack() as stack:
        tenants = stack.enter_context(opened(settings))
        tenant = tenants.make(WORKSPACE)
        _load(tenant, place / STORY, console)
        listener = stack.enter_context(closing(_listening(port)))
        address = serving.address_of(listener)
        with _step("server", address, console):
            stack.enter_context(serving.working(tenants, settings))
            stack.enter_context(serving.beside(serving.server(settings, tenants), listener))
        yield Client(address, _key(tenant))


def _settings(place: Path) -> Settings:
    """Whatever is set for the user's own database stays out of it."""
    own = {"root_key": None, "root_key_file": None, "erasure_ledger": None}
    return read_settings().model_copy(update={"database_url": f"sqlite:///{place / DATABASE}", **own})


def _load(tenant: Tenant, story: Path, console: Console) -> None:
    with _step("story", f"{write(story)} facts from three years", console):
        import_lines(tenant, Files([story]), by="demo", keep=True)
    with _step("alerts", f"looked for since {REVIEW}", console):
        begun = microseconds(datetime.fromisoformat(REVIEW).replace(tzinfo=UTC))
        look(tenant, Policy(), begun, tenant.ledger.store.writing)


def _key(tenant: Tenant) -> str:
    return create_key(tenant.ledger.store, tenant.workspace.id, ["admin"], now=now_us(), label="demo")[1]


def _listening(port: int | None) -> socket:
    from . import serving

    if port is not None:
        return serving.listening(HOST, port)
    try:
        return serving.listening(HOST, PORT)
    except Misconfigured:
        return serving.listening(HOST, 0)


@contextmanager
def _step(name: str, about: str, console: Console) -> Iterator[None]:
    started = time.monotonic()
    yield
    took = f"{time.monotonic() - started:5.1f} s"
    console.print(Text.assemble((f"{name:<10}", "bold"), f"{about:<40}", (took, "dim")))


def _tell_ways_on(place: Path, client: Client, console: Console) -> None:
    key, asked = client.key, f"map {CUSTOMER} --workspace {WORKSPACE} --as-of {QUARTER_END} --known-at {REVIEW}"
    command = f"INCUMBENT_DATABASE_URL=sqlite:///{place / DATABASE} {_command()}"
    ways = (
        ("The page, and the key to sign in with", f"{client.address}/\n{key}"),
        ("Every call, to read and to try", f"{client.address}/docs"),
        ("A call with a working key", f"curl -H 'Authorization: Bearer {key}' '{client.address}{READY}'"),
        ("The same on the command line", f"{command} {asked}"),
        (
            "Let our champion leave today, and see a minute later who is told what that does to us",
            f"echo '{json.dumps(LEAVING)}' | {command} record --workspace {WORKSPACE}\n"
            f"{command} alerts list --workspace {WORKSPACE}",
        ),
        ("All the facts, as they were imported", str(place / STORY)),
    )
    console.print()
    console.rule(style="dim")
    for heading, way in ways:
        console.print(Text(f"\n{heading}", style="bold"))
        console.print(Text(way, style="cyan"), soft_wrap=True)


def _command() -> str:
    """How this program was called, if that can be typed again."""
    return sys.argv[0] if Path(sys.argv[0]).name == "incumbent" else "incumbent"


def _wait() -> None:
    while True:
        time.sleep(3_600)
