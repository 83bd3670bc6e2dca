"""A second process writes what it is told: all of it in one transaction, or nothing, whoever is killed."""

import marshal
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from domain.errors import Unavailable
from domain.log import scribe
from domain.log.dictating import Scribe, has_a_hand_free
from domain.log.migrate import migrate
from domain.log.store import Store, open_store
from domain.log.writing import Many

ADD = "INSERT INTO store (id, epoch) VALUES (?, ?)"
FIND = "UPDATE store SET epoch = epoch WHERE id = ?"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path_factory.mktemp('scribe')}/scribe.db"
    migrate(url)
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def writer(store: Store) -> Iterator[Scribe]:
    writer = Scribe(store)
    yield writer
    writer.close()


def ids(store: Store) -> set[int]:
    with store.reading() as connection:
        return {row[0] for row in connection.exec_driver_sql("SELECT id FROM store")}


def test_what_is_dictated_is_committed_unless_its_last_statement_finds_nothing(store: Store, writer: Scribe) -> None:
    before = ids(store)
    assert writer.write([Many(ADD, [(100, "a"), (101, "b")]), Many(FIND, [(101,)])])
    assert not writer.write([Many(ADD, [(102, "c")]), Many(FIND, [(999,)])])
    assert ids(store) == before | {100, 101}


def test_what_the_database_refuses_is_raised_as_its_own_and_the_next_is_written(store: Store, writer: Scribe) -> None:
    before = ids(store)
    with pytest.raises(IntegrityError):
        writer.write([Many(ADD, [(200, "a"), (200, "b")]), Many(FIND, [(200,)])])
    assert writer.write([Many(ADD, [(201, "a")]), Many(FIND, [(201,)])])
    assert ids(store) == before | {201}


def test_a_process_that_was_killed_is_told_of(store: Store, writer: Scribe) -> None:
    assert writer.write([Many(ADD, [(300, "a")]), Many(FIND, [(300,)])])
    writer._process.kill()
    writer._process.wait()
    with pytest.raises(Unavailable):
        writer.write([Many(ADD, [(301, "b")]), Many(FIND, [(301,)])])
    assert 301 not in ids(store)


@pytest.mark.parametrize("whole", [False, True])
def test_what_is_cut_off_is_not_written(store: Store, whole: bool) -> None:
    """Whole it is: without that, a process that never writes would pass."""
    begun = marshal.dumps((str(Path(str(store.engine.url.database))), 10, {}))
    told = marshal.dumps([(ADD, [(400, "a")]), (FIND, [(400,)])])
    said = begun + (told if whole else told[:-3])
    done = subprocess.run([sys.executable, "-I", "-S", scribe.__file__], input=said, capture_output=True, check=True)
    assert bool(done.stdout) == whole == (400 in ids(store))
    assert not done.stderr


def test_only_a_second_processor_and_sqlite_make_it_worth_while(store: Store) -> None:
    assert has_a_hand_free(store) == (len(os.sched_getaffinity(0)) > 1)
