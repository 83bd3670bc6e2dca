"""Rows kept with a timeline are what the tables say, whoever told the facts that came since."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from random import Random

import pytest

from domain.analysis.beside import Beside
from domain.analysis.picture import picture_of
from domain.half_lives import HalfLives
from projections.account_maps import account_map
from projections.alongside import Alongside, Point
from projections.analysis.beside import beside_at, beside_of
from projections.moments import Moment, moment_of
from projections.snapshots import snapshot
from projections.tenants import Tenant, Tenants
from tests.generator import random_batches
from tests.projections.worlds import World

SEED, BATCHES = 4420, 45


def kept_and_told(tenant: Tenant, account: str, at: Moment) -> tuple[Beside, Beside]:
    picture = picture_of(account_map(tenant, account, at, restricted=True))
    with tenant.timelines.scene(picture.account.id, at) as scene, snapshot(tenant, at) as tables:
        ask = partial(scene.timeline.alongside.rows, tenant.ledger, Point(scene.day, scene.position))
        kept = beside_of(picture, HalfLives(), ask, lambda: tables)
        return kept, beside_at(tables, picture, HalfLives())


def differing(tenants: Tenants) -> Iterator[bool]:
    """While a random world is told: asked of whoever tells it, and of a process that only reads."""
    random, world = Random(SEED), World(tenants.make("w"))
    reader = Tenants(tenants.store, tenants.root_key).named("w")
    for recorded_at, batch in random_batches(SEED, BATCHES):
        world.tell(recorded_at, batch)
        world.tenant.catch_up()
        accounts = {str(fact["organization"]) for fact in world.facts if fact["type"] == "organization_registered"}
        for account in sorted(accounts)[:3]:
            now = moment_of(world.tenant.ledger, random.choice([None, "2024-06-01", "2025-06-01"]))
            for tenant in (world.tenant, reader):
                kept, told = kept_and_told(tenant, account, now)
                yield kept != told


def test_what_is_kept_is_what_the_tables_say(tenants: Tenants) -> None:
    found = list(differing(tenants))
    assert (len(found) > 100, sum(found)) == (True, 0)


def test_keeping_past_a_fact_that_concerns_it_would_be_noticed(
    tenants: Tenants, monkeypatch: pytest.MonkeyPatch
) -> None:
    def blindly(rows: Alongside, _before: int, after: int, _subjects: object) -> None:
        rows._counted = max(rows._counted, after)

    monkeypatch.setattr(Alongside, "stepped", blindly)
    assert any(differing(tenants))
