"""The jobs as the settings want them: nightly upkeep; feeds, alerts and what is sent of them all day."""

from __future__ import annotations

from datetime import timedelta

from jobs.alerting.job import alerts_job
from jobs.alerting.looking import Policy as Looking
from jobs.feeds.job import feeds_jobs
from jobs.outputs.job import outputs_jobs
from jobs.runs import Job
from jobs.upkeep import Policy, upkeep
from projections.tenants import Tenants

from .alerts.outgoing import sender
from .feeds.feeding import puller
from .settings import Settings


def nightly(tenants: Tenants, settings: Settings) -> list[Job]:
    alerts = alerts_job(tenants, Looking(settings.alert_days_back))
    outputs = outputs_jobs(tenants, sender(settings))
    return [*upkeep(tenants, policy_of(settings)), *feeds_jobs(tenants, puller(settings)), alerts, *outputs]


def policy_of(settings: Settings) -> Policy:
    return Policy(
        verify_at=_after_midnight(settings.verify_at),
        verify_accounts=settings.verify_accounts,
        expire_at=_after_midnight(settings.expire_at),
        keep_idempotency=timedelta(days=settings.keep_idempotency_days),
    )


def _after_midnight(time: str) -> timedelta:
    hours, minutes = time.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))
