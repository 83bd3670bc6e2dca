"""Links with others are those of all links of somebody that do not stay among them."""

from random import Random
from typing import Any

from projections.encounters.bonds import bonds_across, bonds_of
from projections.snapshots import snapshot
from projections.tenants import Tenants
from tests.projections.told import moment
from tests.projections.worlds import World

PEOPLE = [f"p-{n}" for n in range(8)]
DAYS = ("2020-01-01", "2021-01-01", "2022-01-01")


def test_links_across_are_all_links_but_those_that_stay_among_them(tenants: Tenants) -> None:
    chance, world = Random(881), World(tenants.make("w"))
    known = [{"type": "person_introduced", "person": id, "name": id, "effective": None} for id in PEOPLE]
    world.tell("2024-01-01T00:00:00Z", [*known, *(said(chance) for _ in range(80))])
    world.tenant.catch_up()
    across = among = 0
    for _ in range(20):
        then, people = moment(world, chance.choice(DAYS), chance.randrange(20, 89)), set(chance.sample(PEOPLE, 4))
        with snapshot(world.tenant, then) as at:
            every, found = bonds_of(at, people), bonds_across(at, people)
        assert found == [bond for bond in every if {bond.person, bond.other} - people]
        across, among = across + len(found), among + len(every) - len(found)
    assert across > 20 < among


def said(chance: Random) -> dict[str, Any]:
    one, other = chance.sample(PEOPLE, 2)
    link = {"person": one, "other": other, "kind": chance.choice(("advice", "trust")), "effective": chance.choice(DAYS)}
    if chance.random() < 0.2:
        return {"type": "link_ended", **link}
    return {"type": "link_rated", **link, "tone": chance.randrange(-2, 3), "strength": chance.randrange(1, 11)}
