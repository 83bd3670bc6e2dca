"""Where the benchmarks step inside Incumbent: two functions, to be bound to its own Python interface."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from tests.bench.workload import Fact
from tests.serving import incumbent, serving

Append = Callable[[list[Fact]], None]


@contextmanager
def append_once(database_url: str, key: str) -> Iterator[Append]:
    """A function that appends facts in one durable commit. Through HTTP, which includes far more than the log."""
    with serving(database_url, key=key) as served, httpx2.Client(base_url=served.url, headers=served.headers) as client:
        yield lambda facts: _post(client, facts)


def _post(client: httpx2.Client, facts: list[Fact]) -> None:
    client.post("/v1/facts", json=facts, timeout=120).raise_for_status()


def rows_without_logic(database_url: str, accounts: list[str], folder: Path) -> float:
    """Seconds to read, decrypt and write all rows and nothing else. Through `export`, which reads and decrypts them."""
    started = time.perf_counter()
    for account in accounts:
        (folder / f"{account}.exported").write_text(incumbent(database_url, "export", account, "--workspace", "bench"))
    return time.perf_counter() - started
