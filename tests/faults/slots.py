"""A job that writes down in the database which slots it runs, and a check of what several processes left there."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, insert, select

from domain.log.store import Store
from jobs.due import Schedule
from jobs.lease import LostLease, database_now
from jobs.runs import Finished, Job, Turn
from jobs.tables import job_leases, job_runs

JOB = "witness"
# How many times longer everything lasts than it usually does, for all processes of a test.
SLOWER = "TESTS_SLOWER"


def working() -> float:
    return _slowly(0.25)


def lease_seconds() -> float:
    return _slowly(0.5)


def every() -> timedelta:
    """A second longer than it takes another process to notice that the leader is gone, and to do its work."""
    return timedelta(seconds=_slowly(2.2))


def _slowly(seconds: float) -> float:
    return seconds * int(os.environ.get(SLOWER, "1"))


def microseconds() -> int:
    """How long a slot lasts."""
    return every() // timedelta(microseconds=1)


witnessed = Table(
    "witnessed",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("slot", BigInteger),
    Column("fence", BigInteger),
    Column("pid", Integer),
    Column("step", String(8)),
    Column("at", BigInteger),
)

Step = Literal["began", "ended", "refused"]


class Note(NamedTuple):
    """That a process began or ended its work on a slot, or was refused to say so. `at`: by the database's clock."""

    slot: int
    fence: int
    pid: int
    step: str
    at: int = 0

    @property
    def early(self) -> bool:
        return self.step == "began" and self.at - self.slot < microseconds() / 4


class Attempt(NamedTuple):
    """What one process did of a slot under one fence. `ended`: None where it was stopped before."""

    slot: int
    fence: int
    pid: int
    began: int
    ended: int | None


def witness() -> Job:
    return Job(JOB, Schedule(every()), _work)


def _work(turn: Turn) -> Finished:
    _note(turn, "began")
    time.sleep(working())
    _note(turn, "ended")
    return Finished("done")


def _note(turn: Turn, step: Step) -> None:
    """What a fence refuses is written down beside it."""
    try:
        with turn.writing() as connection:
            connection.execute(insert(witnessed).values(_row(turn, step, database_now(connection))))
    except LostLease:
        with turn.store.writing() as connection:
            connection.execute(insert(witnessed).values(_row(turn, "refused", database_now(connection))))
        raise


def _row(turn: Turn, step: Step, now: int) -> dict[str, object]:
    return {"slot": turn.slot, "fence": turn.lease.fence, "pid": os.getpid(), "step": step, "at": now}


def notes(store: Store) -> list[Note]:
    """In the order they were written: each is committed before the lease can be taken over."""
    columns = [witnessed.c[name] for name in Note._fields]
    with store.reading() as connection:
        return [Note(*row) for row in connection.execute(select(*columns).order_by(witnessed.c.number))]


def fence_of(store: Store) -> int:
    """That of the leader."""
    with store.reading() as connection:
        return connection.scalar(select(job_leases.c.fence).where(job_leases.c.name == "jobs")) or 0


def finished(store: Store) -> set[int]:
    """Slots whose outcome is kept."""
    done = (job_runs.c.job == JOB, job_runs.c.finished_at.is_not(None))
    with store.reading() as connection:
        return set(connection.scalars(select(job_runs.c.slot).where(*done)))


def attempts(told: Sequence[Note]) -> list[Attempt]:
    """One for each `began`: whatever a process noted next under this fence and slot is how that ended."""
    found: list[Attempt] = []
    for place, note in enumerate(told):
        if note.step == "began":
            later = (one for one in told[place + 1 :] if (one.slot, one.pid) == (note.slot, note.pid))
            next_step = next(later, None)
            ended = next_step.at if next_step is not None and next_step.step == "ended" else None
            found.append(Attempt(note.slot, note.fence, note.pid, note.at, ended))
    return found


@dataclass(frozen=True)
class Ends:
    """What kept outcomes from being recorded: processes that were killed, and fences under which that was refused."""

    killed: Set[int] = frozenset()
    refused: Set[int] = frozenset()

    def excuse(self, attempt: Attempt) -> bool:
        return attempt.pid in self.killed or attempt.fence in self.refused


def flaws(told: Sequence[Note], done: set[int], ends: Ends) -> list[str]:
    """Everything that is wrong, by kind."""
    made = attempts(told)
    return [*_twice(made, ends), *_old(told), *_together(made), *_missed(made, done)]


def _twice(made: Sequence[Attempt], ends: Ends) -> Iterator[str]:
    """Only what did not end, or whose outcome could not be recorded any more, may be tried again: jobs bear that."""
    of_slot = defaultdict[int, list[Attempt]](list)
    for attempt in made:
        of_slot[attempt.slot].append(attempt)
    for slot, tried in of_slot.items():
        if any(one.ended is not None and not ends.excuse(one) for one in tried[:-1]):
            yield f"twice: slot {slot} was run by {[one.pid for one in tried]}"


def _old(told: Sequence[Note]) -> Iterator[str]:
    written = [note for note in told if note.step != "refused"]
    for earlier, later in pairwise(written):
        if later.fence < earlier.fence:
            yield f"old: {later.pid} wrote under fence {later.fence} after {earlier.fence}"


def _together(made: Sequence[Attempt]) -> Iterator[str]:
    whole = sorted((one for one in made if one.ended is not None), key=lambda one: one.began)
    for earlier, later in pairwise(whole):
        if later.began < (earlier.ended or 0):
            yield f"together: {earlier.pid} and {later.pid} worked at once, on {earlier.slot} and {later.slot}"


def _missed(made: Sequence[Attempt], done: set[int]) -> Iterator[str]:
    """Of all slots from the first to the last; whether the last one ended, nobody waited to see."""
    slots = [one.slot for one in made] or [0]
    ended = {one.slot for one in made if one.ended is not None} & done
    yield from (f"missed: slot {slot}" for slot in range(min(slots), max(slots), microseconds()) if slot not in ended)
