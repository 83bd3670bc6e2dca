"""Fills the peers' databases from the derived states."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import create_engine, insert

from tests.bench import states, workload
from tests.bench.peers.crm import Base, CurrentRole
from tests.bench.peers.intervals import day_number, second_number
from tests.bench.postgres import plain
from tests.bench.stores import file_of

SQLITE_TABLE = """CREATE TABLE intervals (
    account TEXT, known_to INT, valid_to INT, valid_from INT, known_from INT,
    role TEXT, title TEXT, reports_to TEXT, holder TEXT,
    PRIMARY KEY (account, known_to, valid_to, valid_from, role, known_from)) WITHOUT ROWID"""
POSTGRES_TABLE = """CREATE TABLE intervals (
    account text, known_to timestamptz, valid_to date, valid_from date, known_from timestamptz,
    role text, title text, reports_to text, holder text)"""
POSTGRES_INDEX = """CREATE INDEX ON intervals (account, known_to, valid_to, valid_from, known_from)
    INCLUDE (role, title, reports_to, holder)"""


def present(facts: Path, url: str) -> int:
    """The table of current states of the large account; gives the number of rows."""
    now = states.map_at(states.by_role(workload.read(facts), workload.LARGE), *states.ALWAYS)
    rows = [{"account": workload.LARGE, "role": role, **state._asdict()} for role, state in now.items()]
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    with engine.begin() as db:
        db.execute(insert(CurrentRole), rows)
    engine.dispose()
    _settle(url, "crm_roles")
    return len(rows)


def intervals(rows: Path, url: str) -> None:
    """The interval table of the large account and the small ones."""
    with rows.open() as lines:
        (_fill_sqlite if url.startswith("sqlite") else _fill_postgres)(url, map(json.loads, lines))
    _settle(url, "intervals")


def write_rows(facts: Path, path: Path) -> None:
    """Derived once for both databases, as this takes longer than loading."""
    everything = workload.read(facts)
    with path.open("w") as out:
        for account in sorted({fact["organization"] for fact in everything if fact["type"] == "account_opened"}):
            for found in states.rectangles(states.by_role(everything, account)):
                times = found.known_to, found.valid_to, found.valid_from, found.known_from
                out.write(json.dumps([account, *times, found.role, *found.state]) + "\n")


def _fill_sqlite(url: str, rows: Iterable[Sequence[Any]]) -> None:
    with sqlite3.connect(file_of(url)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute(SQLITE_TABLE)
        db.executemany("INSERT INTO intervals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_numbered, rows))
    db.close()


def _numbered(row: Sequence[Any]) -> tuple[Any, ...]:
    account, known_to, valid_to, valid_from, known_from, *state = row
    days = day_number(valid_to), day_number(valid_from)
    return account, second_number(known_to), *days, second_number(known_from), *state


def _fill_postgres(url: str, rows: Iterable[Sequence[Any]]) -> None:
    with psycopg.connect(plain(url)) as db:
        db.execute(POSTGRES_TABLE)
        with db.cursor().copy("COPY intervals FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        db.execute(POSTGRES_INDEX)


def _settle(url: str, table: str) -> None:
    """Statistics, and for PostgreSQL the visibility map that index-only scans need."""
    if url.startswith("sqlite"):
        db = sqlite3.connect(file_of(url))
        db.executescript("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()
        return
    with psycopg.connect(plain(url), autocommit=True) as server:
        server.execute(SQL("VACUUM ANALYZE {}").format(Identifier(table)))
