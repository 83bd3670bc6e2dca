"""A process that relays until it is killed, and what a receiver that fails has to have got in the end."""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.context import ForkServerProcess
from random import Random
from typing import Any

from domain.log.ledger import Terms
from domain.log.store import Store, open_store
from jobs.due import Schedule
from jobs.outputs import queue, registry, relay
from jobs.outputs.cursors import cursor_of, head_of
from jobs.outputs.job import EVERY, RELAY
from jobs.outputs.policy import Policy
from jobs.outputs.sending import Sender
from jobs.runs import Job
from jobs.scheduler import Pace, Scheduler
from projections.tenants import Tenant, Tenants
from tests.forking import FORKING
from tests.jobs.outputs import sabotage
from tests.jobs.outputs.receiving import Got, Receiver, Reply
from tests.jobs.outputs.world import FOUNDING, ROOT_KEY, raised

QUICK = Pace(ttl=timedelta(seconds=1), tick=timedelta(seconds=0.02))
# A lease outlives whoever held it; a test cannot wait for it to end.
FREED = "UPDATE job_leases SET expires_at = 0"
ACCOUNTS = ("acme", "bolt", None)
IMPATIENT = 0.25


def policy_of(port: int) -> Policy:
    """Waits are short, and so many that nothing dies of a receiver that fails three times in ten, or of its age."""
    waits = (*[timedelta(seconds=0.02)] * 200, timedelta(days=1))
    return Policy(egress=Receiver(port).egress(IMPATIENT), schedule=waits, spread=1.0)


def work(url: str, port: int, broken: str) -> None:
    """Body of a process of its own."""
    if broken:
        getattr(sabotage, broken)()
    relay.POLL = 0.02
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    store = open_store(url)
    relaying = relay.Relay(Tenants(store, ROOT_KEY), Sender(policy_of(port)))
    job = Job(RELAY, Schedule(EVERY), lambda turn: relaying.run(turn, EVERY.total_seconds()))
    Scheduler(store, [job], QUICK).start()
    while True:
        time.sleep(1)


@dataclass
class Failing:
    """A receiver of which three answers in ten are an error, a closed connection or late; it keeps what it took."""

    chance: Random
    taken: list[Got] = field(default_factory=list)
    answered: list[Got] = field(default_factory=list)

    def __call__(self, got: Got) -> Reply:
        """Called one at a time. Whoever closes or is late has taken it all the same.

        A relay that is late itself, on a busy machine, hears the late answer too.
        """
        drawn = self.chance.random()
        if drawn < 0.15:
            return Reply(500)
        self.taken.append(got)
        if drawn < 0.24:
            return Reply(None)
        self.answered.append(got)
        return Reply(200, wait=IMPATIENT * 1.5 if drawn < 0.30 else 0)


def flaws(sent: Sequence[str], failing: Failing) -> list[str]:
    """What is wrong with what arrived, by kind: each begins with a word for it."""
    arrived = {got.data["fact"] for got in failing.answered}
    ids: dict[str, set[str]] = defaultdict(set)
    places: dict[str, list[int]] = defaultdict(list)
    for got in failing.taken:
        fact = got.data["fact"]
        if not ids[fact]:
            places[got.data.get("account", got.data["alert"])].append(got.data["position"])
        ids[fact].add(got.id)
    found = [f"lost: {fact}" for fact in sent if fact not in arrived]
    found += [f"doubled: {fact} under {len(some)} ids" for fact, some in ids.items() if len(some) > 1]
    found += [f"overtaken: within {account}" for account, some in places.items() if some != sorted(some)]
    return found + [f"strange: {fact}" for fact in ids.keys() - {*sent}]


@dataclass
class Relaying:
    """Alerts are recorded all the time while processes that relay them are killed."""

    url: str
    store: Store
    tenant: Tenant
    receiver: Receiver
    outlet: str
    broken: str = ""
    sent: list[str] = field(default_factory=list)

    def start(self) -> ForkServerProcess:
        with self.store.writing() as connection:
            connection.exec_driver_sql(FREED)
        process = FORKING.Process(target=work, args=(self.url, self.receiver.port, self.broken), daemon=True)
        process.start()
        return process

    @contextmanager
    def recording(self, seed: int) -> Iterator[None]:
        ending = threading.Event()
        thread = threading.Thread(target=self._record, args=(Random(seed), ending))
        thread.start()
        try:
            yield
        finally:
            ending.set()
            thread.join()

    def _record(self, chance: Random, ending: threading.Event) -> None:
        while not ending.wait(0.05):
            self.tell([raised(chance.choice(ACCOUNTS)) for _ in range(chance.randint(1, 3))])

    def tell(self, alerts: list[dict[str, Any]]) -> None:
        self.sent += [receipt.id for receipt in self.tenant.ledger.record(alerts, Terms(by="test"))]

    def waiting(self) -> bool:
        workspace = self.tenant.workspace.id
        with self.store.reading(workspace) as connection:
            cursor, counted = cursor_of(connection, workspace), queue.counts(connection, workspace)
            behind = cursor is None or cursor.position < head_of(connection, workspace)
            return behind or "waiting" in counted.get(self.outlet, {})

    def finish(self, seconds: float) -> None:
        """A last process, until nothing waits any more or the time is over."""
        process, until = self.start(), time.monotonic() + seconds
        while self.waiting() and time.monotonic() < until:
            time.sleep(0.05)
        kill(process)


def kill(process: ForkServerProcess) -> None:
    assert process.is_alive()
    process.kill()
    process.join(10)


@contextmanager
def relaying(url: str, receiver: Receiver, broken: str = "") -> Iterator[Relaying]:
    store = open_store(url)
    tenant = Tenants(store, ROOT_KEY).make("w")
    tenant.record(FOUNDING, Terms(by="test"))
    outlet = registry.create(tenant, "webhook", {"address": receiver.url()}, policy_of(receiver.port))
    yield Relaying(url, store, tenant, receiver, outlet.id, broken)
    store.close()
