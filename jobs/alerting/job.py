"""The job that looks after alerts: soon after something was recorded, and when a day begins somewhere."""

from __future__ import annotations

from datetime import timedelta

import structlog
from sqlalchemy import delete

from jobs.due import Schedule
from jobs.lease import LostLease
from jobs.runs import Finished, Job, Turn
from jobs.tables import job_runs
from projections.tenants import Tenants

from .looking import Policy, look, waiting

ALERTS = "alerts"
EVERY = timedelta(seconds=5)
_KEPT = timedelta(days=1)
log = structlog.get_logger()


def alerts_job(tenants: Tenants, policy: Policy) -> Job:
    """What was recorded before now, in a workspace nobody looked at yet, is no news."""
    started_at = tenants.clock()

    def run(turn: Turn) -> Finished:
        return look_everywhere(tenants, policy, started_at, turn)

    return Job(ALERTS, Schedule(EVERY), run, lambda: any(map(waiting, tenants.all())))


def look_everywhere(tenants: Tenants, policy: Policy, started_at: int, turn: Turn) -> Finished:
    """A workspace that fails costs no other; the next look tries again."""
    told = broken = 0
    for tenant in tenants.all():
        if turn.stopping():
            break
        try:
            told += look(tenant, policy, started_at, turn.writing)
        except LostLease:
            raise
        except Exception as error:
            broken += 1
            log.error("looking after alerts failed", workspace=tenant.workspace.id, error=type(error).__name__)
    _forget_runs(turn)
    return Finished("failed" if broken else "done", {"told": told, "broken": broken})


def _forget_runs(turn: Turn) -> None:
    """It runs whenever something was recorded: what it did a day ago tells nobody anything."""
    before = turn.now - _KEPT // timedelta(microseconds=1)
    with turn.writing() as connection:
        connection.execute(delete(job_runs).where(job_runs.c.job == ALERTS, job_runs.c.slot < before))
