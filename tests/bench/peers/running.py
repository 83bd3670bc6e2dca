"""A peer in a process of its own, behind the same server as Incumbent."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.cluster import free_port
from tests.serving import process, wait_until_ready


@contextmanager
def peer(name: str, **env: str) -> Iterator[str]:
    """The address at which the app of this name answers."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", f"tests.bench.peers.{name}:app", "--port", str(port)]
    command += ["--log-level", "warning", "--no-access-log"]
    with process(command, {**os.environ, **env}) as running:
        url = f"http://127.0.0.1:{port}"
        wait_until_ready(running, f"{url}/openapi.json")
        yield url
