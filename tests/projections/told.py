"""Workspaces filled with random facts, and the journal that the oracle reads of the same facts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from domain.log.ledger import Terms
from domain.log.store import open_store
from projections.builds import Head, live
from projections.moments import Moment, microseconds
from projections.tenants import Tenant, Tenants
from tests.generator import random_batches
from tests.oracle import journal

Facts = list[dict[str, Any]]
RECORDER = "me"


@dataclass
class Told:
    """A workspace, and what the oracle knows of it."""

    tenant: Tenant
    facts: Facts

    def moment(self, day: date | str, position: int | None = None) -> Moment:
        return moment_at(self.tenant, day, position)


def moment_at(tenant: Tenant, day: date | str, position: int | None = None) -> Moment:
    workspace = tenant.workspace.id
    with tenant.ledger.store.reading(workspace) as connection:
        head = live(connection, workspace) or Head(0, 0)
    as_of = date.fromisoformat(day) if isinstance(day, str) else day
    return Moment(as_of, head.position if position is None else position, head)


@contextmanager
def workspace(url: str) -> Iterator[Tenant]:
    store = open_store(url)
    try:
        yield Tenants(store, os.urandom(32)).make("w")
    finally:
        store.close()


@contextmanager
def world(url: str, seed: int, steps: int) -> Iterator[Told]:
    """Random facts, recorded at the instants the generator gives them and followed in pieces."""
    batches, random = list(random_batches(seed, steps)), Random(seed)
    with workspace(url) as tenant:
        for recorded_at, facts in batches:
            instant = microseconds(datetime.fromisoformat(recorded_at))
            tenant.ledger.record(facts, Terms(by=RECORDER, kept=[instant] * len(facts)))
            if random.random() < 0.3:
                tenant.catch_up()
        tenant.catch_up()
        yield Told(tenant, journal(batches, recorded_by=RECORDER))
