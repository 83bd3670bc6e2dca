"""Rebuilding: the rows are written anew beside the live ones, in pieces, before readers see them all at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection

from domain.log.erasing import erasures_of
from domain.log.ledger import Ledger
from domain.log.reading import read_after
from domain.log.writing import Many, inserting, run_many
from domain.standing import Recorded

from . import builds
from .behind import Behind
from .engine import Engine
from .shelf import Shelf
from .sinks import EarlySink, Intervals, TableSink

PIECE = 4_000
Progress = Callable[[int, int], None]


def rebuild(ledger: Ledger, progress: Progress) -> None:
    """Write a new build, let readers see it, drop what they saw before. Raises builds.Superseded.

    Where somebody is erased meanwhile it begins anew: what it read before may hold what was erased.
    """
    built = _Rebuild(ledger)
    while not built.done(progress):
        built = _Rebuild(ledger)
    with ledger.store.writing(ledger.workspace.id) as connection:
        builds.drop(connection, ledger.workspace.id, "old")


class _Rebuild:
    """One build that grows. Rows are written once they have ended, so that none is found again to be ended."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.workspace = ledger.workspace.id
        with ledger.store.writing(self.workspace) as connection:
            builds.lock(connection, self.workspace)
            self.build = builds.grow(connection, self.workspace)
            self.erasures = erasures_of(connection, self.workspace)
        kind = EarlySink if ledger.store.sqlite else TableSink
        self.sink = kind(self.workspace, self.build)
        self.position = 0

    def done(self, progress: Progress) -> bool:
        """Whether readers see it now; if not, somebody was erased meanwhile."""
        try:
            with Behind(self.ledger.store, self.workspace) as behind:
                self._grow(behind, progress)
            self._switch()
        except builds.Superseded:
            return self._superseded()
        return True

    def _grow(self, behind: Behind, progress: Progress) -> None:
        """All facts are let go of at its end, which takes about as long as writing the last rows does meanwhile."""
        engine, more = Engine(self.sink), True
        while more:
            with self.ledger.store.reading(self.workspace) as connection:
                batch = self._read(connection)
            self._count(engine, batch)
            self._pass_on(behind, self.sink.taken_done())
            progress(self.position, self.ledger.recorder.max_notification_id() or 0)
            more = len(batch) == PIECE
        self._write_open(behind)

    def _write_open(self, behind: Behind) -> None:
        """In pieces too: whoever records meanwhile does not wait for all of them."""
        while taken := self.sink.taken_open(PIECE):
            self._pass_on(behind, taken)

    def _pass_on(self, behind: Behind, taken: Intervals) -> None:
        endings = self.sink.taken_endings(self.ledger.store.engine.dialect.name)
        if behind.dictates:
            behind.dictate(self._dictated(endings, taken))
        else:
            behind.write_rows(partial(self._write, endings, taken, self.position))

    def _dictated(self, endings: list[Many], taken: Intervals) -> list[Many]:
        begun = [inserting(into.table, into.rows) for into in self.sink.rows(taken)]
        return [*endings, *begun, builds.advancing("sqlite", self.workspace, self.build, self.position)]

    def _write(self, endings: list[Many], taken: Intervals, position: int, connection: Connection) -> None:
        for ending in endings:
            run_many(connection, *ending)
        self.sink.insert(connection, taken)
        self._reach(connection, position)

    def _switch(self) -> None:
        with self.ledger.store.writing(self.workspace) as connection:
            live = builds.lock(connection, self.workspace)
            while batch := self._read(connection):
                self._follow(connection, batch)
            self.sink.flush(connection)
            self._reach(connection, self.position)
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
        return read_after(connection, self.ledger.keys, self.position, PIECE)

    def _follow(self, connection: Connection, batch: list[Recorded]) -> None:
        """Count what was recorded while the last rows were written; the few homes concerned are read again."""
        engine = Engine(self.sink, Shelf(connection, self.ledger.keys, self.position), self.position)
        engine.expect(batch)
        self._count(engine, batch)
        self.sink.flush(connection)

    def _count(self, engine: Engine, batch: list[Recorded]) -> None:
        for recorded in batch:
            engine.apply(recorded)
        self.position = engine.position

    def _reach(self, connection: Connection, position: int) -> None:
        builds.reach(connection, self.workspace, self.build, position)
