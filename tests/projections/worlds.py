"""Random worlds recorded for real, and kept as the oracle reads them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.log.drafts import Written
from domain.log.ledger import Receipt, Terms
from domain.log.store import open_store
from projections.account_maps import account_map
from projections.moments import moment_of
from projections.tenants import Tenant, Tenants
from tests.oracle import recorded

Fact = dict[str, Any]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
RECORDER = "tester"


@contextmanager
def opened(url: str, root_key: bytes | None = None) -> Iterator[Tenants]:
    """The workspaces of a database, which is closed in the end."""
    store = open_store(url)
    try:
        yield Tenants(store, root_key or os.urandom(32))
    finally:
        store.close()


def microseconds(instant: str) -> int:
    return (datetime.fromisoformat(instant) - EPOCH) // timedelta(microseconds=1)


@dataclass
class World:
    """One workspace, and its facts as the oracle reads them."""

    tenant: Tenant
    facts: list[Fact] = field(default_factory=list)

    def tell(self, recorded_at: str, batch: Sequence[Fact]) -> list[Receipt]:
        """Record a batch without following it."""
        return self.write(recorded_at, batch).receipts

    def write(self, recorded_at: str, batch: Sequence[Fact]) -> Written:
        """The same, with the facts as whoever follows is handed them."""
        terms = Terms(by=RECORDER, kept=[microseconds(recorded_at)] * len(batch))
        written = self.tenant.ledger.write(batch, terms)
        for fact in batch:
            told = recorded(fact, recorded_at, len(self.facts) + 1)
            self.facts.append(told | {"recorded_by": RECORDER})
        return written

    def map(self, account: str, as_of: date, position: int) -> dict[str, Any]:
        moment = moment_of(self.tenant.ledger, as_of.isoformat(), position=position)
        answer: dict[str, Any] = json.loads(account_map(self.tenant, account, moment, restricted=True))
        return answer
