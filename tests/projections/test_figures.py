"""Figures that are kept are those that would be found anew, whatever is recorded meanwhile."""

from random import Random

import pytest

from domain.half_lives import HalfLives
from projections.analysis.figures import Figures, _found, _seen, capital_of, figures_of
from projections.kept import Kept
from projections.moments import Moment, moment_of
from projections.tenants import Tenant, Tenants
from tests.generator import random_batches
from tests.projections.worlds import World

DAY = "2024-07-31"


def told(tenants: Tenants, seed: int) -> tuple[int, int]:
    """How many figures were looked at while a random world was told, and how many of those kept had become wrong."""
    world, random, looked, wrong = World(tenants.make("w")), Random(seed), 0, 0
    for recorded_at, batch in random_batches(seed, 50):
        world.tell(recorded_at, batch)
        if random.random() < 0.6:
            world.tenant.catch_up()
            for kept, anew in compared(world):
                looked, wrong = looked + 1, wrong + (kept != anew)
    return looked, wrong


def compared(world: World) -> list[tuple[object, object]]:
    moment = moment_of(world.tenant.ledger, DAY)
    known = sorted({fact["organization"] for fact in world.facts if fact["type"] == "organization_registered"})
    asked = [(world.tenant, id, moment, HalfLives()) for id in known]
    found = [(figures_of(*one), anew(*one)) for one in asked]
    return found + [(capital_of(*one[:3]), anew(*one).capital) for one in asked]


def anew(tenant: Tenant, account: str, moment: Moment, half_lives: HalfLives) -> Figures:
    return _found(tenant, _seen(tenant, account, moment)[0], moment, half_lives)


@pytest.mark.parametrize("seed", [1310])
def test_what_is_kept_is_what_would_be_found(tenants: Tenants, seed: int) -> None:
    looked, wrong = told(tenants, seed)
    assert (looked > 30, wrong) == (True, 0)


def test_keeping_whatever_was_found_would_be_noticed(tenants: Tenants, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Kept, "_read", lambda *_: frozenset())
    assert told(tenants, 1310)[1] > 0


def test_what_has_nothing_to_do_with_an_account_leaves_its_figures(tenants: Tenants) -> None:
    tenant = tenants.make("w")
    world = World(tenant)
    world.tell("2024-01-01T09:00:00+00:00", [{"type": "organization_registered", "organization": "a", "name": "A"}])
    tenant.catch_up()
    first = figures_of(tenant, "a", moment_of(tenant.ledger, DAY), HalfLives())
    world.tell("2024-01-02T09:00:00+00:00", [{"type": "organization_registered", "organization": "b", "name": "B"}])
    tenant.catch_up()
    assert figures_of(tenant, "a", moment_of(tenant.ledger, DAY), HalfLives()) is first
    world.tell("2024-01-03T09:00:00+00:00", [{"type": "account_opened", "organization": "a"}])
    tenant.catch_up()
    assert figures_of(tenant, "a", moment_of(tenant.ledger, DAY), HalfLives()) is not first
