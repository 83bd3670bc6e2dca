"""Where each workspace was looked at last: up to which position, and on which of its days."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from domain.log.mapper import EPOCH
from domain.log.writing import insert_ignoring
from projections.moments import moment_of
from projections.tenants import Tenant

from .tables import alerting

Writing = Callable[[int], AbstractContextManager[Connection]]


class Place(NamedTuple):
    """`started_at`: what was recorded before (microseconds since 1970) is no news."""

    position: int
    day: date
    started_at: int


def place_of(tenant: Tenant) -> Place | None:
    """None where nobody looked yet."""
    workspace = tenant.workspace.id
    with tenant.ledger.store.reading(workspace) as connection:
        row = connection.execute(select(alerting).where(alerting.c.workspace == workspace)).one_or_none()
    return None if row is None else Place(row.position, date.fromisoformat(row.day), row.started_at)


def begin(tenant: Tenant, started_at: int, writing: Writing) -> Place:
    """Where looking begins: after what was recorded before it was possible, so that no history is news."""
    known_at = (EPOCH + timedelta(microseconds=started_at)).isoformat()
    position = moment_of(tenant.ledger, known_at=known_at).position
    place = Place(position, tenant.workspace.today(started_at), started_at)
    workspace = tenant.workspace.id
    with writing(workspace) as connection:
        insert_ignoring(connection, alerting, [(workspace, place.position, place.day.isoformat(), place.started_at)])
    return place_of(tenant) or place


def advance(tenant: Tenant, position: int, day: date, writing: Writing) -> None:
    """Never back: somebody else may have looked further meanwhile."""
    mine = (alerting.c.workspace == tenant.workspace.id, alerting.c.position <= position)
    with writing(tenant.workspace.id) as connection:
        connection.execute(update(alerting).where(*mine).values(position=position, day=day.isoformat()))


def skip(tenant: Tenant, writing: Writing) -> Place:
    """Begin anew: what is recorded by now gives no alert."""
    now = tenant.ledger.clock()
    begin(tenant, now, writing)
    place = Place(moment_of(tenant.ledger).position, tenant.ledger.today(), now)
    values = {"position": place.position, "day": place.day.isoformat(), "started_at": place.started_at}
    with writing(tenant.workspace.id) as connection:
        connection.execute(update(alerting).where(alerting.c.workspace == tenant.workspace.id).values(values))
    return place
