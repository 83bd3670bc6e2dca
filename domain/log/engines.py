"""Connections to a database, each set up so that what is committed stays and what is deleted goes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from ..errors import Misconfigured

SQLITE_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
# Pages read once are found in memory; what is read for the first time is looked at where the system has it already.
# The ends of tables and indexes are written with nearly every commit: the longer the log of writes may grow (16 MiB),
# the more often these pages are overwritten there before they are copied into the file, and synced, once.
SQLITE_MEMORY = {"cache_size": -65_536, "mmap_size": 2**30, "wal_autocheckpoint": 4_096}
POSTGRES_SETTINGS = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_write", "remote_apply"),
}
POSTGRES_OPTIONS = "-c lock_timeout=2000 -c idle_in_transaction_session_timeout=5000 -c timezone=UTC -c jit=off"
PATIENCE = 10


def open_engine(url: str) -> Engine:
    """An engine whose every connection is set up for durable commits. The schema may still be missing."""
    parsed = address(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed)
    return create_engine(
        parsed,
        isolation_level="AUTOCOMMIT",
        pool_size=20,
        max_overflow=40,
        pool_use_lifo=True,  # each connection learns its statements anew
        hide_parameters=True,
        connect_args={"options": POSTGRES_OPTIONS},
    )


def address(url: str) -> URL:
    """The database address that a setting means. Raises Misconfigured."""
    with suppress(ArgumentError):
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql":
            return parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
            return parsed
    raise Misconfigured("INCUMBENT_DATABASE_URL: expected sqlite:///FILE or postgresql://USER@HOST/DATABASE")


def _sqlite_engine(url: URL) -> Engine:
    Path(str(url.database)).absolute().parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        pool_size=20,
        max_overflow=40,
        pool_reset_on_return=None,
        hide_parameters=True,
        connect_args={"timeout": PATIENCE, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        for name, value in {**SQLITE_PRAGMAS, **SQLITE_MEMORY}.items():
            connection.execute(f"PRAGMA {name}={value}")

    return engine


def assert_durable(connection: Connection) -> None:
    """Raises Misconfigured naming the first setting under which a commit could be lost, or a deletion could stay."""
    if connection.dialect.name == "sqlite":
        for name, wanted in SQLITE_PRAGMAS.items():
            found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            if found != wanted:
                raise Misconfigured(f"SQLite {name} is {found}, not {wanted}: commits would not be safe")
    else:
        for name, allowed in POSTGRES_SETTINGS.items():
            found = connection.scalar(text(f"SHOW {name}"))
            if found not in allowed:
                raise Misconfigured(f"PostgreSQL {name} is {found}, not {allowed[0]}: commits would not be safe")
