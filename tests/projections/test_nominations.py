"""Nominations at any position are what the naive oracle says of the facts recorded by then."""

from random import Random
from typing import Any

from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed
from projections.tenants import Tenants
from tests import oracle
from tests.generator import random_batches
from tests.projections.told import random_world, taking_turns
from tests.projections.worlds import World

Json = dict[str, Any]
IDS = ("n-1", "n-2")
COMPARED = ("state", "report", "person", "role", "facts", *oracle.nominations.SAID)


def found(world: World, position: int) -> dict[str, Json]:
    moment = moment_of(world.tenant.ledger, position=position)
    rows = listed(world.tenant, moment, Wanted())
    return {row["id"]: {name: row[name] for name in COMPARED if name in row} | why(row) for row in rows}


def why(row: Json) -> Json:
    return {"unsure": [one["kind"] for one in row["unsure"]]} if "unsure" in row else {}


def wanted(world: World, position: int) -> dict[str, Json]:
    told = {id: oracle.nomination(world.facts, id, position) for id in IDS}
    shown = {id: one for id, one in told.items() if one is not None}
    return {id: {name: one[name] for name in one if name != "excerpt"} for id, one in shown.items()}


@taking_turns(range(887, 900))
def test_they_agree_with_the_oracle(tenants: Tenants, seed: int) -> None:
    world, chance = random_world(tenants, seed, steps=60), Random(seed)
    for position in (len(world.facts), *(chance.randint(1, len(world.facts)) for _ in range(12))):
        assert found(world, position) == wanted(world, position)


def test_every_state_comes_up() -> None:
    journals = [oracle.journal(list(random_batches(seed, 60))) for seed in range(887, 900)]
    told = (oracle.nomination(facts, id, len(facts)) for facts in journals for id in IDS)
    assert {one["state"] for one in told if one} == {"new", "matched", "accepted", "rejected", "withdrawn"}


def test_a_report_that_was_not_counted_is_noticed(tenants: Tenants) -> None:
    """The comparison can fail: a fact that only the oracle hears of."""
    world = random_world(tenants, 854)
    head = len(world.facts)
    assert found(world, head) == wanted(world, head)
    first = next(fact for fact in world.facts if fact["type"] == "nomination_reported")
    world.facts.append({**first, "id": "only here", "person_name": "Only Here", "position": head + 1})
    assert found(world, head + 1) != wanted(world, head + 1)
