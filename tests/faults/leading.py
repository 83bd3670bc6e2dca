"""Processes of `incumbent jobs`, and what happens to the one that leads: it is killed, or stands still for a while."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import psutil
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from domain.log.store import Store, open_store
from jobs.tables import job_leases
from tests.program import Running

from .clients import wait_for
from .place import Place
from .slots import Ends, Note, every, fence_of, finished, flaws, lease_seconds, notes, witnessed, working

PROCESSES = 4
_SETTLED = 0.05
_REFUSED = re.compile(r"no longer holds jobs \(fence (\d+)\)")


@dataclass
class Crew:
    """So many processes, those that were killed, and how long it took each time until another one led."""

    place: Place
    store: Store
    sabotage: str
    running: list[Running] = field(default_factory=list)
    started: list[Running] = field(default_factory=list)
    killed: set[int] = field(default_factory=set)
    taken_over: list[float] = field(default_factory=list)
    first_fence: int = field(init=False)

    def __post_init__(self) -> None:
        self.first_fence = fence_of(self.store) + 1

    @property
    def disturbed(self) -> bool:
        """Whether a leader lost the lease to whom nothing had happened, as on a machine too busy to let it renew."""
        return fence_of(self.store) > self.first_fence + len(self.taken_over)

    def start(self) -> None:
        settings = {"INCUMBENT_LEASE_SECONDS": str(lease_seconds())}
        self.running.append(self.place.start("jobs", sabotage=self.sabotage, **settings))
        self.started.append(self.running[-1])

    def flaws(self) -> list[str]:
        refused = {int(fence) for one in self.started for fence in _REFUSED.findall(one.said)}
        return flaws(notes(self.store), finished(self.store), Ends(self.killed, refused))

    def story(self) -> str:
        """What is told of it where something is wrong."""
        said = "\n".join(one.said for one in self.started)
        told = "\n".join(map(str, notes(self.store)))
        return f"killed {sorted(self.killed)}, taken over after {self.taken_over} seconds\n{told}\n{said}"

    def kill_working(self) -> None:
        """Killed while it works on a slot, or just before, or just when it is done."""
        begun = self._work_begun()
        self._linger(working() * 1.1)
        self._kill(begun)

    def kill_idle(self) -> None:
        """Killed between two slots."""
        begun = self._work_begun()
        wait_for(lambda: self._last().step != "began")
        self._linger(every().total_seconds() - working() - lease_seconds() * 2)
        self._kill(begun)

    def pause(self) -> None:
        """Stopped while it works until another has begun to; then it goes on, and is not let to."""
        begun = self._stopped_at_work()
        told = len(notes(self.store))
        try:
            self._wait_for_another(begun)
            wait_for(lambda: self._last().pid != begun.pid)
        finally:
            os.kill(begun.pid, signal.SIGCONT)
        wait_for(lambda: any(one.pid == begun.pid for one in notes(self.store)[told:]))

    def _stopped_at_work(self) -> Note:
        """Whoever was done before it stood still would have nothing to note when it goes on."""
        while True:
            begun = self._work_begun()
            self._stop_outside_a_transaction(begun.pid)
            if self._last() == begun:
                return begun
            os.kill(begun.pid, signal.SIGCONT)

    def _work_begun(self) -> Note:
        """On a slot that nobody has seen yet, early enough for another to do it too."""
        told = len(notes(self.store))
        wait_for(lambda: any(one.early for one in notes(self.store)[told:]))
        return next(one for one in notes(self.store)[told:] if one.early)

    def _last(self) -> Note:
        return notes(self.store)[-1]

    def _linger(self, most: float) -> None:
        time.sleep(self.place.random.uniform(0, most))

    def _kill(self, begun: Note) -> None:
        leader = next(one for one in self.running if one.pid == begun.pid)
        self.killed.add(leader.pid)
        assert leader.kill(), leader.said
        self.running.remove(leader)
        self._wait_for_another(begun)
        self.start()

    def _wait_for_another(self, begun: Note) -> None:
        """Than began this: on a busy machine it may have lost the lease before anything happened to it."""
        since = time.monotonic()
        wait_for(lambda: fence_of(self.store) > begun.fence)
        self.taken_over.append(time.monotonic() - since)

    def _stop_outside_a_transaction(self, pid: int) -> None:
        """Whoever stands still within one holds the lease's row: that is the database's to end, after seconds."""
        while True:
            os.kill(pid, signal.SIGSTOP)
            wait_for(lambda: psutil.Process(pid).status() == psutil.STATUS_STOPPED)
            time.sleep(_SETTLED)  # what it sent before may still be under way
            if self._is_free():
                return
            os.kill(pid, signal.SIGCONT)
            time.sleep(_SETTLED / 10)

    def _is_free(self) -> bool:
        query = select(job_leases).where(job_leases.c.name == "jobs")
        try:
            if self.store.sqlite:
                with self.store.engine.connect() as connection:
                    connection.exec_driver_sql(f"PRAGMA busy_timeout = {_SETTLED * 1_000:.0f}")
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                    connection.exec_driver_sql("ROLLBACK")
            else:
                with self.store.writing() as connection:
                    connection.execute(query.with_for_update(nowait=True))
        except OperationalError:
            return False
        return True


Event = Callable[[Crew], None]
EVENTS: Sequence[Event] = (Crew.pause, Crew.kill_working, Crew.kill_idle)


@contextmanager
def crew(place: Place, sabotage: str = "watch_the_slots") -> Iterator[Crew]:
    """Four processes at work on one database; whoever is left is killed in the end."""
    place.new_key()
    with ExitStack() as stack:
        store = open_store(place.database_url)
        stack.callback(store.close)
        with store.writing() as connection:
            witnessed.drop(connection, checkfirst=True)
            witnessed.create(connection)
        made = Crew(place, store, sabotage)
        stack.callback(lambda: [one.kill() for one in made.running])
        for _ in range(PROCESSES):
            made.start()
        yield made


def happen(crew: Crew, times: int) -> None:
    """So many events, one kind after the other, and one more slot."""
    for number in range(times):
        EVENTS[number % len(EVENTS)](crew)
    done = len(finished(crew.store))
    wait_for(lambda: len(finished(crew.store)) > done)
