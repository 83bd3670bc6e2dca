"""A lease lets one process act; its fence number refuses what a former holder still writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, Update, select, text, update

from domain.log.store import Store
from domain.log.writing import insert_ignoring

from .tables import job_leases

Clock = Callable[[Connection], int]

_SQLITE_NOW = text("SELECT CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER) * 1000")
_POSTGRES_NOW = text("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)")


class LostLease(Exception):
    """Another process acts now; nothing was written."""


@dataclass(frozen=True)
class Lease:
    """The right to act until it expires. A greater fence under the same name means that somebody else has it."""

    name: str
    holder: str
    fence: int
    expires_at: int


def database_now(connection: Connection) -> int:
    """The database's clock: the one clock that all processes share."""
    return int(connection.scalar(_SQLITE_NOW if connection.dialect.name == "sqlite" else _POSTGRES_NOW) or 0)


def acquire(store: Store, name: str, holder: str, ttl: timedelta, clock: Clock = database_now) -> Lease | None:
    """The lease, if nobody holds it or its holder let it expire."""
    with store.writing() as connection:
        insert_ignoring(connection, job_leases, [(name, "", 0, 0)])
        found = connection.execute(select(job_leases).where(job_leases.c.name == name).with_for_update()).one()
        now = clock(connection)
        if found.expires_at > now:
            return None
        lease = Lease(name, holder, found.fence + 1, now + ttl // timedelta(microseconds=1))
        taken = {"holder": holder, "fence": lease.fence, "expires_at": lease.expires_at}
        connection.execute(update(job_leases).where(job_leases.c.name == name).values(taken))
        return lease


def renew(store: Store, lease: Lease, ttl: timedelta, clock: Clock = database_now) -> Lease | None:
    """The lease for another while; also after it expired, as long as nobody else took it."""
    with store.writing() as connection:
        expires_at = clock(connection) + ttl // timedelta(microseconds=1)
        renewed = connection.execute(_its_row(lease).values(expires_at=expires_at)).rowcount
    return Lease(lease.name, lease.holder, lease.fence, expires_at) if renewed else None


def release(store: Store, lease: Lease) -> None:
    """Let the next one take it at once; nothing happens when somebody has it already."""
    with store.writing() as connection:
        connection.execute(_its_row(lease).values(expires_at=0))


@contextmanager
def fenced(store: Store, lease: Lease, workspace: int | None = None) -> Iterator[Connection]:
    """A transaction that may write as long as nobody else took the lease. Raises LostLease.

    The lease's row stays locked until the commit, so that nobody takes over in between.
    """
    with store.writing(workspace) as connection:
        query = select(job_leases.c.fence).where(job_leases.c.name == lease.name).with_for_update()
        if connection.scalar(query) != lease.fence:
            raise LostLease(f"{lease.holder} no longer holds {lease.name} (fence {lease.fence})")
        yield connection


def _its_row(lease: Lease) -> Update:
    return update(job_leases).where(job_leases.c.name == lease.name, job_leases.c.fence == lease.fence)
