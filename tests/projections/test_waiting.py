"""What waits for somebody is counted, listed backwards and described as the reads of each by itself say."""

from collections import Counter
from datetime import date
from random import Random
from typing import Any

from projections import alert_reads, nomination_reads
from projections.alert_reads import Wanted
from projections.candidates import described
from projections.careers import person
from projections.colleagues import colleagues
from projections.moments import Moment
from projections.nominations import STATES
from projections.role_reads import role
from projections.tenants import Tenant, Tenants
from tests.projections.told import moment, random_world, taking_turns

Json = dict[str, Any]
DAY = date(2024, 9, 1)


@taking_turns((881, 882))
def test_counts_and_lists_backwards_are_those_of_the_lists(tenants: Tenants, seed: int) -> None:
    world, chance = random_world(tenants, seed, steps=60), Random(seed)
    for position in (len(world.facts), chance.randint(1, len(world.facts))):
        at = world.tenant, moment(world, DAY, position)
        for restricted in (True, False):
            alerts = alert_reads.listed(*at, Wanted(), restricted=restricted)
            counted = alert_reads.counted(*at, Wanted(), restricted=restricted)
            assert counted == Counter((one["state"], one["severity"]) for one in alerts)
            assert backwards(at, restricted) == alerts[::-1]
        nominations = nomination_reads.listed(*at, nomination_reads.Wanted())
        states = Counter(one["state"] for one in nominations)
        assert nomination_reads.counted(*at) == {state: states[state] for state in STATES}
        some = [one for one in nominations if one["state"] in ("new", "accepted")]
        assert nomination_reads.latest(*at, ("new", "accepted"), None, 100) == some[::-1]


def backwards(at: tuple[Tenant, Moment], restricted: bool) -> list[Json]:
    """In pages of two."""
    found: list[Json] = []
    while page := alert_reads.latest(*at, Wanted(), found[-1]["place"] if found else None, 2, restricted=restricted):
        found += page
    return found


@taking_turns((885, 886))
def test_whom_a_nomination_may_mean_is_told_as_each_by_itself(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    at = world.tenant, moment(world, DAY)
    people = {fact["person"] for fact in world.facts if fact["type"] == "person_introduced"}
    roles = {fact["role"] for fact in world.facts if fact["type"] == "role_defined"}
    told = described(*at, {*(("person", id) for id in people), *(("role", id) for id in roles)})
    alone = {id: person(world.tenant, id, at[1], False) for id in people}
    for id, one in alone.items():
        mine = told["person", id]
        assert mine["name"] == one["name"]
        assert {held["role"] for held in mine["held"]} == {held["role"] for held in one["roles"]}
    for id in roles:
        holders = role(world.tenant, id, at[1], False)["holders"]
        assert Counter(held["person"] for held in told["role", id]["held"]) == Counter(one["person"] for one in holders)
    ours = [one["person"] for one in colleagues(*at)]
    assert sorted(ours) == sorted({one["id"] for one in alone.values() if one.get("ours") and one["name"]})
