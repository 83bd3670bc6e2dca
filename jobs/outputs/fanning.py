"""From the log to deliveries: the log is the outbox, and a cursor says how far it was emptied.

What becomes deliveries and the cursor behind it commit together, under the fence of whoever leads. The log itself is
read before that: facts never change, and nobody waits for a lock meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from jobs.lease import Clock
from projections.moments import moment_of
from projections.records import Bodies
from projections.snapshots import snapshot
from projections.tenants import Tenant

from .cursors import Cursor, cursor_of, head_of, move
from .events import ERASED, Event, Same, events_between, is_wanted
from .policy import Outlet
from .queue import blank, delivery_id, hold_waiting, insert_new
from .registry import forget_people, outlets_in

_STEP = 20_000
_MOST = 500
Writing = Callable[[int | None], AbstractContextManager[Connection]]


@dataclass(frozen=True)
class Stretch:
    """A piece of the log that was read, what leaves in it, and which records are of one body. `restored`: the store
    began a new epoch before it."""

    begins: Cursor
    ends: Cursor
    events: Sequence[Event]
    bodies: Bodies
    restored: bool
    whole: bool


def fan_out(tenant: Tenant, writing: Writing, clock: Clock) -> int:
    """Everything recorded so far becomes deliveries; how many."""
    count, more = 0, True
    while more and (stretch := _unsent(tenant)) is not None:
        count += _kept(tenant, stretch, writing, clock)
        more = not stretch.whole
    return count


def _unsent(tenant: Tenant) -> Stretch | None:
    """None: nothing was recorded since, or nobody ever wanted to know."""
    workspace, epoch = tenant.workspace.id, tenant.ledger.store.epoch
    with tenant.ledger.store.reading(workspace) as connection:
        cursor, head = cursor_of(connection, workspace), head_of(connection, workspace)
        if cursor is None or (cursor.position >= head and cursor.epoch == epoch):
            return None
        after = min(cursor.position, head)
        upto = min(after + _STEP, head)
        found = events_between(connection, tenant.ledger.keys, after, upto, _MOST)
    bodies = _bodies(tenant)
    events = [one.renamed(bodies.known_as) for one in found]
    ends = events[-1].position if len(events) == _MOST else upto
    whole = ends == head
    # Until all of it is read it counts as restored: what is met on the way may have been sent before.
    ending = Cursor(ends, epoch if whole else cursor.epoch)
    return Stretch(cursor, ending, events, bodies, cursor.epoch != epoch, whole)


def _bodies(tenant: Tenant) -> Bodies:
    with snapshot(tenant, moment_of(tenant.ledger)) as at:
        return Bodies(at)


def _kept(tenant: Tenant, stretch: Stretch, writing: Writing, clock: Clock) -> int:
    """Of two who read the same stretch one moves the cursor."""
    workspace = tenant.workspace.id
    with writing(workspace) as connection:
        if not move(connection, workspace, stretch.begins, stretch.ends):
            return 0
        if stretch.restored:
            hold_waiting(connection, workspace)
        forget_people(
            connection, workspace, [event.about["person"] for event in stretch.events if event.type == ERASED]
        )
        now, outlets = clock(connection), outlets_in(connection, tenant.ledger.keys)
        state = "held" if stretch.restored else "waiting"
        same = stretch.bodies.known_as
        pairs = ((outlet, event) for event in stretch.events for outlet in outlets if is_for(outlet, event, same))
        return insert_new(connection, [_delivery(*pair, now, state) for pair in pairs])


def is_for(outlet: Outlet, event: Event, same: Same) -> bool:
    """An outlet that is paused misses nothing; one that is gone is sent nothing more."""
    if outlet.state == "gone" or event.position <= outlet.since or outlet.digest_at is not None:
        return False
    if event.withheld and not outlet.restricted:
        return False
    return is_wanted(outlet.wants, event, same) and (event.type != ERASED or outlet.kind == "webhook")


def _delivery(outlet: Outlet, event: Event, now: int, state: str) -> dict[str, Any]:
    row = blank(outlet, delivery_id(outlet.id, event.fact), event.type, event.body, now)
    return row | {"place": event.position, "account": event.account, "fact": event.fact, "state": state}
