"""Following the log: rows and position committed together."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from domain.amendments import PersonErased
from domain.errors import Unavailable
from domain.language import say
from domain.log.erasing import CLEARED
from domain.log.ledger import Ledger
from domain.log.mapper import UnreadableLog
from domain.log.reading import read_after
from domain.log.store import Begun
from domain.standing import Recorded

from . import builds
from .engine import Engine, Subject, erases
from .rebuilding import Progress, rebuild
from .replaying import replay
from .shelf import Shelf
from .sinks import MOST_TOLD, Step, TableSink, remove_home
from .views import VIEWS

BATCH = 1_000
MOST_FAMILIES = 1_500_000
Write = Callable[[], None]
Stepped = Callable[[Step], None]
_ATTEMPTS, _CLEANED_AGAIN = 10, 60.0
_LOCK_TIMEOUT = "55P03"


class Follower:
    """Keeps the live build of one workspace up with its log; what it read stays in memory for the next facts."""

    def __init__(
        self, ledger: Ledger, scrubbed: Callable[[], None] = lambda: None, stepped: Stepped = lambda step: None
    ) -> None:
        """`scrubbed` is called when an erasure was counted: what is kept in memory may hold what was erased.

        `stepped` is called with each step that is committed, but not with one that counts an erasure.
        """
        self.ledger = ledger
        self.workspace = ledger.workspace.id
        self.scrubbed = scrubbed
        self.stepped = stepped
        self._made: Step | None = None
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._unclean = self._stale = False
        self._clean_from = 0.0

    def catch_up(self, handed: Sequence[Recorded] = ()) -> int:
        """Count every fact recorded so far; the position reached. On failure the view says so and the error goes on.

        `handed`: a batch that was just recorded here; where nothing else is to be counted before it, nothing is read.
        """
        with self._lock:
            try:
                position = self._follow(handed)
            except (OperationalError, Unavailable):  # the database's fault: nothing is wrong with the view
                raise
            except Exception as error:
                self._engine = None
                self._say_failed(error)
                raise
            if self._stale:
                self.scrubbed()
                self._stale = False
            if self._unclean and time.monotonic() >= self._clean_from:
                self._clean()
        return position

    def _follow(self, handed: Sequence[Recorded]) -> int:
        while True:
            position, more = self._step(handed)
            if not more:
                return position

    def _clean(self) -> None:
        """After an erasure; where a reader is in the way, or this process ends, again later."""
        self._clean_from = time.monotonic() + _CLEANED_AGAIN
        if self.ledger.store.wipe(*CLEARED, *self.ledger.elsewhere.tables, *(view.name for view in VIEWS)):
            with self.ledger.store.writing(self.workspace) as connection:
                builds.note_erasure(connection, self.workspace, unclean=False)
            self._unclean, self._clean_from = False, 0.0

    def _step(self, handed: Sequence[Recorded]) -> tuple[int, bool]:
        """Whoever is following already is waited for, longer than the database does by itself."""
        for _ in range(_ATTEMPTS):
            try:
                lock = builds.locking(self.workspace)
                count = partial(self._follow_begun, handed)
                reached = self.ledger.store.append(self.workspace, lock, count, synced=False)
                self._tell()
                return reached
            except OperationalError as error:
                self._engine = None
                if getattr(error.orig, "sqlstate", None) != _LOCK_TIMEOUT:
                    raise
        raise Unavailable(say("the views are being followed elsewhere for long; try again"))

    def follow_within(self, connection: Connection, limit: int) -> tuple[int, bool]:
        """Count the next facts in a transaction given; (position reached, whether there may be more)."""
        return self._follow_locked(connection, builds.lock(connection, self.workspace), limit, _now)

    def _follow_begun(self, handed: Sequence[Recorded], begun: Begun) -> tuple[int, bool]:
        """What is written travels with the end of the transaction."""
        head = builds.locked(begun.connection, self.workspace, begun.taken)
        return self._follow_locked(begun.connection, head, BATCH, begun.last.append, handed)

    def _follow_locked(
        self,
        connection: Connection,
        head: builds.Locked,
        limit: int,
        write: Callable[[Write], None],
        handed: Sequence[Recorded] = (),
    ) -> tuple[int, bool]:
        self._unclean, self._made = head.unclean, None
        batch, more = self._next(connection, head.position, limit, handed)
        if not batch:
            return head.position, False
        sink = TableSink(self.workspace, head.build)
        engine = self._engine_at(head.position, sink, connection)
        self._count(connection, engine, sink, batch, head.build)
        self._made = self._step_of(connection, engine, sink, batch, head)
        write(partial(sink.flush, connection))
        write(partial(builds.advance, connection, self.workspace, head.build, engine.position))
        self._keep(engine)
        return engine.position, more

    def _next(
        self, connection: Connection, position: int, limit: int, handed: Sequence[Recorded]
    ) -> tuple[list[Recorded], bool]:
        """What to count after a position, and whether there may be more."""
        if handed and handed[0].position == position + 1 and len(handed) <= limit:
            return list(handed), False
        batch = read_after(connection, self.ledger.keys, position, limit)
        more = len(batch) == limit
        return (_whole(batch) if more else batch), more

    def _step_of(
        self, connection: Connection, engine: Engine, sink: TableSink, batch: list[Recorded], head: builds.Locked
    ) -> Step | None:
        """What is about to be written, for those who keep rows in memory; None where they had better read again."""
        if self._stale or len(batch) > MOST_TOLD or engine.turned_at > head.position:
            return None
        families = {one.root: engine.families[one.root] for one in batch}
        found = Shelf(connection, self.ledger.keys, engine.position).subjects_of(families)
        subjects = found.union(map(engine.same.of, found)) if engine.same else found
        return Step(head.build, head.position, engine.position, subjects, sink.changes())

    def _tell(self) -> None:
        """Once it is committed; what it holds in clear is not kept here."""
        made, self._made = self._made, None
        if made is not None:
            self.stepped(made)

    def _engine_at(self, position: int, sink: TableSink, connection: Connection) -> Engine:
        shelf = Shelf(connection, self.ledger.keys, position)
        engine = self._engine
        if engine is None or engine.position != position:
            return Engine(sink, shelf, position)
        engine.sink, engine.library = sink, shelf
        return engine

    def _keep(self, engine: Engine) -> None:
        engine.library = None
        self._engine = engine if len(engine.families) <= MOST_FAMILIES else None

    def _count(
        self, connection: Connection, engine: Engine, sink: TableSink, batch: list[Recorded], build: int
    ) -> None:
        engine.expect(batch)
        for erasing, some in groupby(batch, erases):
            if erasing:
                sink.flush(connection)
                builds.note_erasure(connection, self.workspace, unclean=True)
                builds.drop(connection, self.workspace, "growing", "old")
                self._unclean = self._stale = True
                self._scrub(connection, engine, sink, list(some), build)
            else:
                for recorded in some:
                    engine.apply(recorded)

    def _scrub(
        self, connection: Connection, engine: Engine, sink: TableSink, erasures: list[Recorded], build: int
    ) -> None:
        """After erasures the homes concerned are written anew from what can still be read."""
        self.ledger.store.take_time(connection)
        shelf = Shelf(connection, self.ledger.keys, erasures[-1].position)
        for subject in self._concerned(shelf, erasures):
            remove_home(connection, self.workspace, build, subject)
            replay(shelf.history(subject), subject, sink)
            sink.flush(connection)
        engine.clear(shelf.upto, shelf)

    def _concerned(self, shelf: Shelf, erasures: list[Recorded]) -> list[Subject]:
        """Every home that ever held what is erased now, wherever corrections and merges took it."""
        people = [("person", one.fact.person) for one in erasures if isinstance(one.fact, PersonErased)]
        return sorted(shelf.concerned(people, shelf.families({one.root for one in erasures})))

    def _say_failed(self, error: Exception) -> None:
        with self.ledger.store.writing(self.workspace) as connection:
            builds.lock(connection, self.workspace)  # where the first step failed, its build was rolled back with it
            builds.fail(connection, self.workspace, _told(error)[:500])

    def rebuild(self, progress: Progress = lambda done, total: None) -> None:
        """Write a new build beside the live one, then let readers see it. Raises builds.Superseded."""
        rebuild(self.ledger, progress)
        with self._lock:
            self._engine = None
        self.catch_up()


def _now(write: Write) -> None:
    write()


def _whole(batch: list[Recorded]) -> list[Recorded]:
    """Without the facts of the last instant, of which there may be more: readers see all of a batch or nothing."""
    return [one for one in batch if one.recorded_at < batch[-1].recorded_at] or batch


def _told(error: Exception) -> str:
    """What a database says of an error may repeat the values of a row: only its kind is kept."""
    cause = getattr(error, "orig", None)
    kind = type(error).__name__ if cause is None else f"{type(error).__name__} ({type(cause).__name__})"
    return f"{kind}: {error}" if isinstance(error, UnreadableLog) else kind
