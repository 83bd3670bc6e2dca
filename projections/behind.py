"""Transactions that go on by themselves while whoever wrote them counts on.

On PostgreSQL two at a time; on SQLite one after the other, by a second process where there is a second processor.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from types import TracebackType

from sqlalchemy import Connection

from domain.log.dictating import Scribe, has_a_hand_free
from domain.log.store import Store
from domain.log.writing import Many

from .builds import Superseded

Write = Callable[[Connection], None]
_AT_A_TIME = 2  # one is made ready while the server writes the other


class Behind:
    """Writes of one workspace, in transactions of their own. What one of them fails with is raised by a later call."""

    def __init__(self, store: Store, workspace: int) -> None:
        self._store, self._workspace = store, workspace
        self._threads = ThreadPoolExecutor(_AT_A_TIME)
        self._going = deque[Future[None]]()
        self._scribe = Scribe(store)
        self.dictates = has_a_hand_free(store)

    def __enter__(self) -> Behind:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Waits for all of them, also where something failed."""
        self._threads.shutdown()
        self._scribe.close()
        if error is None:
            self._wait()

    def write_rows(self, write: Write) -> None:
        """Of many rows only the commit goes on by itself on SQLite.

        Its driver lets go of the interpreter for every row, and would each time have to wait until it gets it back.
        """
        self._wait(0 if self._store.sqlite else _AT_A_TIME - 1)
        if self._store.sqlite:
            self._going.append(self._threads.submit(self._begun(write).close))
        else:
            self.write(write)

    def dictate(self, dictated: list[Many]) -> None:
        """Of SQLite, to the second process. Raises Superseded later where the last statement finds no row."""
        self._wait(0)
        self._going.append(self._threads.submit(self._dictated, dictated))

    def _dictated(self, dictated: list[Many]) -> None:
        if not self._scribe.write(dictated):
            raise Superseded

    def write(self, write: Write) -> None:
        self._going.append(self._threads.submit(lambda: self._begun(write).close()))

    def _wait(self, most: int = 0) -> None:
        """Until at most so many are going on: whoever comes too fast waits, and what is to be written stays little."""
        while len(self._going) > most:
            self._going.popleft().result()

    def _begun(self, write: Write) -> ExitStack:
        """A transaction in which all is written, and that is still to be committed."""
        with ExitStack() as begun:
            write(begun.enter_context(self._store.writing(self._workspace, apart=True)))
            return begun.pop_all()
