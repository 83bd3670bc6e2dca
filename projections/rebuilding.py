"""Rebuilding: the rows are written anew beside the live ones, in pieces, before readers see them all at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection

from domain.log.erasing import erasures_of
from domain.log.ledger import Ledger
from domain.log.reading import read_after
from domain.standing import Recorded

from . import builds
from .behind import Behind
from .engine import Engine
from .sinks import Intervals, TableSink

PIECE = 4_000
Progress = Callable[[int, int], None]


def rebuild(ledger: Ledger, progress: Progress) -> None:
    """Write a new build, let readers see it, drop what they saw before. Raises builds.Superseded.

    Where somebody is erased meanwhile it begins anew: what it read before may hold what was erased.
    """
    built = _Rebuild(ledger)
    while not built.done(progress):
        built = _Rebuild(ledger)
    with Behind(ledger.store, ledger.workspace.id) as behind:
        behind.write(partial(_drop_old, ledger.workspace.id))
        del built  # letting go of all facts takes as long as dropping all rows does


def _drop_old(workspace: int, connection: Connection) -> None:
    builds.drop(connection, workspace, "old")


class _Rebuild:
    """One build that grows. Rows are written once they have ended, so that none is found again to be ended."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.workspace = ledger.workspace.id
        with ledger.store.writing(self.workspace) as connection:
            builds.lock(connection, self.workspace)
            self.build = builds.grow(connection, self.workspace)
            self.erasures = erasures_of(connection, self.workspace)
        self.sink = TableSink(self.workspace, self.build)
        self.engine = Engine(self.sink)

    def done(self, progress: Progress) -> bool:
        """Whether readers see it now; if not, somebody was erased meanwhile."""
        try:
            with Behind(self.ledger.store, self.workspace) as behind:
                while self._grow(behind, progress):
                    pass
                self._write_open(behind)
            self._switch()
        except builds.Superseded:
            return self._superseded()
        return True

    def _grow(self, behind: Behind, progress: Progress) -> bool:
        with self.ledger.store.reading(self.workspace) as connection:
            batch = self._read(connection)
        self._count(batch)
        behind.write_rows(partial(self._write, self.sink.taken_done(), self.engine.position))
        progress(self.engine.position, self.ledger.recorder.max_notification_id() or 0)
        return len(batch) == PIECE

    def _write_open(self, behind: Behind) -> None:
        """In pieces too: whoever records meanwhile does not wait for all of them."""
        while taken := self.sink.taken_open(PIECE):
            behind.write_rows(partial(self._write, taken, self.engine.position))

    def _write(self, taken: Intervals, position: int, connection: Connection) -> None:
        self.sink.insert(connection, taken)
        self._reach(connection, position)

    def _switch(self) -> None:
        with self.ledger.store.writing(self.workspace) as connection:
            live = builds.lock(connection, self.workspace)
            while batch := self._read(connection):
                self._count(batch)
            self.sink.flush(connection)
            self._reach(connection, self.engine.position)
            if erasures_of(connection, self.workspace) != self.erasures:
                raise builds.Superseded
            builds.switch(connection, self.workspace, live, self.build)

    def _superseded(self) -> bool:
        """By another rebuild, or by an erasure: then what was written meanwhile is cleaned up."""
        with self.ledger.store.writing(self.workspace) as connection:
            if erasures_of(connection, self.workspace) == self.erasures:
                raise builds.Superseded("another rebuild began meanwhile")
            builds.note_erasure(connection, self.workspace, unclean=True)
        return False

    def _read(self, connection: Connection) -> list[Recorded]:
        return read_after(connection, self.ledger.keys, self.engine.position, PIECE)

    def _count(self, batch: list[Recorded]) -> None:
        for recorded in batch:
            self.engine.apply(recorded)

    def _reach(self, connection: Connection, position: int) -> None:
        builds.reach(connection, self.workspace, self.build, position)
