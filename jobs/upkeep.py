"""Upkeep: every night a sample of accounts is compared with a rebuild, and old idempotency records are forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, select

from domain.log.mapper import EPOCH
from domain.log.store import Store
from domain.log.tables import idempotency
from projections import builds
from projections.organizations import accounts
from projections.tenants import Tenant, Tenants

from .due import daily
from .resting import Resting
from .runs import Finished, Job, Run, Turn, newest, note_by_hand

VERIFY = "verify"
EXPIRE = "expire-idempotency"
_CHUNK = 5_000
_LOOKED_BACK = 200
_MOST_NAMED = 100


@dataclass(frozen=True)
class Policy:
    """When upkeep runs (after midnight UTC), how much it looks at, how long retries are answered alike."""

    verify_at: timedelta = timedelta(hours=2, minutes=30)
    verify_accounts: int = 20
    expire_at: timedelta = timedelta(hours=3)
    keep_idempotency: timedelta = timedelta(days=7)


def upkeep(tenants: Tenants, policy: Policy = Policy()) -> list[Job]:
    return [
        Job(VERIFY, daily(policy.verify_at), lambda turn: verify_samples(tenants, turn, policy.verify_accounts)),
        Job(EXPIRE, daily(policy.expire_at), lambda turn: expire_idempotency(tenants, turn, policy.keep_idempotency)),
    ]


def verify_samples(tenants: Tenants, turn: Turn, most: int) -> Finished:
    """Compare some accounts of every workspace with what a rebuild gives; other ones each night."""
    found: dict[str, Any] = {}
    for tenant in tenants.all():
        if turn.stopping():
            break
        verification = tenant.verify(sample(account_ids(tenant), most, turn.slot), Resting(turn.stopping))
        found |= _compared(tenant, verification.compared, verification.differing)
    return _verified(found)


def sample(ids: list[str], most: int, slot: int) -> list[str]:
    """As good as random, yet the same for everybody who runs the same slot."""
    return sorted(ids, key=lambda id: sha256(f"{slot} {id}".encode()).digest())[:most]


def account_ids(tenant: Tenant) -> list[str]:
    """Accounts that are known of at any date."""
    workspace = tenant.workspace.id
    with tenant.ledger.store.reading(workspace) as connection:
        head = builds.live(connection, workspace)
        where = (accounts.c.workspace == workspace, accounts.c.build == (head.build if head else None))
        return list(connection.scalars(select(accounts.c.home).where(*where).distinct()))


def note_verification(tenant: Tenant, compared: int, differing: list[str]) -> None:
    """Keep what `incumbent verify` found, so that a repaired workspace is ready again before the next night."""
    note_by_hand(tenant.ledger.store, VERIFY, _verified(_compared(tenant, compared, differing)))


def _compared(tenant: Tenant, compared: int, differing: list[str]) -> dict[str, Any]:
    return {tenant.workspace.name: {"compared": compared, "differing": differing[:_MOST_NAMED]}}


def _verified(found: dict[str, Any]) -> Finished:
    differs = any(one["differing"] for one in found.values())
    return Finished("different" if differs else "done", {"workspaces": found})


def readiness(store: Store) -> dict[str, Any]:
    """What anybody may know of the last verification: no names."""
    found = last_verify(store)
    if found is None:
        return {"ok": True, "at": None}
    return found | {"differing": sum(map(len, found["differing"].values()))}


def last_verify(store: Store) -> dict[str, Any] | None:
    """The newest result of each workspace taken together; None before the first. `ok` is what readiness depends on."""
    runs = newest(store, VERIFY, _LOOKED_BACK)
    if not runs:
        return None
    found = _newest_of_each(runs)
    differing = {name: one["differing"] for name, one in found.items() if one["differing"]}
    return {
        "ok": not differing and runs[0].outcome != "failed",
        "outcome": runs[0].outcome,
        "at": _instant(runs[0].finished_at),
        "compared": sum(one["compared"] for one in found.values()),
        "differing": differing,
    }


def _newest_of_each(runs: list[Run]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for run in runs:
        found = run.detail.get("workspaces", {}) | found
    return found


def _instant(microseconds: int) -> str:
    at: datetime = EPOCH + timedelta(microseconds=microseconds)
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def expire_idempotency(tenants: Tenants, turn: Turn, age: timedelta) -> Finished:
    """Forget keys that were used long ago, in pieces, so that nobody waits long for the lock."""
    before, expired = turn.now - age // timedelta(microseconds=1), 0
    for tenant in tenants.all():
        while not turn.stopping() and (gone := _expire_some(turn, tenant.workspace.id, before)):
            expired += gone
    return Finished("done", {"expired": expired})


def _expire_some(turn: Turn, workspace: int, before: int) -> int:
    old = (idempotency.c.workspace == workspace, idempotency.c.created_at < before)
    some = select(idempotency.c.key).where(*old).limit(_CHUNK)
    with turn.writing(workspace) as connection:
        query = delete(idempotency).where(idempotency.c.workspace == workspace, idempotency.c.key.in_(some))
        return connection.execute(query).rowcount
