"""One database: durable or not opened at all, current or not opened at all, with an epoch of its own."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Connection, QueuePool, create_engine, event, insert, select, text

from domain.errors import Misconfigured, NotFound, Unavailable
from domain.log.batches import Taking
from domain.log.connections import Turns
from domain.log.engines import SQLITE_PRAGMAS, assert_durable
from domain.log.store import Begun, Store, open_store
from domain.log.tables import workspaces
from domain.log.workspaces import all_workspaces, find_workspace, make_workspace, workspace_by_number
from tests.cluster import Cluster, private_cluster
from tests.domain.log.conftest import ROOT_KEY

T = TypeVar("T")


def at_once(times: int, act: Callable[[], T]) -> list[T]:
    start, results = threading.Barrier(times), list[T]()

    def one() -> None:
        start.wait()
        results.append(act())

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def names(store: Store) -> set[str]:
    return {workspace.name for workspace in all_workspaces(store)}


def add(connection: Connection, name: str) -> None:
    connection.execute(insert(workspaces).values(name=name, secret=b""))


@contextmanager
def plain_sqlite(tmp_path: Path, **settings: object) -> Iterator[Connection]:
    """A connection that nobody but the test has set up."""
    engine = create_engine(f"sqlite:///{tmp_path}/plain.db", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name, value in {**SQLITE_PRAGMAS, **settings}.items():
            connection.exec_driver_sql(f"PRAGMA {name}={value}")
        yield connection
    engine.dispose()


def test_every_connection_of_a_sqlite_store_is_durable(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    with store.engine.connect() as one, store.engine.connect() as other:
        for connection in (one, other):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in SQLITE_PRAGMAS}
            assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    store.close()


OFF = [("synchronous", 0), ("synchronous", 1), ("foreign_keys", 0), ("secure_delete", 0)]


@pytest.mark.parametrize(("name", "value"), [("journal_mode", "delete"), *OFF])
def test_a_sqlite_connection_that_is_not_durable_is_refused(tmp_path: Path, name: str, value: object) -> None:
    with plain_sqlite(tmp_path) as connection:
        assert_durable(connection)
    with plain_sqlite(tmp_path, **{name: value}) as connection, pytest.raises(Misconfigured) as refused:
        assert_durable(connection)
    assert str(refused.value) == f"SQLite {name} is {value}, not {SQLITE_PRAGMAS[name]}: commits would not be safe"


def test_a_postgresql_that_does_not_wait_for_its_commits_is_refused(postgres_url: str) -> None:
    database = postgres_url.rpartition("/")[2]
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{database}" SET synchronous_commit = off'.encode())
    with pytest.raises(Misconfigured, match="PostgreSQL synchronous_commit is off, not on"):
        open_store(postgres_url)


@pytest.fixture(scope="module")
def careless_cluster() -> Iterator[Cluster]:
    with private_cluster() as cluster:
        cluster.wait()
        yield cluster


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
def test_a_postgresql_that_may_lose_what_it_committed_is_refused(careless_cluster: Cluster, setting: str) -> None:
    with careless_cluster.superuser() as connection, careless_cluster.database() as url:
        connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf(), pg_sleep(0.2)")
        with pytest.raises(Misconfigured, match=f"PostgreSQL {setting} is off, not on: commits would not be safe"):
            open_store(url)
        connection.execute(f"ALTER SYSTEM RESET {setting}".encode())
        connection.execute("SELECT pg_reload_conf(), pg_sleep(0.2)")


def test_a_database_that_was_not_migrated_is_refused(empty_database_url: str) -> None:
    with pytest.raises(Misconfigured, match=r"schema is empty, not .*: run `incumbent migrate`"):
        open_store(empty_database_url)


@pytest.mark.parametrize("url", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://me@here/db", "file.db"])
def test_an_address_of_another_form_is_refused(url: str) -> None:
    with pytest.raises(Misconfigured, match="expected sqlite:///FILE or postgresql://USER@HOST/DATABASE"):
        open_store(url)


def test_the_epoch_stays_when_the_store_is_opened_again(database_url: str) -> None:
    epochs = at_once(8, lambda: epoch(database_url))
    assert len(set(epochs)) == 1
    assert epoch(database_url) == epochs[0]


def epoch(url: str) -> str:
    store = open_store(url)
    store.close()
    return store.epoch


def test_every_database_has_an_epoch_of_its_own(sqlite_url: str, postgres_url: str) -> None:
    assert epoch(sqlite_url) != epoch(postgres_url)


def test_what_is_written_together_is_there_together_or_not_at_all(store: Store) -> None:
    with store.writing() as connection:
        add(connection, "one")
        add(connection, "two")
    with pytest.raises(ZeroDivisionError):
        add_and_fail(store, "three")
    assert names(store) == {"one", "two"}


def add_and_fail(store: Store, name: str) -> None:
    with store.writing() as connection:
        add(connection, name)
        _ = 1 / 0


def test_a_reader_sees_one_state_however_long_it_reads(store: Store) -> None:
    count = select(workspaces.c.name)
    with store.reading() as reader:
        assert reader.scalars(count).all() == []
        with store.writing() as writer:
            add(writer, "one")
        assert reader.scalars(count).all() == []
    assert names(store) == {"one"}


def test_a_reader_that_was_not_needed_never_began(store: Store) -> None:
    make_workspace(store, "w", ROOT_KEY)
    pool: QueuePool = store.engine.pool  # type: ignore[assignment]
    kept = pool.checkedout()
    with store.if_needed(1) as reader:
        assert pool.checkedout() == kept
        assert reader() is reader()
        assert pool.checkedout() == kept + 1
    assert pool.checkedout() == kept


def test_a_thread_whose_turn_never_comes_is_told_so_and_takes_it_when_it_does(store: Store) -> None:
    turns, told = Turns(store.engine, patience=0.05), list[type[Exception]]()

    def wait() -> None:
        try:
            turns.__enter__()
        except Unavailable as error:
            told.append(type(error))

    with turns:
        waiting = threading.Thread(target=wait)
        waiting.start()
        waiting.join()
    assert told == [Unavailable]
    with turns:
        pass
    turns.close()


def test_writers_of_one_process_wait_for_each_other_without_polling(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    event.listen(store.engine, "checkout", lambda driver, *_: driver.execute("PRAGMA busy_timeout=0"))

    def write() -> None:
        with store.writing() as connection:
            time.sleep(0.01)
            add(connection, str(uuid4()))

    at_once(8, write)
    assert len(names(store)) == 8
    store.close()


def test_deleted_pages_leave_the_write_ahead_log_unless_a_reader_is_in_the_way(sqlite_url: str) -> None:
    store, path = open_store(sqlite_url), Path(sqlite_url.removeprefix("sqlite:///"))
    with store.writing() as connection:
        add(connection, "one")
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM workspaces").fetchall()
        with store.engine.connect() as impatient:
            impatient.exec_driver_sql("PRAGMA busy_timeout=50")
        with store.writing() as connection:
            add(connection, "two")
        assert not store.wipe()
    assert store.wipe()
    assert path.with_name(f"{path.name}-wal").stat().st_size == 0
    store.close()


def test_who_keeps_nobody_waiting_may_count_for_long_and_another_writer_may_not(postgres_url: str) -> None:
    store = open_store(postgres_url)
    apart = partial(store.writing, apart=True)
    for begun, allowed in ((store.reading, "1min"), (apart, "1min"), (store.writing, "5s")):
        with begun() as connection:
            assert connection.scalar(text("SHOW idle_in_transaction_session_timeout")) == allowed
            store.take_time(connection)
            assert connection.scalar(text("SHOW idle_in_transaction_session_timeout")) == "1min"
    store.close()


def test_what_can_be_derived_again_is_not_synced_and_everything_after_it_is(store: Store) -> None:
    workspace = make_workspace(store, "w", ROOT_KEY, "UTC").id
    ask = "PRAGMA synchronous" if store.sqlite else "SHOW synchronous_commit"
    loose, safe = (1, 2) if store.sqlite else ("off", "on")

    def said(begun: Begun) -> object:
        return begun.connection.exec_driver_sql(ask).scalar()

    def failed(begun: Begun) -> object:
        raise ZeroDivisionError

    begin = Taking("SELECT id FROM workspaces WHERE id = ?", (workspace,))
    assert store.append(workspace, begin, said, synced=False) == loose
    with pytest.raises(ZeroDivisionError):
        store.append(workspace, begin, failed, synced=False)
    assert store.append(workspace, begin, said) == safe
    with store.writing(workspace) as connection:
        assert connection.exec_driver_sql(ask).scalar() == safe


def test_a_workspace_is_made_once_by_whoever_comes_first(store: Store) -> None:
    made = at_once(8, lambda: make_workspace(store, "w", ROOT_KEY, "Europe/Zurich"))
    assert set(made) == {find_workspace(store, "w")}
    assert workspace_by_number(store, made[0].id) == made[0]
    assert (made[0].name, made[0].time_zone) == ("w", "Europe/Zurich")
    assert names(store) == {"w"}


def test_a_workspace_nobody_made_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound, match="incumbent keys create --workspace w"):
        find_workspace(store, "w")
