"""Rebuilding: the rows are written anew beside the live ones, in pieces, before readers see them all at once."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from domain.log.erasing import erasures_of
from domain.log.ledger import Ledger
from domain.log.reading import read_after
from domain.standing import Recorded

from . import builds
from .engine import Engine
from .sinks import TableSink

PIECE = 4_000
Progress = Callable[[int, int], None]


def rebuild(ledger: Ledger, progress: Progress) -> None:
    """Write a new build, then let readers see it. Raises builds.Superseded.

    Where somebody is erased meanwhile it begins anew: what it read before may hold what was erased.
    """
    while not _Rebuild(ledger).done(progress):
        pass


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
            while self._grow(progress):
                pass
            while self._write_open():
                pass
            self._switch()
        except builds.Superseded:
            return self._superseded()
        return True

    def _grow(self, progress: Progress) -> bool:
        with self.ledger.store.reading(self.workspace) as connection:
            batch = self._read(connection)
        self._count(batch)
        with self.ledger.store.writing(self.workspace) as connection:
            self.sink.flush_done(connection)
            self._reach(connection)
        progress(self.engine.position, self.ledger.recorder.max_notification_id() or 0)
        return len(batch) == PIECE

    def _write_open(self) -> bool:
        """In pieces too: whoever records meanwhile does not wait for all of them."""
        with self.ledger.store.writing(self.workspace) as connection:
            more = self.sink.flush_open(connection, PIECE)
            self._reach(connection)
        return more

    def _switch(self) -> None:
        with self.ledger.store.writing(self.workspace) as connection:
            live = builds.lock(connection, self.workspace)
            while batch := self._read(connection):
                self._count(batch)
            self.sink.flush(connection)
            self._reach(connection)
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

    def _reach(self, connection: Connection) -> None:
        builds.reach(connection, self.workspace, self.build, self.engine.position)
