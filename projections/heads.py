"""How far a workspace's views have come, asked from an event loop: of PostgreSQL without waiting in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Protocol

from domain.log.store import Store

from .builds import HEAD, Head, live

if TYPE_CHECKING:
    from domain.log.questions import Questions

Answer = asyncio.Future[Head | None]


class Heads(Protocol):
    """Of workspaces, by number."""

    def ask(self, workspace: int) -> Answer:
        """The newest head, asked now; None where it has to be asked in the ordinary way."""

    def likely(self, workspace: int) -> Head | None:
        """What the answer may well be, to go on with until it is there; None where that is not worth it."""


@asynccontextmanager
async def heads_of(store: Store) -> AsyncIterator[Heads]:
    """For the running event loop."""
    if store.sqlite:
        yield _AskedAtOnce(store)
        return
    from domain.log.questions import Questions  # on SQLite nobody waits for PostgreSQL's driver to be imported

    questions = Questions(store.engine, HEAD.replace("?", "$1"), Head._make)
    await questions.open()
    try:
        yield _AskedBeside(questions)
    finally:
        questions.close()


class _AskedAtOnce:
    """SQLite answers sooner than anything could be done meanwhile."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ask(self, workspace: int) -> Answer:
        answer: Answer = asyncio.get_running_loop().create_future()
        with self._store.peeking() as connection:
            answer.set_result(live(connection, workspace))
        return answer

    def likely(self, workspace: int) -> Head | None:
        return None


class _AskedBeside:
    """A head that was the answer twice in a row is likely to be so again; one that moves all the time is not."""

    def __init__(self, questions: Questions[Head]) -> None:
        self._questions = questions
        self._last: dict[int, Head | None] = {}
        self._likely: dict[int, Head | None] = {}

    def ask(self, workspace: int) -> Answer:
        answer = self._questions.ask(workspace)
        answer.add_done_callback(partial(self._note, workspace))
        return answer

    def likely(self, workspace: int) -> Head | None:
        return self._likely.get(workspace)

    def _note(self, workspace: int, answer: Answer) -> None:
        head = None if answer.cancelled() else answer.result()
        self._likely[workspace] = head if head == self._last.get(workspace) else None
        self._last[workspace] = head
