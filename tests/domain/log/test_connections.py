"""Waiting for SQLite's write lock, which another process holds."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest

from domain.log.connections import begin_writing


def opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path / "db", timeout=0.003, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=wal")
    return connection


def test_whoever_waits_for_the_lock_has_it_once_it_is_free_and_gives_up_in_time(tmp_path: Path) -> None:
    first, second = opened(tmp_path), opened(tmp_path)
    begin_writing(first)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        begin_writing(second, patience=0.05)
    released = list[float]()

    def release() -> None:
        time.sleep(0.1)
        first.execute("COMMIT")
        released.append(time.monotonic())

    thread = threading.Thread(target=release)
    thread.start()
    begin_writing(second)
    thread.join()
    assert second.in_transaction
    assert not first.in_transaction
    assert released


def test_what_is_no_matter_of_waiting_is_said_at_once(tmp_path: Path) -> None:
    connection = opened(tmp_path)
    begin_writing(connection)
    with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
        begin_writing(connection)
