"""Runs the real program in processes of its own, for tests and benchmarks that speak to it as its users do."""

import base64
import json
import os
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import httpx2

from tests.cluster import free_port
from tests.program import Program, Running

ROOT = Path(__file__).parents[1]
TLS = ssl.create_default_context()  # to read the machine's certificates takes as long as many requests
ROOT_KEY = base64.b64encode(bytes(range(32))).decode()  # of databases that live as long as a test
START_SECONDS = 60.0
COMMAND_SECONDS = 900.0
STOP_SECONDS = 15.0


@dataclass(frozen=True)
class Served:
    """A running server: where it answers, and a key of one workspace with every scope."""

    url: str
    key: str
    workspace: str
    pid: int

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}


class CommandError(Exception):
    """A command of the program ended with an error."""


def environment(database_url: str, env: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a process of the program needs to know; on PostgreSQL the root key has to be given."""
    given = {"INCUMBENT_DATABASE_URL": database_url, "PYTHONUNBUFFERED": "1", **(env or {})}
    if not database_url.startswith("sqlite"):
        given.setdefault("INCUMBENT_ROOT_KEY", ROOT_KEY)
    return {**os.environ, **given}


def incumbent(database_url: str, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """What a command prints."""
    command = [sys.executable, "-m", "api.cli", *arguments]
    everything = environment(database_url, env)
    done = subprocess.run(
        command, cwd=ROOT, env=everything, capture_output=True, text=True, timeout=COMMAND_SECONDS, check=False
    )
    if done.returncode:
        said = f"{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        raise CommandError(f"incumbent {' '.join(arguments)} ended with {done.returncode}:\n{said}")
    return done.stdout


def new_key(
    database_url: str, workspace: str = "bench", scope: str = "admin", env: Mapping[str, str] | None = None
) -> str:
    printed = incumbent(database_url, "keys", "create", "--workspace", workspace, "--scope", scope, "--json", env=env)
    return str(json.loads(printed)["key"])


@contextmanager
def process(
    command: Sequence[str], env: Mapping[str, str], log: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with the block: asked first, then killed."""
    with (log or Path(os.devnull)).open("ab") as out:
        errors = subprocess.STDOUT if log else None
        # However this process ends, the kernel then tells the other one to stop too.
        dying = ["setpriv", "--pdeathsig=TERM", *command]
        running = subprocess.Popen(dying, cwd=ROOT, env=dict(env), stdout=out, stderr=errors)
    try:
        yield running
    finally:
        running.terminate()
        try:
            running.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


@contextmanager
def forked(program: Program, arguments: Sequence[str], env: Mapping[str, str]) -> Iterator[Running]:
    """A command of the program in a process that ends with the block."""
    running = program.start(env, *arguments)
    try:
        yield running
    finally:
        running.stop(STOP_SECONDS)


class Polled(Protocol):
    def poll(self) -> int | None: ...


def wait_until_ready(running: Polled, url: str, seconds: float = START_SECONDS) -> None:
    """Until the address answers 200; a process that has ended, or takes too long, is an error."""
    until = time.monotonic() + seconds
    with httpx2.Client(timeout=seconds, verify=TLS) as client:
        while time.monotonic() < until:
            if (code := running.poll()) is not None:
                raise CommandError(f"the server ended with {code} before it was ready")
            with suppress(httpx2.TransportError):
                if client.get(url).is_success:
                    return
            time.sleep(0.02)
    raise TimeoutError(f"{url} was not ready within {seconds} seconds")


@contextmanager
def serving(
    database_url: str,
    env: Mapping[str, str] | None = None,
    *,
    workspace: str = "bench",
    key: str | None = None,
    log: Path | None = None,
    program: Program | None = None,
) -> Iterator[Served]:
    """A server on a free loopback port over a migrated database, with a key of the workspace, new unless given.

    With `program` it starts without the seconds that importing it takes.
    """
    if key is None:
        incumbent(database_url, "migrate", env=env)
        key = new_key(database_url, workspace, env=env)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    arguments, known = ["serve", "--host", "127.0.0.1", "--port", str(port)], environment(database_url, env)
    command = [sys.executable, "-m", "api.cli", *arguments]
    with forked(program, arguments, known) if program else process(command, known, log) as running:
        wait_until_ready(running, f"{url}/health/ready")
        yield Served(url, key, workspace, running.pid)
