"""Alerts on any day and at any position are what the naive oracle says of the facts recorded by then."""

from datetime import date, timedelta
from random import Random
from typing import Any

import msgspec

from projections.alerts import alerts
from projections.snapshots import snapshot
from projections.tenants import Tenants
from tests import oracle
from tests.generator import random_batches
from tests.oracle.alerts import ABOUT
from tests.projections.told import moment, random_world, taking_turns
from tests.projections.worlds import World

Json = dict[str, Any]
IDS = ("a-1", "a-2")
FIRST = date(2024, 1, 1)
DECODED = ("effects", "sources")


def found(world: World, day: date, position: int) -> dict[str, Json]:
    with snapshot(world.tenant, moment(world, day, position)) as at:
        rows = at.rows(alerts, at.holding(alerts))
    return {row.home: shown(row) for row in rows}


def shown(row: Any) -> Json:
    said = {name: getattr(row, name) for name in ("state", *ABOUT, "assigned")}
    decoded = {name: msgspec.json.decode(said[name]) for name in DECODED if said[name]}
    return {name: value for name, value in {**said, **decoded}.items() if value is not None}


def wanted(world: World, day: date, position: int) -> dict[str, Json]:
    told = {id: oracle.alert(world.facts, id, day, position) for id in IDS}
    return {id: one for id, one in told.items() if one is not None}


@taking_turns(range(873, 881))
def test_they_agree_with_the_oracle(tenants: Tenants, seed: int) -> None:
    world, chance = random_world(tenants, seed, steps=60), Random(seed)
    for position in (len(world.facts), *(chance.randint(1, len(world.facts)) for _ in range(12))):
        day = FIRST + timedelta(days=chance.randint(0, 500))
        assert found(world, day, position) == wanted(world, day, position)


def test_every_state_comes_up() -> None:
    journals = [oracle.journal(list(random_batches(seed, 60))) for seed in range(873, 881)]
    told = (oracle.alert(facts, id, FIRST, len(facts)) for facts in journals for id in IDS)
    assert {one["state"] for one in told if one} == {"open", "acknowledged", "snoozed", "retracted"}


def test_a_fact_that_was_not_counted_is_noticed(tenants: Tenants) -> None:
    """The comparison can fail: a fact that only the oracle hears of."""
    world = random_world(tenants, 870)
    head = len(world.facts)
    assert found(world, FIRST, head) == wanted(world, FIRST, head)
    first = next(fact for fact in world.facts if fact["type"] == "alert_raised")
    world.facts.append({**first, "id": "only here", "severity": "critical", "position": head + 1})
    assert found(world, FIRST, head + 1) != wanted(world, FIRST, head + 1)
