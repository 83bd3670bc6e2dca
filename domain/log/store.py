"""One database: opened with its durability asserted, transactions for one workspace, the epoch."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, make_url, select, text
from sqlalchemy.engine import URL

from ..errors import Misconfigured
from . import tables

SQLITE_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
POSTGRES_SETTINGS = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_write", "remote_apply"),
}
POSTGRES_OPTIONS = "-c lock_timeout=2000 -c idle_in_transaction_session_timeout=5000 -c timezone=UTC -c jit=off"


def now_us() -> int:
    """The wall clock, in microseconds since 1970 UTC."""
    return time.time_ns() // 1_000


@dataclass(frozen=True)
class Store:
    """An open database whose schema is current and whose commits are durable."""

    engine: Engine
    epoch: str

    @property
    def sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def writing(self, workspace: int | None = None) -> Iterator[Connection]:
        """A transaction that may write; on SQLite it takes the write lock at once."""
        with self.engine.connect() as connection:
            connection.info["intent"] = "IMMEDIATE"
            with connection.begin():
                _enter(connection, workspace)
                yield connection

    @contextmanager
    def reading(self, workspace: int | None = None) -> Iterator[Connection]:
        """A transaction that sees one state of the database."""
        with self.engine.connect() as connection:
            connection.info["intent"] = "DEFERRED"
            if not self.sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                _enter(connection, workspace)
                yield connection

    @contextmanager
    def peeking(self, workspace: int | None = None) -> Iterator[Connection]:
        """For a single cheap question: on SQLite no transaction around it."""
        with self.engine.connect() as connection:
            connection.info["intent"] = None
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

    def close(self) -> None:
        self.engine.dispose()


def _enter(connection: Connection, workspace: int | None) -> None:
    """Row-level security lets only this workspace's rows through (PostgreSQL)."""
    if workspace is not None and connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT set_config('incumbent.workspace', %s, true)", (str(workspace),))


def open_engine(url: str) -> Engine:
    """An engine whose every connection is set up for durable commits. The schema may still be missing."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_size=20,
            max_overflow=40,
            pool_pre_ping=False,
            connect_args={"options": POSTGRES_OPTIONS},
        )
    raise Misconfigured("INCUMBENT_DATABASE_URL: expected sqlite:///FILE or postgresql://USER@HOST/DATABASE")


def _sqlite_engine(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise Misconfigured("INCUMBENT_DATABASE_URL: a SQLite database must be a file")
    os.makedirs(os.path.dirname(os.path.abspath(url.database)), exist_ok=True)
    engine = create_engine(url, pool_size=20, max_overflow=40, connect_args={"timeout": 10, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for name, value in SQLITE_PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")
        connection.execute("PRAGMA cache_size=-65536")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if intent := connection.info.get("intent", "DEFERRED"):
            connection.exec_driver_sql(f"BEGIN {intent}")

    return engine


def open_store(url: str) -> Store:
    """The store at an address. Raises Misconfigured when it is not durable or not migrated."""
    engine = open_engine(url)
    with engine.connect() as connection:
        (_assert_sqlite if engine.dialect.name == "sqlite" else _assert_postgres)(connection)
        connection.rollback()
    from .migrate import assert_current

    assert_current(engine)
    return Store(engine, epoch_of(engine))


def epoch_of(engine: Engine) -> str:
    with engine.begin() as connection:
        epoch = connection.scalar(select(tables.store.c.epoch))
        if epoch is None:
            epoch = str(uuid.uuid4())
            connection.execute(insert(tables.store).values(id=1, epoch=epoch))
        return str(epoch)


def _assert_sqlite(connection: Connection) -> None:
    for name, wanted in SQLITE_PRAGMAS.items():
        found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
        if found != wanted:
            raise Misconfigured(f"SQLite {name} is {found}, not {wanted}: commits would not be safe")


def _assert_postgres(connection: Connection) -> None:
    for name, allowed in POSTGRES_SETTINGS.items():
        found = connection.scalar(text(f"SHOW {name}"))
        if found not in allowed:
            raise Misconfigured(f"PostgreSQL {name} is {found}, not {allowed[0]}: commits would not be safe")
