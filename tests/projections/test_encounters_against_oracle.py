"""Old friends, opinion leaders, similar crafters and fit at any moment, against what docs/encounters.md says."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any
from uuid import UUID

import pytest

from projections.encounters import crafters, friends, leaders
from projections.encounters.bonds import Bond
from projections.encounters.fitting import Asked as FitAsked
from projections.encounters.fitting import person_fit
from projections.moments import Moment
from projections.tenants import Tenants
from tests.oracle import encounters
from tests.oracle.links import is_colleague
from tests.oracle.standing import known_at
from tests.projections.told import moment, taking_turns
from tests.projections.worlds import World

Json = dict[str, Any]
SEEDS = (882, 884)


PEOPLE, OURS = [f"p-{n}" for n in range(7)], ["c-0", "c-1"]
PLACES, WORDS = (
    ["acme", "beta", "core", "dial"],
    ("Price and delivery", "Few partners", "price, then delivery", "Safety"),
)
YEARS = ("2019", "2020-03", "2021-06-15", "2022", "2023-09")


def busy_world(tenants: Tenants, seed: int) -> World:
    """People who change places, and what is said of them meanwhile: ordinary random worlds have few old friends."""
    chance, world = Random(seed), World(tenants.make("w"))
    roles = [(f"r-{place}-{n}", place) for place in PLACES for n in (1, 2)]
    founding: list[Json] = [{"type": "organization_registered", "organization": id, "name": id} for id in PLACES]
    founding += [{"type": "role_defined", "role": id, "organization": of, "title": id, "effective": None}
                 for id, of in roles]  # fmt: skip
    founding += [{"type": "person_introduced", "person": id, "name": id, "ours": id in OURS} for id in PEOPLE + OURS]
    for n, some in enumerate(([*founding], *([said(chance, roles) for _ in range(50)] for _ in range(3)))):
        kept = [{"id": fact_id(chance), "effective": None, **fact} for fact in some]
        world.tell(f"2024-0{n + 1}-01T00:00:00+00:00", kept)
    world.tenant.catch_up()
    return world


def said(chance: Random, roles: list[tuple[str, str]]) -> Json:
    kind = chance.choices(("took", "left", "linked", "parted", "power", "crafted", "covers"), (6, 2, 8, 1, 3, 4, 1))[0]
    person, (role, place), day = chance.choice(PEOPLE), chance.choice(roles), {"effective": chance.choice(YEARS)}
    if kind in ("took", "left"):
        return {
            "type": "person_took_role" if kind == "took" else "person_left_role",
            "person": person,
            "role": role,
            **day,
        }
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
            "organization": place,
            "part": "lead",
            **day,
        },
    }
    return found[kind]


def fact_id(chance: Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))


def reads(world: World, seed: int) -> Iterator[Moment]:
    chance = Random(seed)
    for _ in range(8):
        day, position = chance.choice(("2020-06-01", "2021-12-31", "2024-05-01")), chance.randint(40, len(world.facts))
        yield moment(world, day, position)


def friends_of(world: World, then: Moment) -> set[tuple[str, str]]:
    """Each with who knows them, and with where they are now."""
    answer = friends.old_friends(world.tenant, then, friends.Asked(limit=1_000))
    now = {(one["person"], seat["organization"]) for one in answer["friends"] for seat in one["now"]}
    return now | {(one["person"], known["person"]) for one in answer["friends"] for known in one["known_by"]}


def leaders_of(world: World, then: Moment) -> dict[str, set[tuple[str, str]]]:
    answer = leaders.opinion_leaders(world.tenant, then, leaders.Asked(limit=1_000))
    return {
        one["person"]: {
            (place["organization"], who["person"]) for place in one["heard_at"] for who in place["listeners"]
        }
        for one in answer["leaders"]
    }


def parts_of(world: World, person: str, then: Moment, name: str) -> dict[str, float]:
    """By colleague the value of a part of the fit."""
    answer = person_fit(world.tenant, person, then, FitAsked(limit=1_000, restricted=True))
    values = {one["person"]: {part["part"]: part["value"] for part in one["parts"]} for one in answer["colleagues"]}
    return {id: parts.get(name, 0.0) for id, parts in values.items()}


def differences(world: World, seed: int) -> Iterator[tuple[str, Any, Any]]:
    """What is asked, what the product says and what the oracle says, wherever these differ."""
    for then in reads(world, seed):
        asked = world.facts, then.as_of, then.position
        moved = encounters.friends(*asked)
        yield "friends", friends_of(world, then), {(one, what) for one, *both in moved for what in both}
        yield "leaders", leaders_of(world, then), encounters.leaders(*asked)
        known = known_at(world.facts, then.position)
        everybody = {known.answering("person", fact["person"]) for fact in known.of("person_introduced")}
        for person in sorted(one for one in everybody if not is_colleague(known, one, then.as_of.toordinal()))[:4]:
            found = crafters.similar_crafters(world.tenant, person, then, crafters.Asked(limit=1_000))
            told = {one["person"]: one["likeness"] for one in found["similar"]}
            wanted = encounters.alike(world.facts, person, *asked[1:])
            yield "similar", told, {id: round(value, 4) for id, value in wanted.items()}
            links, loads = (parts_of(world, person, then, part) for part in ("link", "load"))
            weighed = encounters.links_fit(world.facts, person, *asked[1:])
            yield "link", links, {id: round(weighed.get(id, 0.0), 4) for id in links}
            yield "load", loads, {id: -min(1.0, encounters.load(world.facts, id, *asked[1:]) / 20) for id in loads}


@taking_turns(SEEDS)
def test_it_agrees_with_the_oracle(tenants: Tenants, seed: int) -> None:
    compared = list(differences(busy_world(tenants, seed), seed))
    assert [one for one in compared if one[1] != one[2]] == []
    assert {what for what, found, _ in compared if found} == {"friends", "leaders", "similar", "link", "load"}


def everybody_is_close(self: Bond, least: Any) -> bool:
    return True


def wherever_they_are(running: Any, then: Moment) -> list[Any]:
    return list(running)


def both_listen(bond: Bond) -> list[tuple[str, str]]:
    return [(bond.person, bond.other), (bond.other, bond.person)]


def nobody_is_alike(own: Any, others: Any, least: float) -> list[Any]:
    return []


FAULTS: list[tuple[Any, str, Callable[..., Any]]] = [
    (Bond, "close", everybody_is_close),
    (friends, "_elsewhere", wherever_they_are),
    (leaders, "_listening", both_listen),
    (crafters, "_best", nobody_is_alike),
]


@taking_turns(SEEDS[1:])
def test_faults_in_the_rules_are_found(tenants: Tenants, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """The control."""
    world, overlooked = busy_world(tenants, seed), set[str]()
    for where, rule, faulty in FAULTS:
        with monkeypatch.context() as planted:
            planted.setattr(where, rule, faulty)
            same = all(found == wanted for _, found, wanted in differences(world, seed))
            overlooked |= {faulty.__name__} if same else set()
    assert overlooked == set()
