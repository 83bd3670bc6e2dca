"""Connections that are kept open: one for which writers wait in turn, and some for single questions."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from ..errors import Unavailable
from .engines import PATIENCE

MOST_IDLE = 8


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
            raise Unavailable("others write for too long; send the same again")
        try:
            self._kept = self._kept or self._engine.connect()
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

    def _let_go(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()


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
