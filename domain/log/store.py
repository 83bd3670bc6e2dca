"""One database: opened with its durability asserted, transactions for one workspace, the epoch."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError, OperationalError

from . import tables
from .batches import Into, Row, Taking
from .connections import Idle, Turns, begin_writing, briefly, emptied, unsynced
from .engines import assert_durable, open_engine
from .row_security import SETTING
from .writing import ALONE, ask, gathered, insert_ignoring, translated

T = TypeVar("T")
_WITH_THE_LOCK = "BEGIN IMMEDIATE"
# Who holds no lock that a writer waits for may count for long between two questions about a large account.
_PATIENT = "SET LOCAL idle_in_transaction_session_timeout = 60000"
_READING = f"BEGIN ISOLATION LEVEL REPEATABLE READ; {_PATIENT}"


def now_us() -> int:
    """The wall clock, in microseconds since 1970 UTC."""
    return time.time_ns() // 1_000


class Begun(NamedTuple):
    """A transaction, what was taken in it first, and a list for statements that can wait for its end."""

    connection: Connection
    taken: Row | None
    last: list[Callable[[], None]]


@dataclass(frozen=True)
class Store:
    """An open database whose schema is current and whose commits are durable.

    Transactions are begun and ended here in the driver's own words, in as few round trips as there are.
    """

    engine: Engine
    epoch: str

    @cached_property
    def turns(self) -> Turns:
        return Turns(self.engine)

    @cached_property
    def idle(self) -> Idle:
        return Idle(self.engine)

    @property
    def sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def writing(self, workspace: int | None = None, *, apart: bool = False) -> AbstractContextManager[Connection]:
        """A transaction that may write; on SQLite it takes the write lock at once.

        `apart`: what it writes nobody else waits for.
        """
        if self.sqlite:
            return self._within(self.turns, _WITH_THE_LOCK, workspace)
        return self._within(self.engine.connect(), f"BEGIN; {_PATIENT}" if apart else "BEGIN", workspace)

    def take_time(self, connection: Connection) -> None:
        """For what is rare and counts for long between two questions, though others wait for it."""
        if not self.sqlite:
            connection.exec_driver_sql(_PATIENT)

    def reading(self, workspace: int | None = None) -> AbstractContextManager[Connection]:
        """A transaction that sees one state of the database."""
        begin = "BEGIN" if self.sqlite else _READING
        return self._within(self.engine.connect(), begin, workspace)

    def peeking(self, workspace: int | None = None) -> AbstractContextManager[Connection]:
        """For single cheap questions: no transaction around them where none is needed."""
        if self.sqlite or workspace is None:
            return self.idle.one()
        return self._within(self.engine.connect(), "BEGIN", workspace)

    @contextmanager
    def _within(
        self, connecting: AbstractContextManager[Connection], begin: str, workspace: int | None
    ) -> Iterator[Connection]:
        with connecting as connection, _ended(connection):
            _say(connection, begin + self._entering(workspace))
            yield connection

    def answer(self, workspace: int, question: Taking) -> Row | None:
        """The only row of a cheap question about a workspace; of PostgreSQL in a transaction that is one round trip."""
        with self.idle.one() as connection:
            if self.sqlite:
                return ask(connection, *question)
            cursor = _say(connection, f"BEGIN{self._entering(workspace)}; {question.literal}; COMMIT")
            return _only_answer(cursor)

    def append(self, workspace: int, taking: Taking, write: Callable[[Begun], T], *, synced: bool = True) -> T:
        """What `write` gives in a transaction that took positions first.

        In as few round trips to PostgreSQL as there are: two, if nothing is asked. Not `synced`: for what can be
        derived again; a power cut may take it back, but only together with whatever was committed later.
        """
        with self.turns if self.sqlite else self.engine.connect() as connection:
            last = list[Callable[[], None]]()
            with ALONE if synced or not self.sqlite else unsynced(connection):
                try:
                    given = write(Begun(connection, self._taken(connection, workspace, taking, synced), last))
                    _commit(connection, last)
                except BaseException:
                    _roll_back(connection)
                    raise
            return given

    def _taken(self, connection: Connection, workspace: int, taking: Taking, synced: bool) -> Row | None:
        if self.sqlite:
            _say(connection, _WITH_THE_LOCK)
            return ask(connection, *taking)
        loose = "" if synced else "; SET LOCAL synchronous_commit = off"
        return _answer_of_the_last(_say(connection, f"BEGIN{self._entering(workspace)}{loose}; {taking.literal}"))

    def append_at_once(self, taking: Taking, erasures: int | None, batch: Sequence[Into]) -> Row | None:
        """All of an append as one statement, which is a transaction and a round trip (PostgreSQL).

        Positions in `batch` count backwards from the new head, which is -1. Nothing is written where nothing was
        taken: the instants lie in the past, or there are not so many `erasures` any more.
        """
        from .arrays import append_arrays  # on SQLite nobody waits for PostgreSQL's driver to be imported

        with self.idle.one() as connection:
            driver: Any = connection.connection.driver_connection
            try:
                return append_arrays(driver.cursor(), taking, erasures, batch)
            except connection.dialect.loaded_dbapi.Error as error:
                raise translated(connection, error) from error

    def _entering(self, workspace: int | None) -> str:
        """Row-level security lets only this workspace's rows through (PostgreSQL)."""
        return "" if self.sqlite or workspace is None else f"; SET LOCAL {SETTING} = {workspace:d}"

    def if_needed(self, workspace: int) -> IfNeeded:
        return IfNeeded(self, workspace)

    def wipe(self, *changed: str) -> bool:
        """What was deleted from these tables leaves the database's files too; False: others are in the way, try later.

        SQLite's secure_delete overlooks what lay in a page before its rows moved to others: the file is rewritten.
        """
        clean = ["VACUUM"][: len(changed)] if self.sqlite else [f"VACUUM (ANALYZE) {table}" for table in changed]
        with self.engine.connect() as connection, briefly(connection) if self.sqlite else ALONE:
            try:
                for words in clean:
                    connection.exec_driver_sql(words)
            except OperationalError:
                return False
            return not self.sqlite or emptied(connection)

    def close(self) -> None:
        self.turns.close()
        self.idle.close()
        self.engine.dispose()


class IfNeeded:
    """A reading transaction that is only begun when somebody asks for its connection."""

    def __init__(self, store: Store, workspace: int) -> None:
        self._store, self._workspace = store, workspace
        self._begun: tuple[AbstractContextManager[Connection], Connection] | None = None

    def __call__(self) -> Connection:
        if self._begun is None:
            reading = self._store.reading(self._workspace)
            self._begun = reading, reading.__enter__()
        return self._begun[1]

    def __enter__(self) -> IfNeeded:
        return self

    def __exit__(self, *error: Any) -> None:
        if self._begun is not None:
            self._begun[0].__exit__(*error)


def _answer_of_the_last(cursor: Any) -> Row | None:
    """Of several statements sent at once."""
    while cursor.nextset():
        pass
    row: Row | None = cursor.fetchone()
    return row


def _only_answer(cursor: Any) -> Row | None:
    """Of several statements sent at once, of which only one has rows."""
    while not cursor.description:
        cursor.nextset()
    row: Row | None = cursor.fetchone()
    return row


@contextmanager
def _ended(connection: Connection) -> Iterator[None]:
    """Commits; or rolls back."""
    try:
        yield
        _say(connection, "COMMIT")
    except BaseException:
        _roll_back(connection)
        raise


def _commit(connection: Connection, last: Sequence[Callable[[], None]]) -> None:
    """Together with what is to be done last."""
    with gathered(connection) if last else ALONE:
        for work in last:
            work()
        _say(connection, "COMMIT")


def _roll_back(connection: Connection) -> None:
    """A failed statement may have ended the transaction by itself, as a full disk does."""
    with suppress(DBAPIError):
        if not connection.invalidated:
            _say(connection, "ROLLBACK")


def _say(connection: Connection, words: str) -> Any:
    driver: Any = connection.connection.driver_connection
    try:
        if words == _WITH_THE_LOCK:
            return begin_writing(driver)
        return driver.execute(words) if connection.dialect.name == "sqlite" else driver.execute(words, prepare=False)
    except connection.dialect.loaded_dbapi.Error as error:
        raise translated(connection, error) from error


def open_store(url: str) -> Store:
    """The store at an address. Raises Misconfigured when it is not durable or not migrated."""
    engine = open_engine(url)
    try:
        _assert_fit(engine)
        return Store(engine, epoch_of(engine))
    except BaseException:
        engine.dispose()
        raise


def _assert_fit(engine: Engine) -> None:
    from .migrate import assert_current

    with engine.connect() as connection:
        assert_durable(connection)
    assert_current(engine)


def epoch_of(engine: Engine) -> str:
    """The store's epoch, made when it is first opened, by whoever comes first."""
    with engine.connect() as connection:
        found = connection.scalar(select(tables.store.c.epoch))
        if found is None:
            insert_ignoring(connection, tables.store, [(1, str(uuid.uuid4()))])
            found = connection.scalar(select(tables.store.c.epoch))
        return str(found)
