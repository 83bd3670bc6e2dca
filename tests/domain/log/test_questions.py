"""A question asked of PostgreSQL from an event loop: answered in turn, as things are when it was asked."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from sqlalchemy import text

from domain.log import questions
from domain.log.questions import Questions
from domain.log.store import Store, open_store
from domain.log.workspaces import make_workspace
from tests.cluster import Cluster

HEAD = "SELECT id, head FROM workspaces WHERE id = $1"
Asked = Questions[list[int]]


@pytest.fixture
def store(postgres_url: str) -> Iterator[Store]:
    opened = open_store(postgres_url)
    for name in ("one", "two"):
        make_workspace(opened, name, bytes(32))
    yield opened
    opened.close()


@asynccontextmanager
async def asking(store: Store, statement: str = HEAD) -> AsyncIterator[Asked]:
    asked: Asked = Questions(store.engine, statement, list)
    await asked.open()
    try:
        yield asked
    finally:
        asked.close()


def run(store: Store, scene: Callable[[Asked], Awaitable[Any]], statement: str = HEAD) -> Any:
    async def within() -> Any:
        async with asking(store, statement) as asked:
            return await scene(asked)

    return asyncio.run(within())


def say(store: Store, words: str) -> None:
    with store.engine.connect() as connection:
        connection.execute(text(words))


async def until_answered(asked: Asked) -> list[int]:
    until = time.monotonic() + 20
    while (answer := await asked.ask(1)) is None and time.monotonic() < until:
        await asyncio.sleep(0.02)
    assert answer is not None
    return answer


def test_many_questions_at_once_are_answered_each_as_it_was_asked(store: Store) -> None:
    async def scene(asked: Asked) -> list[Any]:
        return await asyncio.gather(*(asked.ask(number) for number in [1, 2, 3] * 300))

    assert run(store, scene) == [[1, 0], [2, 0], None] * 300


def test_an_answer_knows_what_was_committed_before_it_was_asked(store: Store) -> None:
    async def scene(asked: Asked) -> list[Any]:
        found = []
        for _ in range(1, 50):
            pending = asked.ask(2)
            await asyncio.to_thread(say, store, "UPDATE workspaces SET head = head + 1 WHERE id = 1")
            found.append(await asked.ask(1))
            await pending
        return found

    assert run(store, scene) == [[1, head] for head in range(1, 50)]


def test_a_database_that_does_not_answer_keeps_nobody_in_the_loop_waiting(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "PATIENCE", 0.3)

    async def scene(asked: Asked) -> tuple[Any, float]:
        pending, longest = asked.ask(1), 0.0
        while not pending.done():
            before = time.monotonic()
            await asyncio.sleep(0.001)
            longest = max(longest, time.monotonic() - before)
        return await pending, longest

    with locked(store):
        answer, longest = run(store, scene)
    assert answer is None
    assert longest < 0.2


def test_after_a_database_was_slow_it_is_asked_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "PATIENCE", 0.1)
    monkeypatch.setattr(questions, "PAUSE", 0.1)

    async def scene(asked: Asked) -> Any:
        with locked(store):
            first, second = asked.ask(1), asked.ask(2)
            assert (await first, await second) == (None, None)
        return await until_answered(asked)

    assert run(store, scene) == [1, 0]


def test_a_connection_that_was_cut_is_replaced(store: Store, cluster: Cluster) -> None:
    async def scene(asked: Asked) -> Any:
        assert await asked.ask(1) == [1, 0]
        cut(store, cluster)
        await asyncio.sleep(0.1)
        assert await asked.ask(1) is None
        return await until_answered(asked)

    assert run(store, scene) == [1, 0]


def test_a_connection_cut_under_a_question_leaves_nobody_waiting(store: Store, cluster: Cluster) -> None:
    async def scene(asked: Asked) -> Any:
        with locked(store):
            pending = [asked.ask(1), asked.ask(2)]
            await asyncio.sleep(0.05)
            await asyncio.to_thread(cut, store, cluster)
            return await asyncio.gather(*pending)

    assert run(store, scene) == [None, None]


def test_a_question_that_fails_leaves_nobody_waiting(store: Store) -> None:
    async def scene(asked: Asked) -> Any:
        return await asyncio.gather(asked.ask(0), asked.ask(1))

    assert run(store, scene, "SELECT 1 / $1::integer") == [None, None]


def test_a_question_that_cannot_be_prepared_is_never_answered(store: Store) -> None:
    async def scene(asked: Asked) -> Any:
        return await asked.ask(1)

    assert run(store, scene, "SELECT missing FROM workspaces") is None


def test_whoever_gives_up_takes_nobody_with_them(store: Store) -> None:
    async def scene(asked: Asked) -> Any:
        gone, still = asked.ask(1), asked.ask(2)
        gone.cancel()
        return await still

    assert run(store, scene) == [2, 0]


def test_closing_leaves_no_connection_open(store: Store) -> None:
    async def scene(asked: Asked) -> Any:
        return await asked.ask(1)

    before = store.engine.pool.checkedout()  # type: ignore[attr-defined]
    assert run(store, scene) == [1, 0]
    assert store.engine.pool.checkedout() == before  # type: ignore[attr-defined]


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Nobody can read the workspaces as long as this lasts."""
    with store.engine.connect() as connection:
        connection.execute(text("BEGIN"))
        connection.execute(text("LOCK TABLE workspaces"))
        try:
            yield
        finally:
            connection.execute(text("ROLLBACK"))


def cut(store: Store, cluster: Cluster) -> None:
    """End the connections that ask, as a server does that goes down."""
    ended = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND query LIKE 'SELECT id, head%%'"
    )
    with cluster.superuser() as admin:
        admin.execute(ended, (store.engine.url.database,))
