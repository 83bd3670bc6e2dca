"""The jobs that send what is due, and forget what was sent long ago."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from jobs.due import Schedule, daily
from jobs.runs import Finished, Job, Turn
from jobs.tables import job_runs
from projections.tenants import Tenants

from .registry import outlets_of
from .relay import Relay
from .sending import Sender
from .tables import deliveries

RELAY, FORGET = "relay", "forget-delivered"
# A run stays, and looks all the time: a slot for each look would write twice a second when nothing is due.
EVERY = timedelta(minutes=2)
_FORGET_AT = timedelta(hours=3, minutes=45)
_KEEP_JOB_RUNS = timedelta(days=1)
_MICROSECOND = timedelta(microseconds=1)


def outputs_jobs(tenants: Tenants, sender: Sender) -> list[Job]:
    relay = Relay(tenants, sender)
    return [
        Job(RELAY, Schedule(EVERY), lambda turn: relay.run(turn, EVERY.total_seconds()), lambda: anybody(tenants)),
        Job(FORGET, daily(_FORGET_AT), lambda turn: forget(tenants, sender.policy.keep, turn)),
    ]


def anybody(tenants: Tenants) -> bool:
    """Whether there is a place anywhere that something could be sent to."""
    return any(outlets_of(tenant.ledger) for tenant in tenants.all())


def forget(tenants: Tenants, keep: timedelta, turn: Turn) -> Finished:
    """Deliveries that nobody waits for any more, and the relay's own runs."""
    d, before = deliveries.c, turn.now - keep // _MICROSECOND
    for tenant in tenants.all():
        workspace = tenant.workspace.id
        with turn.writing(workspace) as connection:
            old = (d.workspace == workspace, d.state != "waiting", d.created_at < before)
            connection.execute(delete(deliveries).where(*old))
    with turn.writing() as connection:
        old_runs = (job_runs.c.job == RELAY, job_runs.c.slot < turn.now - _KEEP_JOB_RUNS // _MICROSECOND)
        connection.execute(delete(job_runs).where(*old_runs))
    return Finished("done")
