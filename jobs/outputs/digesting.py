"""Digests that are due: one of each day that ended, at the time of day somebody chose in the workspace's time zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update

from domain.log.mapper import EPOCH
from jobs.lease import Clock
from projections.tenants import Tenant

from .events import envelope, instant
from .fanning import Writing
from .policy import Outlet
from .queue import blank, delivery_id, insert_new
from .registry import its, outlets_of
from .tables import outlets
from .wording import DIGEST

# After longer without a process nobody reads what was new on each of the days.
MOST_DAYS = 7


def make_digests(tenant: Tenant, writing: Writing, clock: Clock) -> int:
    """What is due becomes deliveries, each in one transaction with the note that it did; how many."""
    return sum(_made(tenant, outlet, writing, clock) for outlet in outlets_of(tenant.ledger) if _digests(outlet))


def _digests(outlet: Outlet) -> bool:
    return outlet.digest_at is not None and outlet.state == "active"


def _made(tenant: Tenant, outlet: Outlet, writing: Writing, clock: Clock) -> int:
    with tenant.ledger.store.peeking(outlet.workspace) as connection:
        now = EPOCH + timedelta(microseconds=clock(connection))
    days = list(due_days(outlet, now, tenant.workspace.time_zone))
    if not days:
        return 0
    with writing(outlet.workspace) as connection:
        told = [delivery(outlet, day, now) for day in days]
        connection.execute(update(outlets).where(*its(outlet)).values(digested=days[-1].isoformat()))
        return insert_new(connection, told)


def due_days(outlet: Outlet, now: datetime, time_zone: str) -> Iterator[date]:
    """Days that ended since the last one it was made of, or since the outlet was made; the newest of them."""
    local = now.astimezone(ZoneInfo(time_zone))
    last = local.date() - timedelta(days=1 if local.strftime("%H:%M") >= (outlet.digest_at or "") else 2)
    made = (EPOCH + timedelta(microseconds=outlet.created_at)).astimezone(local.tzinfo).date()
    first = date.fromisoformat(outlet.digested) + timedelta(days=1) if outlet.digested else made
    first = max(first, last - timedelta(days=MOST_DAYS - 1))
    yield from (first + timedelta(days=number) for number in range((last - first).days + 1))


def delivery(outlet: Outlet, day: date, now: datetime) -> dict[str, object]:
    body = envelope(DIGEST, instant(now), {"person": outlet.person, "day": day.isoformat()})
    id, made = delivery_id(outlet.id, DIGEST, day.isoformat()), (now - EPOCH) // timedelta(microseconds=1)
    return blank(outlet, id, DIGEST, body, made)
