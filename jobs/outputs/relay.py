"""The relay: empties the log into deliveries and tries those that are due, beside each other and each in its turn.

At least once: what an attempt came to is written after it, so that whoever is killed in between sends again, under the
same id. In order for each account and outlet: only the first that waits is tried.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from random import Random, SystemRandom
from typing import TypeVar

import structlog
from sqlalchemy import Connection, update

from domain.log.access_notes import Note, keep_note
from jobs.lease import Clock, LostLease, database_now
from jobs.runs import Finished, Turn
from projections.tenants import Tenant, Tenants

from .digesting import make_digests
from .failing import tell_of
from .fanning import fan_out
from .policy import Outlet
from .queue import Delivery, claim, due, settle
from .registry import its, outlets_in
from .schedule import Next, Outcome, after
from .sending import Sender
from .tables import outlets
from .wording import subject_of

POLL = 0.5
_HOUR = 3_600_000_000
_MOST_DUE = 200
GONE = "the other side says that nobody is there any more (410)"
T = TypeVar("T")
log = structlog.get_logger()


@dataclass(frozen=True)
class Relay:
    tenants: Tenants
    sender: Sender
    clock: Clock = database_now
    chance: Random = SystemRandom()  # noqa: RUF009 - it has no state of its own

    def run(self, turn: Turn, seconds: float) -> Finished:
        """For so long, and then until nothing is due. Raises LostLease when another process leads by now."""
        until, running = time.monotonic() + seconds, _Running(self, turn)
        with running:
            while not turn.stopping() and (running.look() or running.busy or time.monotonic() < until):
                running.wait(POLL)
        return Finished("done", dict(running.counted))


class _Running:
    """Deliveries on their way. Only the thread that looks starts and collects them."""

    def __init__(self, relay: Relay, turn: Turn) -> None:
        self.relay, self.turn, self.policy = relay, turn, relay.sender.policy
        self.counted = Counter[str]()
        self._flying: dict[tuple[int, str, str], Future[str]] = {}
        self._landed = threading.Event()
        self._pool = ThreadPoolExecutor(self.policy.at_once, "relay")

    def __enter__(self) -> _Running:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True)

    @property
    def busy(self) -> bool:
        return bool(self._flying)

    def wait(self, seconds: float) -> None:
        """Until something has landed, or so long. Raises LostLease."""
        self._landed.wait(seconds)
        self._landed.clear()
        for place in [place for place, future in self._flying.items() if future.done()]:
            became = self._unless_it_fails(self._flying.pop(place).result)
            self.counted[became or "failed"] += 1

    def look(self) -> int:
        """How many deliveries were started. Raises LostLease."""
        tenants = self._unless_it_fails(self.relay.tenants.all) or []
        return sum(self._unless_it_fails(partial(self._look_at, tenant)) or 0 for tenant in tenants)

    def _unless_it_fails(self, work: Callable[[], T]) -> T | None:
        """A database that does not answer, or a workspace nobody can read, costs one look, not the run."""
        try:
            return work()
        except LostLease:
            raise
        except Exception as error:
            log.error("relaying failed", error=type(error).__name__)
            return None

    def _look_at(self, tenant: Tenant) -> int:
        fan_out(tenant, self.turn.writing, self.relay.clock)
        make_digests(tenant, self.turn.writing, self.relay.clock)
        workspace, started = tenant.workspace.id, 0
        with tenant.ledger.store.reading(workspace) as connection:
            now = self.relay.clock(connection)
            ready = due(connection, workspace, now, self.relay.sender.kinds, self._full(workspace), _MOST_DUE)
            places = {one.id: one for one in outlets_in(connection, tenant.ledger.keys)} if ready else {}
        for delivery in ready:
            if self._may_start(delivery):
                self._start(tenant, places[delivery.outlet], delivery)
                started += 1
        return started

    def _at(self, workspace: int) -> Counter[str]:
        return Counter(outlet for number, outlet, _ in self._flying if number == workspace)

    def _full(self, workspace: int) -> list[str]:
        """Outlets with as many on their way as may be: what else waits for them must not hide what waits for others."""
        return [outlet for outlet, many in self._at(workspace).items() if many >= self.policy.at_one_place]

    def _may_start(self, delivery: Delivery) -> bool:
        mine = self._at(delivery.workspace)[delivery.outlet]
        room = len(self._flying) < self.policy.at_once and mine < self.policy.at_one_place
        return room and delivery.turn not in self._flying

    def _start(self, tenant: Tenant, outlet: Outlet, delivery: Delivery) -> None:
        future = self._pool.submit(_Attempt(self.relay, self.turn, tenant, outlet, delivery).made)
        self._flying[delivery.turn] = future
        future.add_done_callback(lambda _: self._landed.set())


@dataclass(frozen=True)
class _Attempt:
    """One delivery, tried once."""

    relay: Relay
    turn: Turn
    tenant: Tenant
    outlet: Outlet
    delivery: Delivery

    def made(self) -> str:
        """What became of the delivery, in a word. Raises LostLease."""
        now = self._written(lambda connection, now: now if self._claimed(connection, now) else None)
        if now is None:
            return "changed"
        outcome = self._outcome(now)
        following = self._written(lambda connection, now: self._settled(connection, outcome, now))
        return "changed" if following is None else following.state

    def _claimed(self, connection: Connection, now: int) -> bool:
        return claim(connection, self.delivery, self.turn.lease.fence, now)

    def _outcome(self, now: int) -> Outcome:
        """An error nobody expected is the delivery's own, and shows in the log by its kind."""
        try:
            return self.relay.sender.attempt(self.tenant, self.outlet, self.delivery, now)
        except Exception as error:
            log.error("sending failed", outlet=self.outlet.id, error=type(error).__name__)
            return Outcome(None, f"failed here ({type(error).__name__})")

    def _settled(self, connection: Connection, outcome: Outcome, now: int) -> Next | None:
        policy, tried = self.relay.sender.policy, self.delivery
        chance = self.relay.chance
        following = after(outcome, tried.attempts + 1, tried.began_at, now, policy.schedule, policy.spread, chance)
        self._note_reading(connection, outcome, now)
        if not settle(connection, tried, self.turn.lease.fence, outcome, following):
            return None
        if following.state == "dead":
            log.warning("a delivery is dead", outlet=self.outlet.id, delivery=tried.id, problem=outcome.problem)
            died = replace(tried, next_at=now)
            tell_of(connection, self.tenant.ledger.keys, self.outlet, died, outcome.problem)
        self._note_outlet(connection, outcome, now)
        return following

    def _note_reading(self, connection: Connection, outcome: Outcome, now: int) -> None:
        """As who asks for it is noted, so is who is sent it, if only because that was tried."""
        subject = subject_of(self.delivery)
        if subject is not None and self.outlet.restricted and not outcome.nothing:
            caller, hour = f"outlet:{self.outlet.id}", now // _HOUR
            keep_note(connection, Note(self.delivery.workspace, caller, *subject, hour))

    def _note_outlet(self, connection: Connection, outcome: Outcome, now: int) -> None:
        values: dict[str, object] = {}
        if outcome.gone and self.outlet.kind != "mail":
            values = {"state": "gone", "reason": GONE}
        elif outcome.retry_after:
            values = {"free_at": now + round(outcome.retry_after * 1_000_000)}
        if values:
            connection.execute(update(outlets).where(*its(self.outlet)).values(values))

    def _written(self, work: Callable[[Connection, int], T]) -> T:
        with self.turn.writing(self.delivery.workspace) as connection:
            return work(connection, self.relay.clock(connection))
