"""A workspace with alerts, places they go to, and a relay over a clock that tests set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any
from uuid import uuid4

from api.page.speech import spoken_in
from domain.log.ledger import Terms
from domain.log.store import Store
from jobs.lease import Lease, acquire
from jobs.outputs import queue, registry
from jobs.outputs.policy import Outlet, Policy
from jobs.outputs.queue import Delivery
from jobs.outputs.relay import Relay
from jobs.outputs.sending import Sender
from jobs.runs import Finished, Turn
from jobs.scheduler import LEASE
from projections.tenants import Tenant, Tenants
from tests.jobs.clocks import DAY, SetClock
from tests.jobs.outputs.receiving import Receiver

ROOT_KEY = bytes(32)
ACCOUNTS = ("acme", "bolt")
FOUNDING: list[dict[str, Any]] = [
    *({"type": "organization_registered", "organization": id, "name": id.title()} for id in ACCOUNTS),
    *({"type": "account_opened", "organization": id} for id in ACCOUNTS),
    {"type": "role_defined", "role": "cfo", "organization": "acme", "title": "Finance Director", "effective": "2011"},
    {"type": "person_introduced", "person": "p-1", "name": "Jane <Roe> @channel"},
]


def raised(account: str | None = "acme", **said: Any) -> dict[str, Any]:
    fact = {"type": "alert_raised", "id": str(uuid4()), "alert": f"al-{uuid4()}", "rule": "champion_left"}
    return fact | {"day": "2026-03-01", "severity": "high", "person": "p-1", "account": account} | said


@dataclass
class World:
    store: Store
    tenants: Tenants
    tenant: Tenant
    clock: SetClock
    policy: Policy
    lease: Lease = field(init=False)

    def __post_init__(self) -> None:
        self.lease = self.lead()

    @property
    def workspace(self) -> int:
        return self.tenant.workspace.id

    def lead(self) -> Lease:
        """Take the lease over: whoever had it before is refused from now on."""
        with self.store.writing() as connection:
            connection.exec_driver_sql("UPDATE job_leases SET expires_at = 0")
        lease = acquire(self.store, LEASE, "test", timedelta(days=365), self.clock)
        assert lease is not None
        return lease

    @property
    def turn(self) -> Turn:
        return Turn(self.store, self.lease, 0, self.clock.now)

    def connect(self, address: str, kind: Any = "webhook", **said: Any) -> Outlet:
        return registry.create(self.tenant, kind, {"address": address, **said}, self.policy, self.clock)

    def tell(self, *facts: dict[str, Any]) -> list[str]:
        """The ids of the facts."""
        return [receipt.id for receipt in self.tenant.record(facts, Terms(by="test"))]

    def relay(self, **policy: Any) -> Finished:
        """Everything that is due now is tried; `policy`: what is otherwise this time."""
        sender = Sender(replace(self.policy, **policy), language=spoken_in)
        return Relay(self.tenants, sender, self.clock, Random(3)).run(self.turn, 0)

    def deliveries(self, outlet: Outlet, *states: str) -> list[Delivery]:
        """In the order of the log."""
        found = queue.deliveries_of(self.tenant.ledger, outlet.id, states, 1_000)
        return sorted(found, key=lambda one: (one.place, one.id))

    def states(self, outlet: Outlet) -> list[str]:
        return [one.state for one in self.deliveries(outlet)]

    def now(self, outlet: Outlet) -> Outlet:
        return registry.outlet(self.tenant.ledger, outlet.id)


@contextmanager
def worlds(store: Store, receiver: Receiver | None = None, **policy: Any) -> Iterator[World]:
    clock = SetClock(20_600 * DAY)
    tenants = Tenants(store, ROOT_KEY, clock=clock)
    tenant = tenants.make("w")
    settings = Policy(egress=receiver.egress(), **policy) if receiver else Policy(**policy)
    world = World(store, tenants, tenant, clock, settings)
    world.tell(*FOUNDING)
    yield world


def ids_of(facts: Sequence[dict[str, Any]]) -> list[str]:
    return [fact["id"] for fact in facts]
