"""When a host may be asked again, whoever asks: one row a host, shared by all processes and workspaces."""

from __future__ import annotations

import time

from sqlalchemy import select, update

from domain.log.store import Store
from domain.log.writing import insert_ignoring
from jobs.lease import Clock

from .policy import seconds
from .tables import feed_hosts

_LONGEST_WAIT = 30.0


def free_at(store: Store, host: str) -> int:
    """The instant from which it may be asked; 0: nobody asked it yet."""
    with store.reading() as connection:
        return connection.scalar(select(feed_hosts.c.free_at).where(feed_hosts.c.host == host)) or 0


def take(store: Store, host: str, gap: float, clock: Clock) -> int:
    """Book the next free instant; gives the microseconds to wait for it."""
    with store.writing() as connection:
        insert_ignoring(connection, feed_hosts, [(host, 0)])
        query = select(feed_hosts.c.free_at).where(feed_hosts.c.host == host).with_for_update()
        now, free = clock(connection), connection.scalar(query) or 0
        begins = max(now, free)
        connection.execute(update(feed_hosts).where(feed_hosts.c.host == host).values(free_at=begins + seconds(gap)))
        return begins - now


def wait_for(store: Store, host: str, gap: float, clock: Clock) -> None:
    """Sleeps until the host may be asked, half a minute at most: who has to wait longer is due later."""
    time.sleep(min(take(store, host, gap, clock) / 1_000_000, _LONGEST_WAIT))


def hold_off(store: Store, host: str, until: int) -> None:
    """As it asked for by Retry-After."""
    with store.writing() as connection:
        insert_ignoring(connection, feed_hosts, [(host, 0)])
        later = (feed_hosts.c.host == host, feed_hosts.c.free_at < until)
        connection.execute(update(feed_hosts).where(*later).values(free_at=until))
