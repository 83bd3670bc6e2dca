"""Our recorder behind eventsourcing's contract: rows in, positions out, in one transaction under the workspace's lock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
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
from sqlalchemy import Connection, bindparam, exc, func, select, update

from ..errors import InstantRefused
from .mapper import StoredFact
from .reading import select_stored
from .store import Store, now_us
from .tables import facts, sealed, subject_facts, subjects, workspaces
from .writing import insert_ignoring, insert_rows

_TAKE = (
    update(workspaces)
    .where(workspaces.c.id == bindparam("workspace"))
    .values(head=workspaces.c.head + bindparam("count"))
    .returning(workspaces.c.head, workspaces.c.last_recorded_at, workspaces.c.erasures)
)
_STAMP = update(workspaces).where(workspaces.c.id == bindparam("workspace")).values(last_recorded_at=bindparam("last"))

Guard = Callable[[Connection, int], None]


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
        **kwargs: Any,
    ) -> Sequence[int]:
        """Append all or none; positions in order. `guard` runs under the lock before, `after` before the commit.

        Both get the connection and a number: the workspace's count of erasures, the first position given.
        """
        rows = [event if isinstance(event, StoredFact) else _plain(event) for event in stored_events]
        if not rows:
            return []
        try:
            with self.store.writing(self.workspace) as connection:
                return self._append(connection, rows, guard, after)
        except exc.IntegrityError as error:
            raise IntegrityError(str(error.orig)) from error
        except exc.OperationalError as error:
            raise OperationalError(str(error.orig)) from error
        except exc.ProgrammingError as error:
            raise ProgrammingError(str(error.orig)) from error

    def _append(
        self, connection: Connection, rows: list[StoredFact], guard: Guard | None, after: Guard | None
    ) -> list[int]:
        taken = {"workspace": self.workspace, "count": len(rows)}
        head, last, erasures = connection.execute(_TAKE, taken).one()
        if guard is not None:
            guard(connection, erasures)
        first = head - len(rows) + 1
        instants = self._instants(rows, last)
        versions = self._versions(connection, rows)
        self._insert(connection, rows, first, instants, versions)
        connection.execute(_STAMP, {"workspace": self.workspace, "last": instants[-1]})
        if after is not None:
            after(connection, first)
        return list(range(first, head + 1))

    def _instants(self, rows: list[StoredFact], last: int) -> list[int]:
        """One instant for the batch, never before the last; kept ones pass the same gate."""
        now = self.clock()
        if not rows[0].recorded_at:
            return [max(now, last + 1)] * len(rows)
        kept = [row.recorded_at for row in rows]
        if kept[0] < last or any(later < earlier for earlier, later in zip(kept, kept[1:], strict=False)):
            raise InstantRefused("a kept recorded_at must not lie before that of an earlier fact", field="recorded_at")
        if kept[-1] > now:
            raise InstantRefused("a kept recorded_at must not lie in the future", field="recorded_at")
        return kept

    def _versions(self, connection: Connection, rows: list[StoredFact]) -> list[int]:
        """The version each row takes in its stream: the one it claims, else the next."""
        asked = {str(row.originator_id) for row in rows if not row.originator_version}
        latest = _latest_versions(connection, self.workspace, sorted(asked))
        versions = []
        for row in rows:
            stream = str(row.originator_id)
            version = row.originator_version or latest.get(stream, 0) + 1
            latest[stream] = version
            versions.append(version)
        return versions

    def _insert(
        self, connection: Connection, rows: list[StoredFact], first: int, instants: list[int], versions: list[int]
    ) -> None:
        values, beside, about, born = [], [], {}, []
        for index, row in enumerate(rows):
            position = first + index
            root = row.root or (position if row.root_index is None else first + row.root_index)
            values.append(_row(self.workspace, row, position, root, instants[index], versions[index]))
            beside += [(self.workspace, position, part.people, part.ciphertext) for part in row.sealed]
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
            return connection.scalar(select(func.max(facts.c.position)).where(facts.c.workspace == self.workspace))

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


def _latest_versions(connection: Connection, workspace: int, streams: list[str]) -> dict[str, int]:
    latest: dict[str, int] = {}
    for start in range(0, len(streams), 500):
        some = streams[start : start + 500]
        matching = facts.c.stream == some[0] if len(some) == 1 else facts.c.stream.in_(some)
        query = select(facts.c.stream, func.max(facts.c.stream_version)).where(facts.c.workspace == workspace, matching)
        latest.update((stream, version) for stream, version in connection.execute(query.group_by(facts.c.stream)))
    return latest


def _row(workspace: int, row: StoredFact, position: int, root: int, instant: int, version: int) -> tuple[Any, ...]:
    return (
        workspace, position, row.id, row.topic, row.version, str(row.originator_id), version, row.effective, row.certainty,
        row.source, instant, row.recorded_by, row.caused_by, root, row.fingerprint, row.state,
    )  # fmt: skip


def _plain(event: StoredEvent) -> StoredFact:
    """A stored event of the library's own kind: no envelope, its own subject."""
    fields: Mapping[str, Any] = vars(event)
    return StoredFact(**fields, id=str(uuid4()), subjects=(("stream", str(event.originator_id)),))


def _as_given(row: StoredFact, originator_id: UUID | str) -> StoredFact:
    from dataclasses import replace

    return replace(row, originator_id=originator_id)
