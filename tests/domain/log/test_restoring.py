"""Who was erased stays erased: through crashes, undone transactions, and backups from before."""

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import OperationalError, StoredEvent
from sqlalchemy import Connection, update

from domain.errors import PersonErased, Unavailable
from domain.log.erasing import ErasureLedger
from domain.log.ledger import Ledger
from domain.log.recorder import FactRecorder, Guard, Positions
from domain.log.restoring import erase_again
from domain.log.store import open_store
from domain.log.tables import person_keys
from domain.log.workspaces import make_workspace
from tests.domain.log.conftest import ROOT_KEY
from tests.domain.log.leaks import rows
from tests.domain.log.telling import again, all_of, correction, described, erased, lost, number, person, record, world


@pytest.fixture
def ledger(ledger: Ledger) -> Ledger:
    record(ledger, *world())
    return ledger


class Interrupted(FactRecorder):
    """Others write between the sealing of a fact and its turn to be recorded."""

    def __init__(self, ledger: Ledger, meanwhile: Callable[[], object]) -> None:
        super().__init__(ledger.store, ledger.workspace.id)
        self.meanwhile = meanwhile

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Positions:
        self.meanwhile()
        return super().insert_events(stored_events, **kwargs)


def test_nothing_is_recorded_about_somebody_who_is_erased_while_it_is_being_sealed(ledger: Ledger) -> None:
    record(ledger, described())
    sound, other = ledger.recorder, again(ledger)

    def meanwhile() -> None:
        ledger.recorder = sound
        record(other, erased())
        record(ledger, described("q"))

    ledger.recorder = Interrupted(ledger, meanwhile)
    with pytest.raises(PersonErased):
        record(ledger, described())


class Undone(FactRecorder):
    """The transaction ends with everything done but the commit."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Positions:
        return super().insert_events(stored_events, **{**kwargs, "after": partial(self.undo, kwargs["after"])})

    def undo(self, after: Guard, connection: Connection, first: int) -> None:
        after(connection, first)
        raise OperationalError("the disk is full")


def test_a_key_of_a_transaction_that_was_undone_is_never_used(ledger: Ledger) -> None:
    told = described("new", id=number(2), mentions=["p"])
    batch = [person("new", id=number(1)), told, correction(number(2), opinions="other"), erased()]
    sound, ledger.recorder = ledger.recorder, Undone(ledger.store, ledger.workspace.id)
    with pytest.raises(Unavailable):
        record(ledger, *batch)
    ledger.recorder = sound
    record(ledger, *batch)
    assert [lost(ledger, n) for n in (1, 2)] == [(), ("opinions",)]


def test_the_ledger_of_erasures_is_written_before_the_commit_and_only_for_what_is_recorded(ledger: Ledger) -> None:
    with pytest.raises(PersonErased):
        record(ledger, erased(), described())
    assert ledger.erasures.people("selling") == []
    record(ledger, erased("q"), erased("p"))
    assert ledger.erasures.people("selling") == ["p", "q"]
    assert ledger.erasures.people("other") == []


def test_a_line_of_the_ledger_cut_short_hides_no_other(tmp_path: Path) -> None:
    erasures = ErasureLedger(tmp_path / "erased")
    erasures.note("w", "p")
    with (tmp_path / "erased").open("ab") as file:
        file.write(b'{"workspace":"w","per')
    erasures.note("w", "q")
    assert erasures.people("w") == ["p", "q"]
    assert ErasureLedger(None).people("w") == ErasureLedger(tmp_path / "none").people("w") == []


def test_after_a_restore_whoever_was_erased_since_is_erased_again(sqlite_url: str, tmp_path: Path) -> None:
    erasures, path = ErasureLedger(tmp_path / "erased"), Path(sqlite_url.removeprefix("sqlite:///"))
    store = open_store(sqlite_url)
    ledger = Ledger(store, make_workspace(store, "w", ROOT_KEY), ROOT_KEY, erasures)
    record(ledger, *world(), described(id=number(1)), described("q", id=number(2)))
    store.close()
    shutil.copy(path, tmp_path / "backup")
    store = open_store(sqlite_url)
    ledger = Ledger(store, ledger.workspace, ROOT_KEY, erasures)
    record(ledger, erased(), person("later"), erased("later"))
    store.close()
    shutil.copy(tmp_path / "backup", path)

    store = open_store(sqlite_url)
    restored = Ledger(store, ledger.workspace, ROOT_KEY, erasures)
    assert erase_again(restored) == ["later", "p"]
    assert erase_again(Ledger(store, ledger.workspace, ROOT_KEY, erasures)) == []
    assert [lost(restored, n) for n in (1, 2)] == [("opinions",), ()]
    assert all_of(restored)[-1].fact.type == "person_erased"
    for again_told in (described(), person("later")):
        with pytest.raises(PersonErased):
            record(restored, again_told)
    store.close()


def test_keys_that_came_back_from_an_older_backup_are_destroyed_again(ledger: Ledger) -> None:
    before = next(bytes(row.wrapped) for row in rows(ledger.store, person_keys) if row.person == "p")
    record(ledger, described(id=number(1)))
    record(ledger, erased())
    with ledger.store.writing(ledger.workspace.id) as connection:
        where = (person_keys.c.workspace == ledger.workspace.id, person_keys.c.person == "p")
        connection.execute(update(person_keys).where(*where).values(state="active", wrapped=before))
    assert erase_again(again(ledger)) == ["p"]
    with pytest.raises(PersonErased):
        record(again(ledger), described())
