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
from .slots import LEASE_SECONDS, WORKING, Ends, Note, every, fence_of, finished, flaws, notes, witnessed

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

    def start(self) -> None:
        settings = {"INCUMBENT_LEASE_SECONDS": str(LEASE_SECONDS)}
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
        leader = self._leader_at_work()
        self._linger(WORKING * 1.1)
        self._kill(leader)

    def kill_idle(self) -> None:
        """Killed between two slots."""
        leader = self._leader_at_work()
        wait_for(lambda: self._last().step != "began")
        self._linger(every().total_seconds() - WORKING - LEASE_SECONDS * 2)
        self._kill(leader)

    def pause(self) -> None:
        """Stopped while it works until another has begun to; then it goes on, and is not let to."""
        leader, fence = self._leader_at_work(), fence_of(self.store)
        self._stop_outside_a_transaction(leader)
        try:
            self._wait_for_another(fence)
            wait_for(lambda: self._last().pid != leader.pid)
        finally:
            os.kill(leader.pid, signal.SIGCONT)
        wait_for(lambda: any(one.pid == leader.pid for one in notes(self.store)[self._told :]))

    def _leader_at_work(self) -> Running:
        """Once it has begun a slot that nobody has seen yet, early enough for another to do it too."""
        self._told = len(notes(self.store))
        wait_for(lambda: len(notes(self.store)) > self._told and self._last().early)
        self._told = len(notes(self.store))
        return next(one for one in self.running if one.pid == self._last().pid)

    def _last(self) -> Note:
        return notes(self.store)[-1]

    def _linger(self, most: float) -> None:
        time.sleep(self.place.random.uniform(0, most))

    def _kill(self, leader: Running) -> None:
        fence = fence_of(self.store)
        self.killed.add(leader.pid)
        assert leader.kill(), leader.said
        self.running.remove(leader)
        self._wait_for_another(fence)
        self.start()

    def _wait_for_another(self, fence: int) -> None:
        since = time.monotonic()
        wait_for(lambda: fence_of(self.store) > fence)
        self.taken_over.append(time.monotonic() - since)

    def _stop_outside_a_transaction(self, leader: Running) -> None:
        """Whoever stands still within one holds the lease's row: that is the database's to end, after seconds."""
        while True:
            os.kill(leader.pid, signal.SIGSTOP)
            wait_for(lambda: psutil.Process(leader.pid).status() == psutil.STATUS_STOPPED)
            time.sleep(_SETTLED)  # what it sent before may still be under way
            if self._is_free():
                return
            os.kill(leader.pid, signal.SIGCONT)
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
            witnessed.create(connection)
        working = Crew(place, store, sabotage)
        stack.callback(lambda: [one.kill() for one in working.running])
        for _ in range(PROCESSES):
            working.start()
        yield working


def happen(working: Crew, times: int) -> None:
    """So many events, one kind after the other, and one more slot."""
    for number in range(times):
        EVENTS[number % len(EVENTS)](working)
    done = len(finished(working.store))
    wait_for(lambda: len(finished(working.store)) > done)
