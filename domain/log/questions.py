"""One question asked of PostgreSQL again and again from an event loop: without a thread, never holding the loop up."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, NamedTuple, TypeVar

from psycopg import OperationalError
from psycopg.pq import ExecStatus
from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError

PATIENCE = 1.0  # seconds for an answer; after that the connection is given up
PAUSE = 1.0  # seconds between attempts to connect
Answer = TypeVar("Answer")
_NAME = b"question"


class Questions(Generic[Answer]):
    """For one event loop. Each question is sent when it is asked, so that its answer is never older than that.

    None stands for no row as well as for a database that is gone, slow or odd: ask in the ordinary way then.
    """

    def __init__(self, engine: Engine, statement: str, read: Callable[[list[int]], Answer]) -> None:
        """`statement`: its values are numbers and marked $1, $2, …; `read`: what to make of its row of numbers."""
        self._engine, self._statement, self._read = engine, statement, read
        self._line: _Line[Answer] | None = None
        self._opening: asyncio.Task[None] | None = None

    def ask(self, *values: int) -> asyncio.Future[Answer | None]:
        answer: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()
        if self._line is None or self._line.lost:
            self._open_beside()
            answer.set_result(None)
        else:
            self._line.ask(values, answer)
        return answer

    async def open(self) -> None:
        """Connects, if the database lets it."""
        with suppress(DBAPIError, OperationalError):
            self._line = _Line(await asyncio.to_thread(self._connect), self._read)

    def close(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
        if self._line is not None:
            self._line.give_up()

    def _open_beside(self) -> None:
        if self._opening is None or self._opening.done():
            self._opening = asyncio.create_task(self._open_again())

    async def _open_again(self) -> None:
        await self.open()
        if self._line is None or self._line.lost:
            await asyncio.sleep(PAUSE)

    def _connect(self) -> PoolProxiedConnection:
        connection = self._engine.raw_connection()
        driver: Any = connection.driver_connection
        prepared = driver.pgconn.prepare(_NAME, self._statement.encode())
        if prepared.status != ExecStatus.COMMAND_OK:
            connection.invalidate()
            raise OperationalError(prepared.error_message.decode(errors="replace"))
        return connection


class _Waiting(NamedTuple):
    answer: asyncio.Future[Any]
    late: asyncio.TimerHandle


class _Line(Generic[Answer]):
    """A connection in libpq's pipeline mode: questions are sent as they come and answered in their order."""

    def __init__(self, connection: PoolProxiedConnection, read: Callable[[list[int]], Answer]) -> None:
        driver: Any = connection.driver_connection
        self._connection, self._pgconn, self._read = connection, driver.pgconn, read
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[_Waiting] = deque()
        self._found: Answer | None = None
        self._pgconn.nonblocking = 1
        self._pgconn.enter_pipeline_mode()
        self._socket = os.dup(self._pgconn.socket)  # libpq closes its own as soon as the connection is lost
        self._loop.add_reader(self._socket, self._hear)
        self.lost = False

    def ask(self, values: tuple[int, ...], answer: asyncio.Future[Answer | None]) -> None:
        self._waiting.append(_Waiting(answer, self._loop.call_later(PATIENCE, self.give_up)))
        try:
            self._pgconn.send_query_prepared(_NAME, [b"%d" % value for value in values])
            self._pgconn.pipeline_sync()
            stuck = self._pgconn.flush()
        except OperationalError:
            stuck = True
        if stuck:
            self.give_up()

    def give_up(self) -> None:
        """Whoever still waits gets None."""
        if self.lost:
            return
        self.lost = True
        self._loop.remove_reader(self._socket)
        os.close(self._socket)
        while self._waiting:
            self._settle(None)
        self._connection.invalidate()

    def _hear(self) -> None:
        try:
            self._pgconn.consume_input()
            while self._waiting and not self._pgconn.is_busy():
                self._take(self._pgconn.get_result())
        except OperationalError:
            self.give_up()

    def _take(self, result: Any) -> None:
        """First comes the row, then nothing, then that this question is over."""
        if result is None:
            return
        if result.status == ExecStatus.TUPLES_OK:
            self._found = self._read(_row(result)) if result.ntuples else None
        elif result.status == ExecStatus.PIPELINE_SYNC:
            self._settle(self._found)
        else:
            raise OperationalError(result.error_message.decode(errors="replace"))

    def _settle(self, answer: Answer | None) -> None:
        waiting = self._waiting.popleft()
        waiting.late.cancel()
        if not waiting.answer.done():  # whoever asked may be gone
            waiting.answer.set_result(answer)


def _row(result: Any) -> list[int]:
    return [int(result.get_value(0, place)) for place in range(result.nfields)]
