"""From an instant to the position that was recorded last by then, looked up in stretches that are kept."""

from bisect import bisect_right
from random import Random

import pytest

from domain.log import instants
from domain.log.instants import Instants
from projections.tenants import Tenants
from tests.projections.told import random_world
from tests.projections.worlds import microseconds


def test_any_instant_finds_what_was_recorded_last_by_then(tenants: Tenants, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instants, "_STRETCH", 4)
    world, random = random_world(tenants, 4, steps=10), Random(4)
    recorded = [microseconds(fact["recorded_at"]) for fact in world.facts]
    assert len(recorded) > 20
    store, found = world.tenant.ledger.store, Instants(world.tenant.workspace.id)
    for _ in range(60):
        head, instant = random.randint(1, len(recorded)), random.choice(recorded) + random.randint(-1, 1)
        expected = bisect_right(recorded, instant, hi=head)
        assert found.at_hand(store, instant, head) in (None, expected)
        assert found.position(store, instant, head) == found.at_hand(store, instant, head) == expected
    assert Instants(world.tenant.workspace.id).at_hand(store, recorded[0], len(recorded)) is None
