"""Connections that are kept open: one for which writers wait in turn, and some for single questions."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine

from ..errors import Unavailable
from ..language import say
from .engines import PATIENCE, SQLITE_PRAGMAS

MOST_IDLE = 8
_BRIEF = 1_000  # milliseconds
# Milliseconds. Left to itself SQLite sleeps up to 100 between two looks at a lock that mostly is free within a few.
_LOOK_AGAIN = 3


class Turns:
    """One connection that is kept, for which the threads of this process that write to SQLite wait in turn.

    Waiting for SQLite's own lock is polling, and unfair; a connection out of the pool costs as much as an insert.
    """

    def __init__(self, engine: Engine, patience: float = PATIENCE) -> None:
        self._engine, self._patience = engine, patience
        self._lock = threading.Lock()
        self._kept: Connection | None = None

    def __enter__(self) -> Connection:
        if not self._lock.acquire(timeout=self._patience):
            raise Unavailable(say("others write for too long; send the same again"))
        try:
            self._kept = self._kept or self._connected()
        except BaseException:
            self._lock.release()
            raise
        return self._kept

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        try:
            if error is not None:
                self._let_go()
            elif self._kept is not None and self._kept.in_transaction():
                self._kept.rollback()  # what SQLAlchemy believes to have begun; ours is over
        finally:
            self._lock.release()

    def close(self) -> None:
        with self._lock:
            self._let_go()

    def _connected(self) -> Connection:
        connection = self._engine.connect()
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA busy_timeout={_LOOK_AGAIN}")
        return connection

    def _let_go(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()


@contextmanager
def unsynced(connection: Connection) -> Iterator[None]:
    """Commits to SQLite meanwhile do not wait for the disk; in order, and whole or not at all, they still are."""
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA synchronous=1")
    try:
        yield
    finally:
        _sync_again(connection, driver)


@contextmanager
def briefly(connection: Connection) -> Iterator[None]:
    """SQLite waits a second for others meanwhile: whoever erases keeps those who write waiting, too."""
    before = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    connection.exec_driver_sql(f"PRAGMA busy_timeout={min(before, _BRIEF)}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={before}")


def emptied(connection: Connection) -> bool:
    """Whether SQLite's log of writes is empty: where a reader needs it, it stays."""
    busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    return not busy


def _sync_again(connection: Connection, driver: Any) -> None:
    try:
        driver.execute(f"PRAGMA synchronous={SQLITE_PRAGMAS['synchronous']}")
    except sqlite3.Error:  # refused within a transaction that could not be ended
        connection.invalidate()


def begin_writing(driver: Any, patience: float | None = None) -> Any:
    """Begin an SQLite transaction with the write lock, which other processes may hold for a while.

    Raises sqlite3.OperationalError where they do for longer than these seconds, PATIENCE unless given.
    """
    until = time.monotonic() + (PATIENCE if patience is None else patience)
    while True:
        try:
            return driver.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                raise


class Idle:
    """Connections that nobody uses at the moment, for single questions; one that failed is not used again."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: list[Connection] = []

    @contextmanager
    def one(self) -> Iterator[Connection]:
        try:
            connection = self._waiting.pop()
        except IndexError:
            connection = self._engine.connect()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self._give_back(connection)

    def _give_back(self, connection: Connection) -> None:
        if connection.in_transaction():
            connection.rollback()  # what SQLAlchemy believes to have begun
        if len(self._waiting) < MOST_IDLE:
            self._waiting.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        while self._waiting:
            self._waiting.pop().close()
