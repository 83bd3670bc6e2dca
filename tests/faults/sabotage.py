"""Ways to break the program on purpose: what is not noticed here would not be noticed anywhere."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, delete, insert, select

import api.cli.scheduling
import api.nightly
import jobs.runs
import jobs.scheduler
from domain.log.drafts import Receipt, Terms
from domain.log.store import Store
from jobs.lease import Lease
from jobs.runs import Job
from jobs.tables import job_runs
from projections.tenants import Tenant

from .slots import witness

_BEHIND = 0.05


def answer_before_the_commit() -> None:
    """Batches wait in memory for a writer; the client is told at once that they are recorded."""
    record, waiting = Tenant.record, queue.SimpleQueue[tuple[Tenant, Any, Terms]]()

    def write() -> None:
        while True:
            time.sleep(_BEHIND)
            record(*waiting.get())

    def promise(self: Tenant, sent: Sequence[Mapping[str, Any]], terms: Terms) -> list[Receipt]:
        waiting.put((self, sent, terms))
        return [Receipt(fact["id"], 0) for fact in sent]

    threading.Thread(target=write, daemon=True).start()
    Tenant.record = promise  # type: ignore[method-assign]


def watch_the_slots() -> None:
    """Nothing is broken: the jobs have one more among them, which writes down its slots."""
    usual: Callable[..., list[Job]] = api.nightly.nightly
    api.cli.scheduling.nightly = lambda *given: [*usual(*given), witness()]  # type: ignore[attr-defined]


def write_past_the_fence() -> None:
    """Whoever held the lease once may write for good."""

    @contextmanager
    def unfenced(store: Store, lease: Lease, workspace: int | None = None) -> Iterator[Connection]:
        with store.writing(workspace) as connection:
            yield connection

    watch_the_slots()
    jobs.runs.fenced = jobs.scheduler.fenced = unfenced  # type: ignore[attr-defined]


def take_any_slot() -> None:
    """A slot is due and may be taken whoever ran it."""

    def claim(connection: Connection, lease: Lease, job: str, slot: int, now: int) -> bool:
        connection.execute(delete(job_runs).where(job_runs.c.job == job, job_runs.c.slot == slot))
        connection.execute(insert(job_runs).values(job=job, slot=slot, fence=lease.fence, started_at=now))
        return True

    watch_the_slots()
    jobs.scheduler.claim = claim  # type: ignore[attr-defined]
    jobs.scheduler.last_slot = lambda *_: None  # type: ignore[attr-defined]


def leave_what_was_begun() -> None:
    """A slot that somebody began is as good as done."""
    watch_the_slots()
    jobs.scheduler.claim = _claimed  # type: ignore[attr-defined]


def _claimed(connection: Connection, lease: Lease, job: str, slot: int, now: int) -> bool:
    begun = connection.scalar(select(job_runs.c.fence).where(job_runs.c.job == job, job_runs.c.slot == slot))
    return begun is None and jobs.runs.claim(connection, lease, job, slot, now)
