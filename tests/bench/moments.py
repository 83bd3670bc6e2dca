"""Key moments of a year, and replays of rules over it, where people are known and something is being sold.

Processor time of one process on SQLite: most of it is the product's own, and other work on the machine counts less.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from domain.key_moments.judging import RULES
from domain.log.ledger import Terms
from domain.log.migrate import migrate
from domain.log.store import open_store
from projections.key_moments import Asked, key_moments
from projections.moments import moment_of
from projections.replays import replay
from projections.tenants import Tenant, Tenants
from tests.bench import workload
from tests.bench.figures import Section
from tests.bench.selling import with_selling
from tests.bench.stores import Stores
from tests.projections.worlds import microseconds

ROOT_KEY = bytes(32)
YEAR = date(2024, 1, 1), date(2024, 12, 31)
_BATCH = 1_000


def run(stores: Stores, size: str) -> Section:
    address, loaded = stores.once("sqlite", f"selling_{size.lower()}", lambda address: load(address, size))
    section = Section(f"Key moments of a year, size {size}, {loaded['facts']:,} facts", ("", "found", "seconds"))
    section.notes.append("Processor time on SQLite. " + json.dumps(loaded["types"]))
    store = open_store(address)
    tenant = Tenants(store, ROOT_KEY).make("selling")
    moment = moment_of(tenant.ledger, YEAR[1].isoformat())
    for name, accounts in (("all accounts", None), ("an account of 30 posts", frozenset([workload.SMALL]))):
        asked = Asked(*YEAR, accounts)
        section.rows.append([name, *_timed(partial(key_moments, tenant, moment, asked))])
    for rule in RULES:
        section.rows.append([f"replay of {rule}", *_timed(partial(replay, tenant, rule, moment, *YEAR, None))])
    store.close()
    return section


def load(address: str, size: str) -> dict[str, Any]:
    """How many facts of each type beside posts there are."""
    Path(address.removeprefix("sqlite:///")).parent.mkdir(exist_ok=True)
    migrate(address)
    store = open_store(address)
    tenant = Tenants(store, ROOT_KEY).make("selling")
    facts = list(with_selling(workload.facts(size)))
    for start in range(0, len(facts), _BATCH):
        _record(tenant, facts[start : start + _BATCH])
    store.close()
    sold = [fact["type"] for fact in facts if fact["type"].startswith(("link", "opportunity", "buying"))]
    return {"facts": len(facts), "types": {type: sold.count(type) for type in dict.fromkeys(sold)}}


def _record(tenant: Tenant, some: list[workload.Fact]) -> None:
    kept = [microseconds(fact["recorded_at"].replace("Z", "+00:00")) for fact in some]
    sent = [{name: value for name, value in fact.items() if name != "recorded_at"} for fact in some]
    tenant.record(sent, Terms(by="bench", kept=kept))


def _timed(work: Callable[[], list[Any]]) -> tuple[int, float]:
    began = time.process_time()
    found = work()
    return len(found), time.process_time() - began
