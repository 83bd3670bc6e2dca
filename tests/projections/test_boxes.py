"""The panel of a box tells what the map says of it, and every fact that the map names, with both its dates."""

from random import Random
from typing import Any

import pytest

from domain.facts import REGISTRY
from projections.boxes import box
from projections.tenants import Tenants
from projections.why import map_with_why
from tests.oracle.standing import known_at
from tests.projections.told import Story, moments, random_world

Json = dict[str, Any]
AROUND = {"above", "dotted", "below", "unit_name"}


def ids_in(told: Any) -> set[str]:
    """Of the facts named by each `why`."""
    if isinstance(told, list):
        return set().union(*map(ids_in, told))
    if not isinstance(told, dict):
        return set()
    own = {id for ids in told.get("why", {}).values() for id in ids}
    return own.union(*(ids_in(value) for name, value in told.items() if name != "why"))


@pytest.mark.parametrize("restricted", [True, False])
def test_a_box_says_what_the_map_says_and_every_fact_behind_it(tenants: Tenants, restricted: bool) -> None:
    world = random_world(tenants, 720)
    random, withheld = Random(720), {cls.type for cls in REGISTRY.values() if cls.restricted}
    for account, at in moments(world, 720, 4):
        drawn = map_with_why(world.tenant, account, at, restricted)
        known = known_at(world.facts, at.position)
        standing = {fact["id"]: fact for fact in (*known.decided, *known.rumors)}
        for unit in random.sample(drawn["units"], min(2, len(drawn["units"]))):
            told = box(world.tenant, account, "unit", unit["id"], at, restricted=restricted)
            assert told is not None
            assert {name: told["unit"][name] for name in unit} == unit
            inside = {role["id"] for role in drawn["roles"] if role.get("unit") == unit["id"]}
            assert {role["id"] for role in told["unit"]["roles"]} == inside
            assert ids_in(told["unit"]) == {fact["id"] for fact in told["facts"]}
        for role in random.sample(drawn["roles"], min(4, len(drawn["roles"]))):
            told = box(world.tenant, account, "role", role["id"], at, restricted=restricted)
            assert told is not None
            assert {name: value for name, value in told["role"].items() if name not in AROUND} == role
            facts = {fact["id"]: fact for fact in told["facts"]}
            assert ids_in(told["role"]) <= facts.keys()
            assert not {fact["type"] for fact in told["facts"]} & (set() if restricted else withheld)
            for id in facts.keys() & standing.keys():
                assert facts[id]["effective"] == standing[id].get("effective")
            for person, holder in zip(told["people"], role["holders"], strict=True):
                assert person["held"] == holder
                assert len(person["links"]) == sum(
                    holder["person"] in (x["person"], x["other"]) for x in drawn["links"]
                )


def test_what_the_map_of_that_day_does_not_have_has_no_box(story: Story) -> None:
    story.took("ann", "2024-02-01")
    told = box(story.tenant, "acme", "role", "cfo", story.at("2024-03-01"), restricted=True)
    assert told is not None
    assert [one["id"] for one in told["people"]] == ["ann"]
    assert ("2024-02-01", "Ann became") in [(one["effective"], one["sentence"][:10]) for one in told["facts"]]
    assert box(story.tenant, "acme", "role", "nothing", story.at("2024-03-01"), restricted=True) is None
    assert box(story.tenant, "acme", "person", "nobody", story.at("2024-03-01"), restricted=True) is None
