"""Our recorder behind eventsourcing's contract: rows in, positions out, in one transaction under the lock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from threading import Event
from typing import Any, NamedTuple
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
from .batches import Into, Row, Taking
from .mapper import UNCLAIMED, StoredFact
from .reading import select_stored
from .store import Begun, Store, now_us
from .tables import facts, sealed, subject_facts, subjects
from .writing import ask, gathered, insert_all, taking

Guard = Callable[[Connection, int], None]


class Order(NamedTuple):
    """What to append, as `insert_events` explains it."""

    rows: Sequence[StoredFact]
    guard: Guard | None
    unless: int | None
    after: Guard | None
    beside: Sequence[Into]

    @property
    def at_once(self) -> bool:
        """Whether nothing need be asked once positions are taken, as far as is known."""
        return self.after is None and (self.guard is None or self.unless is not None)


class Appended(NamedTuple):
    """Where the first fact of an append stands, and the instant of all that did not keep their own (microseconds)."""

    first: int
    instant: int


class Positions(list[int]):
    """Where facts were recorded, in order, and when."""

    instant: int = 0

    @classmethod
    def of(cls, appended: Appended, count: int) -> Positions:
        found = cls(range(appended.first, appended.first + count))
        found.instant = appended.instant
        return found


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
        unless: int | None = None,
        after: Guard | None = None,
        beside: Sequence[Into] = (),
        within: Connection | None = None,
        **kwargs: Any,
    ) -> Positions:
        """Append all or none; positions in order. `guard` runs under the lock before, `after` before the commit.

        Both get the connection and a number: the workspace's count of erasures, the first position given. `unless`
        that count is this one: the guard need not run then. Rows `beside` the facts are written with them. `within`
        a transaction of the caller's, nothing is committed here.
        """
        rows = [event if isinstance(event, StoredFact) else _plain(event) for event in stored_events]
        if not rows:
            return Positions()
        try:
            order = Order(rows, guard, unless, after, beside)
            appended = self._append_within(within, order) if within is not None else self._append(order)
            return Positions.of(appended, len(rows))
        except exc.IntegrityError as error:
            raise IntegrityError(str(error.orig)) from error
        except exc.OperationalError as error:
            raise OperationalError(str(error.orig)) from error
        except exc.ProgrammingError as error:
            raise ProgrammingError(str(error.orig)) from error

    def _append_within(self, connection: Connection, order: Order) -> Appended:
        begun = Begun(connection, ask(connection, *self._taking(order.rows)), [])
        return self._write(begun, order if order.after else order._replace(after=_nothing))

    def _append(self, order: Order) -> Appended:
        taking = self._taking(order.rows)
        if order.at_once and not self.store.sqlite:
            batch = self._laid_out(order, -len(order.rows) - 1, 0)
            if (taken := self.store.append_at_once(taking, order.unless, batch)) is not None:
                return Appended(int(taken[0]) - len(order.rows) + 1, taken[1])
        return self.store.append(self.workspace, taking, lambda begun: self._write(begun, order))

    def _write(self, begun: Begun, order: Order) -> Appended:
        """Rows are written here, or last of all together with the commit."""
        if begun.taken is None:
            raise InstantRefused(_BEFORE, field="recorded_at")
        head, instant, erasures = begun.taken
        if order.guard is not None and erasures != order.unless:
            order.guard(begun.connection, erasures)
        before = int(head) - len(order.rows)
        batch = self._laid_out(order, before, instant)
        if order.after is None:
            begun.last.append(partial(insert_all, begun.connection, batch))
        else:
            with gathered(begun.connection):
                insert_all(begun.connection, batch)
            order.after(begun.connection, before + 1)
        return Appended(before + 1, instant)

    def _taking(self, rows: Sequence[StoredFact]) -> Taking:
        """Positions are taken under the workspace's lock, which is held until the commit.

        A batch has one instant, never before the last one; kept instants pass the same gate.
        """
        if not rows[0].recorded_at:
            return taking(self.workspace, len(rows), self.clock(), self.store.sqlite)
        kept = [row.recorded_at for row in rows]
        self._refuse_instants(kept)
        return taking(self.workspace, len(rows), kept, self.store.sqlite)

    def _refuse_instants(self, kept: list[int]) -> None:
        for index, (earlier, later) in enumerate(pairwise(kept), 1):
            if later < earlier:
                raise InstantRefused(_BEFORE, field="recorded_at", index=index)
        if kept[-1] > self.clock():
            raise InstantRefused("a kept recorded_at must not lie in the future", field="recorded_at")

    def _laid_out(self, order: Order, before: int, instant: int) -> list[Into]:
        """What to write, the facts at the positions that follow `before`."""
        workspace, values, hidden, born = self.workspace, list[Row](), list[Row](), list[Row]()
        about: dict[Row, None] = {}
        for position, row in enumerate(order.rows, before + 1):
            root = row.root or (position if row.root_index is None else before + 1 + row.root_index)
            values.append(_row(workspace, row, position, root, row.recorded_at or instant))
            for part, one in enumerate(row.sealed):
                hidden.append((workspace, position, part, *one))
            for kind, id in row.subjects:
                about[workspace, kind, id, root] = None
            for kind, id in row.created:
                born.append((workspace, kind, id, position))
        beside = Into(subject_facts, list(about), ignoring=True), Into(subjects, born, ignoring=True)
        batch = (*order.beside, Into(facts, values), Into(sealed, hidden), *beside)
        return [into for into in batch if into.rows]

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
    version = None if row.originator_version == UNCLAIMED else row.originator_version
    return (
        workspace, position, row.id, row.topic, row.version, str(row.originator_id), version, row.effective,
        row.certainty, row.source, instant, row.recorded_by, row.caused_by, root, row.fingerprint, row.state,
    )  # fmt: skip


def _plain(event: StoredEvent) -> StoredFact:
    """A stored event of the library's own kind: no envelope, its own subject."""
    fields: Mapping[str, Any] = vars(event)
    return StoredFact(**fields, id=str(uuid4()), subjects=(("stream", str(event.originator_id)),))


def _as_given(row: StoredFact, originator_id: UUID | str) -> StoredFact:
    return replace(row, originator_id=originator_id)
