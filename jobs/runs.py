"""Which slot of which job was run, with what outcome. A slot is taken once; the key of the table sees to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from domain.log.store import Store

from .due import Schedule
from .lease import Clock, Lease, database_now, fenced
from .tables import job_runs

BY_HAND = 0
Outcome = Literal["done", "different", "failed"]


@dataclass(frozen=True)
class Finished:
    """How a run ended: in one word, and with what a reader of the table may want to know."""

    outcome: Outcome
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """A finished run as the table keeps it."""

    job: str
    slot: int
    finished_at: int
    outcome: str
    detail: dict[str, Any]


@dataclass(frozen=True)
class Turn:
    """What a job gets when its slot is due: the slot, the instant, and the only way to write."""

    store: Store
    lease: Lease
    slot: int
    now: int
    stopping: Callable[[], bool] = lambda: False

    def writing(self, workspace: int | None = None) -> AbstractContextManager[Connection]:
        """Raises LostLease when another process acts by now."""
        return fenced(self.store, self.lease, workspace)


@dataclass(frozen=True)
class Job:
    """A name, when it is due, and what it does; a slot in which nothing is `wanted` passes without a run."""

    name: str
    schedule: Schedule
    run: Callable[[Turn], Finished]
    wanted: Callable[[], bool] = lambda: True


def last_slot(connection: Connection, job: str) -> int | None:
    """The newest slot that is done; not what was left unfinished, nor what ran by hand."""
    done = (job_runs.c.fence != BY_HAND, job_runs.c.finished_at.is_not(None))
    slot: int | None = connection.scalar(select(func.max(job_runs.c.slot)).where(job_runs.c.job == job, *done))
    return slot


def claim(connection: Connection, lease: Lease, job: str, slot: int, now: int) -> bool:
    """Take a slot: a new one, or one that was left unfinished, by a former holder of the lease or by this one.

    Whoever holds the lease runs a job once at a time: what it finds unfinished it does not run any more.
    """
    where = (job_runs.c.job == job, job_runs.c.slot == slot)
    found = connection.execute(select(job_runs.c.fence, job_runs.c.finished_at).where(*where)).one_or_none()
    if found is None:
        connection.execute(insert(job_runs).values(job=job, slot=slot, fence=lease.fence, started_at=now))
        return True
    if found.finished_at is not None or found.fence > lease.fence:
        return False
    connection.execute(update(job_runs).where(*where).values(fence=lease.fence, started_at=now))
    return True


def finish(connection: Connection, lease: Lease, job: str, slot: int, now: int, finished: Finished) -> None:
    where = (job_runs.c.job == job, job_runs.c.slot == slot, job_runs.c.fence == lease.fence)
    connection.execute(update(job_runs).where(*where).values(**_ended(now, finished)))


def note_by_hand(store: Store, job: str, finished: Finished, clock: Clock = database_now) -> None:
    """Keep the result of a job that somebody ran outside its schedule."""
    with store.writing() as connection:
        now = clock(connection)
        run = {"job": job, "slot": _free(connection, job, now), "fence": BY_HAND, "started_at": now}
        connection.execute(insert(job_runs).values(**run, **_ended(now, finished)))


def _free(connection: Connection, job: str, now: int) -> int:
    """SQLite's clock tells milliseconds: two may end in one."""
    taken = select(func.max(job_runs.c.slot)).where(job_runs.c.job == job, job_runs.c.slot >= now)
    newest: int | None = connection.scalar(taken)
    return now if newest is None else newest + 1


def newest(store: Store, job: str, limit: int) -> list[Run]:
    """Finished runs, the newest first."""
    query = select(job_runs).where(job_runs.c.job == job, job_runs.c.finished_at.is_not(None))
    with store.reading() as connection:
        rows = connection.execute(query.order_by(job_runs.c.slot.desc()).limit(limit)).all()
    return [Run(row.job, row.slot, row.finished_at, row.outcome, msgspec.json.decode(row.detail)) for row in rows]


def _ended(now: int, finished: Finished) -> dict[str, Any]:
    detail = msgspec.json.encode(finished.detail).decode()
    return {"finished_at": now, "outcome": finished.outcome, "detail": detail}
