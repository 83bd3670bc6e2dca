"""Our recorder behind eventsourcing's contract: rows in, positions out, in one transaction under the lock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from threading import Event
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Notification,
    OperationalError,
    ProgrammingError,
    StoredEvent,
    Subscription,
)
from sqlalchemy import Connection, exc, func, select

from ..errors import InstantRefused
from .mapper import UNCLAIMED, StoredFact
from .reading import select_stored
from .store import Begun, Store, now_us
from .tables import facts, sealed, subject_facts, subjects
from .writing import Taking, ask, gathered, insert_ignoring, insert_rows, taking

Guard = Callable[[Connection, int], None]
_BEFORE = "a kept recorded_at must not lie before that of an earlier fact"


class FactRecorder(ApplicationRecorder):
    """Facts of one workspace. Raises the library's errors, as its own recorders do."""

    def __init__(self, store: Store, workspace: int, clock: Callable[[], int] = now_us) -> None:
        self.store = store
        self.workspace = workspace
        self.clock = clock

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        guard: Guard | None = None,
        after: Guard | None = None,
        within: Connection | None = None,
        **kwargs: Any,
    ) -> Sequence[int]:
        """Append all or none; positions in order. `guard` runs under the lock before, `after` before the commit.

        Both get the connection and a number: the workspace's count of erasures, the first position given. `within`
        a transaction of the caller's, nothing is committed here.
        """
        rows = [event if isinstance(event, StoredFact) else _plain(event) for event in stored_events]
        if not rows:
            return []
        try:
            first = self._taking(rows)
            if within is not None:
                return self._append(Begun(within, ask(within, *first), []), rows, guard, after or _nothing)
            with self.store.appending(self.workspace, first) as begun:
                return self._append(begun, rows, guard, after)
        except exc.IntegrityError as error:
            raise IntegrityError(str(error.orig)) from error
        except exc.OperationalError as error:
            raise OperationalError(str(error.orig)) from error
        except exc.ProgrammingError as error:
            raise ProgrammingError(str(error.orig)) from error

    def _append(self, begun: Begun, rows: list[StoredFact], guard: Guard | None, after: Guard | None) -> list[int]:
        if begun.taken is None:
            raise InstantRefused(_BEFORE, field="recorded_at")
        head, instant, erasures = begun.taken
        if guard is not None:
            guard(begun.connection, erasures)
        first = head - len(rows) + 1
        if after is None:
            begun.last.append(partial(self._insert, begun.connection, rows, first, instant))
        else:
            with gathered(begun.connection):
                self._insert(begun.connection, rows, first, instant)
            after(begun.connection, first)
        return list(range(first, head + 1))

    def _taking(self, rows: list[StoredFact]) -> Taking:
        """Positions are taken under the workspace's lock, which is held until the commit.

        A batch has one instant, never before the last one; kept instants pass the same gate.
        """
        kept = [row.recorded_at for row in rows] if rows[0].recorded_at else []
        self._refuse_instants(kept)
        return taking(self.workspace, len(rows), kept or self.clock())

    def _refuse_instants(self, kept: list[int]) -> None:
        for index, (earlier, later) in enumerate(pairwise(kept), 1):
            if later < earlier:
                raise InstantRefused(_BEFORE, field="recorded_at", index=index)
        if kept and kept[-1] > self.clock():
            raise InstantRefused("a kept recorded_at must not lie in the future", field="recorded_at")

    def _insert(self, connection: Connection, rows: list[StoredFact], first: int, instant: int) -> None:
        values, beside, about, born = [], [], {}, []
        for index, row in enumerate(rows):
            position = first + index
            root = row.root or (position if row.root_index is None else first + row.root_index)
            values.append(_row(self.workspace, row, position, root, row.recorded_at or instant))
            beside += [(self.workspace, position, part, *one) for part, one in enumerate(row.sealed)]
            about.update(dict.fromkeys((self.workspace, kind, id, root) for kind, id in row.subjects))
            born += [(self.workspace, kind, id, position) for kind, id in row.created]
        insert_rows(connection, facts, values)
        insert_rows(connection, sealed, beside)
        insert_ignoring(connection, subject_facts, list(about))
        insert_ignoring(connection, subjects, born)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredFact]:
        version = facts.c.stream_version
        where = [facts.c.stream == str(originator_id)]
        where += [version > gt] if gt is not None else []
        where += [version <= lte] if lte is not None else []
        with self.store.reading(self.workspace) as connection:
            found = select_stored(
                connection, self.workspace, *where, order=version.desc() if desc else version, limit=limit
            )
        return [_as_given(row, originator_id) for row in found]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        position = facts.c.position
        where = [] if start is None else [position >= start if inclusive_of_start else position > start]
        where += [position <= stop] if stop is not None else []
        where += [facts.c.type.in_(topics)] if topics else []
        with self.store.reading(self.workspace) as connection:
            rows = select_stored(connection, self.workspace, *where, limit=limit)
        return [
            Notification(row.originator_id, row.originator_version, row.topic, row.state, row.position) for row in rows
        ]

    def max_notification_id(self) -> int | None:
        with self.store.reading(self.workspace) as connection:
            query = select(func.max(facts.c.position)).where(facts.c.workspace == self.workspace)
            newest: int | None = connection.execute(query).scalar_one()
        return newest

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        return PolledSubscription(self, gt=gt, topics=topics)


class PolledSubscription(Subscription[ApplicationRecorder]):
    """Follows the log by position; positions are commit-ordered and without gaps, so nothing can be missed."""

    SECONDS = 0.05

    def __init__(self, recorder: ApplicationRecorder, gt: int | None = None, topics: Sequence[str] = ()) -> None:
        super().__init__(recorder, gt=gt, topics=topics)
        self._waiting: Iterator[Notification] = iter(())
        self._stopped = Event()
        self._last = gt or 0

    def stop(self) -> None:
        super().stop()
        self._stopped.set()

    def __next__(self) -> Notification:
        while not self._stopped.is_set():
            for notification in self._waiting:
                self._last = notification.id
                return notification
            found = self._recorder.select_notifications(self._last, 500, topics=self._topics, inclusive_of_start=False)
            self._waiting = iter(found)
            if not found:
                time.sleep(self.SECONDS)
        raise StopIteration


def _nothing(connection: Connection, first: int) -> None:
    """After facts that are not committed here."""


def _row(workspace: int, row: StoredFact, position: int, root: int, instant: int) -> tuple[Any, ...]:
    stream = (str(row.originator_id), None if row.originator_version == UNCLAIMED else row.originator_version)
    told = (row.effective, row.certainty, row.source, instant, row.recorded_by, row.caused_by)
    return (workspace, position, row.id, row.topic, row.version, *stream, *told, root, row.fingerprint, row.state)


def _plain(event: StoredEvent) -> StoredFact:
    """A stored event of the library's own kind: no envelope, its own subject."""
    fields: Mapping[str, Any] = vars(event)
    return StoredFact(**fields, id=str(uuid4()), subjects=(("stream", str(event.originator_id)),))


def _as_given(row: StoredFact, originator_id: UUID | str) -> StoredFact:
    return replace(row, originator_id=originator_id)
