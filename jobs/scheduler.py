"""Ticks in memory; what is due, who may act and what was done lie in the database.

Any number of processes may run this: the holder of the lease acts, the others wait for it to expire.
"""

from __future__ import annotations

import os
import socket
import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from eventsourcing.persistence import OperationalError as LogUnavailable
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from domain.errors import Unavailable
from domain.log.store import Store

from .due import due
from .lease import Clock, Lease, LostLease, acquire, database_now, fenced, release, renew
from .resting import CutShort
from .runs import Finished, Job, Turn, claim, finish, last_slot

LEASE = "jobs"
# The database does not answer now; nothing is wrong with who asked.
_BUSY = (OperationalError, InterfaceError, PoolExhausted, LogUnavailable, Unavailable)
log = structlog.get_logger()


@dataclass(frozen=True)
class Pace:
    """How long a lease lasts without renewal, and how often to look what is due."""

    ttl: timedelta = timedelta(seconds=30)
    tick: timedelta = timedelta(seconds=5)

    @property
    def renewal(self) -> timedelta:
        return self.ttl / 3


def pace_of(seconds: float) -> Pace:
    """A lease that lasts so many seconds, and looks as often as fits it."""
    return Pace(ttl := timedelta(seconds=seconds), ttl / 6)


class Leadership:
    """The lease as one process sees it. A lease that was lost shows in what its fence refuses, not here."""

    def __init__(self, store: Store, holder: str, ttl: timedelta, clock: Clock = database_now) -> None:
        self.store, self.holder, self.ttl, self.clock = store, holder, ttl, clock
        self.lease: Lease | None = None

    def hold(self) -> Lease | None:
        """Renew the lease, or try to take it."""
        held = self.lease and renew(self.store, self.lease, self.ttl, self.clock)
        self.lease = held or acquire(self.store, LEASE, self.holder, self.ttl, self.clock)
        return self.lease

    def release(self) -> None:
        lease, self.lease = self.lease, None
        if lease is not None:
            release(self.store, lease)


class Scheduler:
    """Runs jobs when they are due, as long as this process holds the lease."""

    def __init__(self, store: Store, jobs: Sequence[Job], pace: Pace = Pace(), clock: Clock = database_now) -> None:
        self.store, self.jobs, self.pace, self.clock = store, jobs, pace, clock
        self.leadership = Leadership(store, _this_process(), pace.ttl, clock)
        self._stopping = threading.Event()
        self._ticking: BackgroundScheduler | None = None

    def start(self) -> None:
        """Ticks in threads of its own until stopped."""
        self._ticking = ticking = _ticking(len(self.jobs) + 1)
        ticking.add_job(self.hold, "interval", seconds=self.pace.renewal.total_seconds())
        for job in self.jobs:
            ticking.add_job(self.tick, "interval", [job], seconds=self.pace.tick.total_seconds())
        self.hold()
        ticking.start()

    def stop(self) -> None:
        """Returns when nothing runs any more; another process may take over at once."""
        self._stopping.set()
        if self._ticking is not None:
            self._ticking.shutdown(wait=True)
        self.leadership.release()

    def hold(self) -> None:
        """A database that does not answer costs the lease at worst; the next tick tries again."""
        try:
            self.leadership.hold()
        except (DBAPIError, *_BUSY) as error:
            log.warning("the lease could not be renewed", error=type(error).__name__)

    def tick(self, job: Job) -> bool:
        """Run the job if a slot of it is due and this process leads; says whether it ran."""
        lease = self.leadership.lease
        if lease is None or self._stopping.is_set():
            return False
        try:
            turn = self._claim(job, lease)
            return turn is not None and self._run(job, turn)
        except CutShort:
            log.info("a job was cut short", job=job.name)
        except LostLease as lost:
            log.warning("the lease was lost", job=job.name, reason=str(lost))
        except (DBAPIError, *_BUSY) as error:
            log.warning("a job waits for the database", job=job.name, error=type(error).__name__)
        return False

    def _claim(self, job: Job, lease: Lease) -> Turn | None:
        """A cheap look first: writing takes a lock, and mostly nothing is due."""
        with self.store.reading() as connection:
            slot = due(job.schedule, last_slot(connection, job.name), self.clock(connection))
        if slot is None or not job.wanted():
            return None
        with fenced(self.store, lease) as connection:
            now = self.clock(connection)
            claimed = claim(connection, lease, job.name, slot, now)
        return Turn(self.store, lease, slot, now, self._stopping.is_set) if claimed else None

    def _run(self, job: Job, turn: Turn) -> bool:
        finished = _outcome(job, turn)
        if turn.stopping():
            return False  # cut short: whoever leads next takes the slot again
        with turn.writing() as connection:
            finish(connection, turn.lease, job.name, turn.slot, self.clock(connection), finished)
        return True


def _outcome(job: Job, turn: Turn) -> Finished:
    """A job that fails has failed in its slot; the next slot tries again and the others go on.

    Where the database does not answer nothing is decided: the next tick takes the slot again.
    """
    try:
        return job.run(turn)
    except (LostLease, CutShort, *_BUSY):
        raise
    except Exception as error:
        log.exception("a job failed", job=job.name)
        return Finished("failed", {"error": type(error).__name__})


def _ticking(threads: int) -> BackgroundScheduler:
    return BackgroundScheduler(
        timezone=UTC,
        executors={"default": {"type": "threadpool", "max_workers": threads}},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )


def _this_process() -> str:
    return f"{socket.gethostname()[:100]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
