"""Random worlds of people who change places, and what is said of them meanwhile: in ordinary ones few meet again."""

from collections.abc import Iterator
from random import Random
from typing import Any
from uuid import UUID

from projections.moments import Moment
from projections.tenants import Tenants
from tests.projections.told import moment
from tests.projections.worlds import World

Json = dict[str, Any]
PEOPLE, OURS = [f"p-{n}" for n in range(7)], ["c-0", "c-1"]
PLACES, WORDS = (
    ["acme", "beta", "core", "dial"],
    ("Price and delivery", "Few partners", "price, then delivery", "Safety"),
)
KINDS = {"took": 6, "worked": 1, "left": 2, "linked": 8, "parted": 1, "power": 3, "crafted": 6, "described": 2,
         "covers": 2, "addressed": 1}  # fmt: skip
YEARS = ("2019", "2020-03", "2021-06-15", "2022", "2023-09")


def busy_world(tenants: Tenants, seed: int) -> World:
    chance, world = Random(seed), World(tenants.make("w"))
    roles = [(f"r-{place}-{n}", place) for place in PLACES for n in (1, 2)]
    founding: list[Json] = [{"type": "organization_registered", "organization": id, "name": id} for id in PLACES]
    founding += [{"type": "unit_defined", "unit": f"u-{id}", "organization": id, "name": id} for id in PLACES[:2]]
    founding += [{"type": "role_defined", "role": id, "organization": of, "title": id, "effective": None}
                 | seat(id, of) for id, of in roles]  # fmt: skip
    founding += [{"type": "person_introduced", "person": id, "name": id, "ours": id in OURS} for id in PEOPLE + OURS]
    for n, some in enumerate(([*founding], *([said(chance, roles) for _ in range(50)] for _ in range(3)))):
        kept = [{"id": fact_id(chance), "effective": None, **fact} for fact in some]
        world.tell(f"2024-0{n + 1}-01T00:00:00+00:00", kept)
    world.tenant.catch_up()
    return world


def seat(role: str, place: str) -> Json:
    """Two companies have a unit, the others lines."""
    if place in PLACES[:2]:
        return {"unit": f"u-{place}"}
    return {"reports_to": f"r-{place}-1"} if role.endswith("2") else {}


def said(chance: Random, roles: list[tuple[str, str]]) -> Json:
    kind = chance.choices([*KINDS], [*KINDS.values()])[0]
    person, (role, place), day = chance.choice(PEOPLE), chance.choice(roles), {"effective": chance.choice(YEARS)}
    if kind in ("took", "left", "worked"):
        type = "person_left_role" if kind == "left" else "person_took_role"
        who = chance.choice(OURS) if kind == "worked" else person
        sure = {} if kind == "left" else {"certainty": chance.choice(("confirmed", "confirmed", "probable"))}
        return {"type": type, "person": who, "role": role, **day, **sure}
    other = chance.choice([one for one in PEOPLE + OURS * 2 if one != person])
    tie = {"person": person, "other": other, "kind": "advice", **day}
    rated = {"tone": chance.randint(-1, 2), "strength": chance.randint(3, 10), "directed": chance.random() < 0.4}
    by = {"person": person, "role": role, "by": "c-0", **day}
    found: dict[str, Json] = {
        "linked": {"type": "link_rated", **tie, **rated},
        "parted": {"type": "link_ended", **tie},
        "power": {"type": "power_assessed", **by, "power": chance.randint(3, 10)},
        "crafted": {"type": "job_crafted", **by, chance.choice(("criteria", "priorities")): chance.choice(WORDS)},
        "covers": {
            "type": "coverage_assigned",
            "person": chance.choice(OURS),
            **about(chance, person, place),
            **day,
            "part": "lead",
        },
        "addressed": {
            "type": "contact_rule_set",
            "through": chance.choice(OURS),
            **day,
            "reason": "Agreed",
            **chance.choice([{"other": person}, {"unit": f"u-{chance.choice(PLACES[:2])}"}]),
            "exclusive": chance.random() < 0.5,
        },
        "described": {
            "type": "person_described",
            "person": chance.choice([*PEOPLE, *OURS]),
            **day,
            "country": chance.choice(("FR", "CH")),
            "competences": chance.choice(("Tax, Sailing", "tax")),
            "drivers": {"interests": chance.choice(("sailing; chess", "Chess"))},
        },
    }
    return found[kind]


def about(chance: Random, person: str, place: str) -> Json:
    unit = {"unit": f"u-{place}"} if place in PLACES[:2] else {"organization": place}
    return chance.choice([{"organization": place}, unit, {"other": person}])


def fact_id(chance: Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))


def busy_reads(world: World, seed: int) -> Iterator[tuple[str, Moment]]:
    """Each with an account."""
    chance = Random(seed)
    for _ in range(8):
        day, position = chance.choice(("2020-06-01", "2021-12-31", "2024-05-01")), chance.randint(50, len(world.facts))
        yield chance.choice(PLACES), moment(world, day, position)
