"""Where the benchmarks step inside Incumbent: its own append, and its rows without any logic."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import TextClause, delete, text

from api.cli.collecting import uncollected
from api.cli.opening import opened_tenant
from domain.log.ledger import Terms
from domain.log.mapper import UNCLAIMED, StoredFact
from domain.log.reading import read_after
from domain.log.writing import insert_rows
from projections.intervals import View
from projections.tenants import Tenant
from projections.views import VIEWS
from tests.bench.workload import Fact
from tests.serving import environment

Append = Callable[[list[Fact]], None]
BATCH = 4_000
COPY = 999_999


@contextmanager
def tenant(database_url: str) -> Iterator[Tenant]:
    """The benchmark's workspace, opened in this process with the settings a served one would have."""
    with patch.dict(os.environ, environment(database_url)), opened_tenant("bench") as found:
        yield found


@contextmanager
def append_once(database_url: str) -> Iterator[Append]:
    """A function that appends facts in one durable commit: parsed, decided, sealed, written."""
    with tenant(database_url) as found:
        yield lambda facts: _append(found, facts)


@contextmanager
def append_and_follow(database_url: str) -> Iterator[Append]:
    """As `append_once`, until the views count the facts too: what a caller waits for, but for HTTP."""
    with tenant(database_url) as found:
        yield lambda facts: _record(found, facts)


@contextmanager
def recorder(database_url: str) -> Iterator[Append]:
    """The recorder alone, which is given what the library's is given: events already encoded."""
    with tenant(database_url) as found:
        yield lambda facts: _insert(found, facts)


def _insert(found: Tenant, facts: list[Fact]) -> None:
    encoded = [(fact, json.dumps(fact).encode()) for fact in facts]
    found.ledger.recorder.insert_events([_event(fact, state) for fact, state in encoded])


def _event(fact: Fact, state: bytes) -> StoredFact:
    about = tuple((kind, fact[kind]) for kind in ("role", "person") if kind in fact)
    return StoredFact(f"role:{fact['role']}", UNCLAIMED, fact["type"], state, id=fact["id"], subjects=about)


def _record(found: Tenant, facts: list[Fact]) -> None:
    found.record(facts, Terms(by="bench"))


def _append(found: Tenant, facts: list[Fact]) -> None:
    found.ledger.record(facts, Terms(by="bench"))


def rows_without_logic(database_url: str, accounts: list[str], folder: Path) -> float:
    """Seconds to read and decrypt every fact, and to write as many view rows again as the views have, with no logic.

    As in the command that is compared, nothing looks for cycles meanwhile.
    """
    with tenant(database_url) as found, uncollected():
        rows = _view_rows(found)
        started = time.perf_counter()
        _read(found)
        _write_again(found, rows)
        seconds = time.perf_counter() - started
        _take_away(found)
        return seconds


def _read(found: Tenant) -> None:
    position, store = 0, found.ledger.store
    while True:
        with store.reading(found.workspace.id) as connection:
            batch = read_after(connection, found.ledger.keys, position, BATCH)
        if not batch:
            return
        position = batch[-1].position


def _view_rows(found: Tenant) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every view, as the driver gives them."""
    with found.ledger.store.reading(found.workspace.id) as connection:
        return {view.name: list(map(tuple, connection.execute(_all(view)))) for view in VIEWS}


def _all(view: View) -> TextClause:
    return text(f"SELECT * FROM {view.name}")  # noqa: S608  as text, so that the driver's values come as they are


def _write_again(found: Tenant, rows: dict[str, list[tuple[object, ...]]]) -> None:
    """Into the same tables under a build of their own, in pieces as large as a rebuild's."""
    for view in VIEWS:
        place = [column.name for column in view.table.columns].index("build")
        copied = [(*row[:place], COPY, *row[place + 1 :]) for row in rows[view.name]]
        for start in range(0, len(copied), BATCH):
            with found.ledger.store.writing(found.workspace.id) as connection:
                insert_rows(connection, view.table, copied[start : start + BATCH])


def _take_away(found: Tenant) -> None:
    with found.ledger.store.writing(found.workspace.id) as connection:
        for view in VIEWS:
            connection.execute(delete(view.table).where(view.table.c.build == COPY))
