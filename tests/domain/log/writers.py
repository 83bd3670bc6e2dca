"""Writers that race for the log of one workspace, in threads and processes, and a reader at its tail."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from eventsourcing.persistence import StoredEvent
from sqlalchemy import Connection

from domain.log.mapper import UNCLAIMED, StoredFact
from domain.log.recorder import Appended, FactRecorder, Order, Positions
from domain.log.store import open_store
from domain.log.writing import insert_all
from tests.forking import FORKING

THREADS, PROCESSES, APPENDS = 12, 4, 12


class RolledBack(Exception):
    """Raised by a guard on purpose."""


def row(stream: str = "role:r", version: int = UNCLAIMED, **values: Any) -> StoredFact:
    given: dict[str, Any] = {"id": str(uuid4()), "topic": "role_closed", "state": b"{}", **values}
    return StoredFact(originator_id=stream, originator_version=version, **given)


def roll_back(connection: Connection, erasures: int) -> None:
    raise RolledBack


class TakingNumbersOutside(FactRecorder):
    """As sequences and autoincrement do it: the numbers are gone for good before the facts are there."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Positions:
        TAKEN.numbers = self._take(len(stored_events)), self.clock()
        time.sleep(random.random() / 100)
        return super().insert_events(stored_events, **kwargs)

    @staticmethod
    def _take(count: int) -> int:
        with NUMBERS.lock:
            NUMBERS.last += count
            return NUMBERS.last - count

    def _append(self, order: Order) -> Appended:
        with self.store.writing(self.workspace) as connection:
            if order.guard is not None:
                order.guard(connection, 0)
            insert_all(connection, self._laid_out(order, *TAKEN.numbers))
        return Appended(*TAKEN.numbers)


@dataclass
class Numbers:
    """A number for everybody who asks, whatever becomes of it."""

    last: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


TAKEN = threading.local()
NUMBERS = Numbers()


def write(recorder: FactRecorder, writer: int) -> None:
    """Appends of one to four facts; every fifth is rolled back after it took its positions."""
    for number in range(APPENDS):
        rows = [row(f"role:{writer}") for _ in range(1 + (writer + number) % 4)]
        with suppress(RolledBack):
            recorder.insert_events(rows, guard=roll_back if number % 5 == 4 else None)


def write_in_process(url: str, workspace: int, kind: type[FactRecorder], writer: int) -> None:
    store = open_store(url)
    write(kind(store, workspace), writer)
    store.close()


def written() -> int:
    """How many facts all the writers append together."""
    sizes = [(1 + (writer + n) % 4, n) for writer in range(THREADS + PROCESSES) for n in range(APPENDS)]
    return sum(size for size, number in sizes if number % 5 != 4)


@dataclass
class Tail:
    """Follows the log from the start as every consumer does: what comes after the last position it saw."""

    recorder: FactRecorder
    seen: list[int] = field(default_factory=list)

    def read(self) -> bool:
        last = self.seen[-1] if self.seen else 0
        found = self.recorder.select_notifications(last, 50, inclusive_of_start=False)
        self.seen += [notification.id for notification in found]
        return bool(found)

    def follow(self, writing: Callable[[], bool]) -> None:
        while writing():
            self.read()
        while self.read():
            pass


def race(url: str, recorder: FactRecorder, processes: int = PROCESSES) -> list[int]:
    """All writers at once; the positions that the reader saw, in the order it saw them."""
    workspace, kind = recorder.workspace, type(recorder)
    others = [
        FORKING.Process(target=write_in_process, args=(url, workspace, kind, THREADS + number))
        for number in range(processes)
    ]
    threads = [threading.Thread(target=write, args=(recorder, number)) for number in range(THREADS)]
    writers: list[Any] = [*others, *threads]
    for writer in writers:
        writer.start()
    tail = Tail(recorder)
    tail.follow(lambda: any(writer.is_alive() for writer in writers))
    for writer in writers:
        writer.join()
    assert [process.exitcode for process in others] == [0] * processes
    return tail.seen
