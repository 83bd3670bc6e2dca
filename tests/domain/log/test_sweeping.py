"""What was deleted from a SQLite file is in no byte of it, whatever moved before; all else is as it was."""

import os
import random
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine

from domain.log import sweeper
from domain.log.engines import SQLITE_PRAGMAS
from domain.log.sweeping import sweep

ROWS, SPOKEN = 4_000, re.compile(rb"word-\d{7}-")
Words = dict[int, str]


def opened(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    for name, value in SQLITE_PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
    return connection


def swept(file: Path, piece: int = sweeper.PIECE, patience: float = 1.0) -> bool:
    raw, connection = sweeper.opened(str(file), patience)
    try:
        return sweeper.swept(raw, connection, str(file), piece)
    finally:
        connection.close()
        os.close(raw)


def word(number: int) -> str:
    """Some so long that they lie on pages of their own."""
    return f"word-{number:07d}-" + "x" * (number % 90 if number % 50 else 9_000)


def lived_in(file: Path, seed: int) -> Words:
    """Rows come, change and go at random places: kept as rows of a table, of one without row ids, and in an index."""
    said, rnd = Words(), random.Random(seed)
    with closing(opened(file)) as connection:
        connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT)")
        connection.execute("CREATE INDEX texts ON rows (text)")
        connection.execute("CREATE TABLE keyed (key BLOB PRIMARY KEY, text TEXT) WITHOUT ROWID")
        for start in range(0, ROWS, 100):
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                for number in range(start, start + 100):
                    place = rnd.choice(sorted(said)) if said and rnd.random() < 0.2 else rnd.getrandbits(32)
                    said[place] = word(number)
                    put(connection, place, said[place])
                for place in rnd.sample(sorted(said), 15):
                    del said[place]
                    remove(connection, place)
    return said


def put(connection: sqlite3.Connection, place: int, text: str) -> None:
    connection.execute("INSERT OR REPLACE INTO rows VALUES (?, ?)", (place, text))
    connection.execute("INSERT OR REPLACE INTO keyed VALUES (?, ?)", (place.to_bytes(4, "big"), text))


def remove(connection: sqlite3.Connection, place: int) -> None:
    connection.execute("DELETE FROM rows WHERE id = ?", (place,))
    connection.execute("DELETE FROM keyed WHERE key = ?", (place.to_bytes(4, "big"),))


def spoken(file: Path) -> set[bytes]:
    """Every word in any byte of the file and of its log of writes."""
    return {found for path in file.parent.glob(f"{file.name}*") for found in SPOKEN.findall(path.read_bytes())}


def heads(said: Words) -> set[bytes]:
    return {text[:13].encode() for text in said.values()}


def rows(connection: sqlite3.Connection) -> Words:
    found = dict(connection.execute("SELECT id, text FROM rows"))
    keyed = {int.from_bytes(key, "big"): text for key, text in connection.execute("SELECT key, text FROM keyed")}
    assert found == keyed
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_nothing_deleted_is_left_in_any_byte_and_every_row_is_as_it_was(tmp_path: Path, seed: int) -> None:
    said = lived_in(file := tmp_path / "rows.db", seed)
    with closing(opened(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        left = heads(said)
        assert spoken(file) - left, "nothing to sweep away: the test would prove nothing"
        assert swept(file, piece=40)
        assert spoken(file) == left
        assert rows(connection) == said


def test_whoever_remembers_pages_from_before_does_not_write_them_back(tmp_path: Path) -> None:
    said = lived_in(file := tmp_path / "rows.db", 5)
    with closing(opened(file)) as connection:
        connection.execute("PRAGMA cache_size=-65536")
        gone = spoken(file) - heads(said)
        with closing(sqlite3.connect(file, isolation_level=None)) as sweeping, file.open("r+b") as raw:
            assert sweeper.alone(sweeping, str(file))
            assert rows(connection) == said
            sweeper.sweep(sweeping, raw.fileno(), 4_096, range(1, 10_000))
        for place in said:  # every page is written once more
            said[place] = said[place].replace("x", "y")
            connection.execute("UPDATE rows SET text = ? WHERE id = ?", (said[place], place))
            connection.execute("UPDATE keyed SET text = ? WHERE key = ?", (said[place], place.to_bytes(4, "big")))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert gone, "nothing to write back: the test would prove nothing"
        assert spoken(file) & gone == set()
        assert rows(connection) == said


def test_while_others_read_or_write_nothing_is_swept(tmp_path: Path) -> None:
    lived_in(file := tmp_path / "rows.db", 7)
    with closing(opened(file)) as other:
        for begin in ("BEGIN IMMEDIATE", "BEGIN"):
            other.execute(begin)
            other.execute("SELECT count(*) FROM rows").fetchone()
            before = file.read_bytes()
            with closing(opened(file)) as writer:
                if begin == "BEGIN":
                    put(writer, 1, word(ROWS))
            assert not swept(file, patience=0.05)
            assert begin == "BEGIN" or file.read_bytes() == before
            other.execute("ROLLBACK")
        assert swept(file)


def test_a_sweeper_killed_at_any_moment_leaves_a_sound_file_for_the_next(tmp_path: Path) -> None:
    said = lived_in(file := tmp_path / "rows.db", 11)
    for wait in (0.02, 0.03, 0.04, 0.05):
        running = subprocess.Popen([sys.executable, "-I", "-S", sweeper.__file__, str(file)])
        try:
            running.wait(wait)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        with closing(opened(file)) as connection:
            assert rows(connection) == said
    assert swept(file)
    assert spoken(file) == heads(said)


class Interrupted:
    """A connection; just before it takes the lock for the first time, somebody else writes."""

    def __init__(self, connection: sqlite3.Connection, file: Path) -> None:
        self.connection, self.file, self.begun = connection, file, 0

    def execute(self, words: str) -> sqlite3.Cursor:
        if words.startswith("BEGIN") and not self.begun:
            with closing(opened(self.file)) as other:
                put(other, 2**31, "written meanwhile")
        self.begun += words.startswith("BEGIN")
        return self.connection.execute(words)


def test_what_is_written_just_before_the_lock_is_taken_is_not_overlooked(tmp_path: Path) -> None:
    lived_in(file := tmp_path / "rows.db", 13)
    with closing(opened(file)) as kept, closing(sqlite3.connect(file, isolation_level=None)) as connection:
        interrupted = Interrupted(connection, file)
        assert sweeper.alone(interrupted, str(file))
        assert interrupted.begun == 2
        assert file.with_name(f"{file.name}-wal").stat().st_size == 0
        assert kept.execute("SELECT text FROM rows WHERE id = ?", (2**31,)).fetchone() == ("written meanwhile",)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Connection]:
    with closing(opened(tmp_path / "rows.db")) as connection:
        connection.execute("CREATE TABLE rows (text TEXT)")
        connection.executemany("INSERT INTO rows VALUES (?)", [(word(number),) for number in range(1, 400)])
        connection.execute("DELETE FROM rows WHERE rowid > 1")
    engine = create_engine(f"sqlite:///{tmp_path}/rows.db", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_a_file_that_cannot_be_swept_is_rewritten(
    small: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknowing = tmp_path / "sweeper.py"
    unknowing.write_text("raise SystemExit(1)")
    pages = int(small.exec_driver_sql("PRAGMA page_count").scalar_one())
    assert sweep(small)
    assert small.exec_driver_sql("PRAGMA page_count").scalar_one() == pages
    monkeypatch.setattr(sweeper, "__file__", str(unknowing))
    assert sweep(small)
    assert small.exec_driver_sql("PRAGMA page_count").scalar_one() < pages


def test_pages_that_are_not_as_the_format_says_are_not_touched() -> None:
    for page in (b"\x0d\0\0\0\x09\0\x05" + bytes(4089), b"\x0d\x0f\xff\0\0\x0f\xff" + bytes(4088) + b"\1"):
        with pytest.raises(sweeper.Unexpected):
            list(sweeper.unused(page, 4096))
    assert list(sweeper.unused(bytes(4096), 4096)) == []
