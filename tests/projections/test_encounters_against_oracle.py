"""Old friends, opinion leaders, similar crafters and fit at any moment, against what docs/encounters.md says."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from domain.encounters.fit import PARTS
from projections.encounters import crafters, fit_links, fit_reasons, friends, leaders
from projections.encounters.bonds import Bond
from projections.encounters.fitting import Asked as FitAsked
from projections.encounters.fitting import account_fit, person_fit
from projections.moments import Moment
from projections.tenants import Tenants
from tests.oracle import encounters, fit
from tests.oracle.links import is_colleague
from tests.oracle.standing import known_at
from tests.projections.busy import PLACES, busy_reads, busy_world
from tests.projections.told import Story, moment, taking_turns
from tests.projections.worlds import World

Json = dict[str, Any]
Reads = Iterable[tuple[str, Moment]]
SEEDS = (882, 893)
EVERY_FIT = FitAsked(limit=1_000, restricted=True)


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


def parts_of(found: Json) -> dict[tuple[str, str], float]:
    """By colleague and part its value, 0 for those that are not there."""
    fits = {one["person"]: {part["part"]: part["value"] for part in one["parts"]} for one in found["colleagues"]}
    return {(id, name): parts.get(name, 0.0) for id, parts in fits.items() for name in PARTS}


def expected(fits: Json) -> Any:
    """Answers are rounded to four places."""
    return pytest.approx({(id, name): value for id, parts in fits.items() for name, value in parts.items()}, abs=1e-4)


def answers(world: World, reads: Reads) -> Iterator[tuple[str, Any, Any]]:
    """What is asked, what the product says and what the oracle says."""
    for account, then in reads:
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
            fits = person_fit(world.tenant, person, then, EVERY_FIT)
            yield "fit", parts_of(fits), expected(fit.fit_of_person(world.facts, person, *asked[1:]))
        fits = account_fit(world.tenant, account, then, EVERY_FIT)
        yield "account fit", parts_of(fits), expected(fit.fit_of_account(world.facts, account, *asked[1:]))


@taking_turns(SEEDS)
def test_it_agrees_with_the_oracle(tenants: Tenants, seed: int) -> None:
    world = busy_world(tenants, seed)
    compared = list(answers(world, busy_reads(world, seed)))
    assert [one for one in compared if one[1] != one[2]] == []
    assert {what for what, found, _ in compared if found} == {"friends", "leaders", "similar", "fit", "account fit"}
    fits = [found for what, found, _ in compared if what == "fit"]
    assert {name for found in fits for (_, name), value in found.items() if value} == {*PARTS}


def test_a_rule_about_one_bars_whoever_only_a_rule_about_another_names(story: Story) -> None:
    story.took("ann", "2024-01-01")
    story.took("bob", "2024-01-01", role="ceo")
    for colleague, whom, alone in (("eve", "ann", True), ("gus", "bob", False)):
        story.tell("person_introduced", person=colleague, name=colleague.title(), ours=True)
        story.tell("contact_rule_set", "2024-01-01", other=whom, through=colleague, exclusive=alone, reason="asked")
    found = account_fit(story.tenant, "acme", story.at("2024-02-01"), EVERY_FIT)
    assert [one["person"] for one in found["colleagues"]] == ["eve"]


def test_a_job_that_is_held_counts_though_its_post_was_closed(tenants: Tenants) -> None:
    world, day = World(tenants.make("w")), {"effective": "2024-02-11"}
    founding: list[Json] = [{"type": "organization_registered", "organization": id, "name": id} for id in PLACES[:2]]
    for person, role, place in (("p-1", "cfo", "acme"), ("p-2", "treasurer", "beta")):
        founding += [
            {"type": "role_defined", "role": role, "organization": place, "title": role, "effective": None},
            {"type": "person_introduced", "person": person, "name": person},
            {"type": "person_took_role", "person": person, "role": role, **day},
            {"type": "job_crafted", "person": person, "role": role, "criteria": "Price and delivery", **day},
        ]
    founding += [{"type": "role_closed", "role": "cfo", "effective": "2024-02-10"}]
    world.tell("2024-01-01T00:00:00+00:00", [{"id": str(uuid4()), "effective": None} | one for one in founding])
    world.tenant.catch_up()
    then = moment(world, "2024-02-12")
    found = crafters.similar_crafters(world.tenant, "p-1", then, crafters.Asked())["similar"]
    assert {one["person"]: one["likeness"] for one in found} == {"p-2": 1.0}
    assert encounters.alike(world.facts, "p-1", then.as_of, then.position) == {"p-2": 1.0}


def everybody_is_close(self: Bond, least: Any) -> bool:
    return True


def wherever_they_are(running: Any, then: Moment) -> list[Any]:
    return list(running)


def both_listen(bond: Bond) -> list[tuple[str, str]]:
    return [(bond.person, bond.other), (bond.other, bond.person)]


def nobody_is_alike(own: Any, others: Any, least: float) -> list[Any]:
    return []


def a_mile_for_an_inch(bond: Bond, through: str, step: Any) -> Any:
    return TWO_STEPS(bond, through, step._replace(weight=1.0))


def surely_met(person: str, met: list[Any]) -> Any:
    return PAST(person, met)._replace(value=1.0)


def one_thing_is_enough(shared: Any) -> float:
    return min(1.0, len(set(shared)))


def anything_is_as_close(one: Any, value: float) -> Any:
    return COVERS(one, 1.0)


def nobody_is_barred(person: str, one: Any, value: float) -> Any:
    return RULE(person, one, abs(value))


TWO_STEPS, PAST, COVERS, RULE = fit_links._two_steps, fit_reasons._past, fit_reasons._covers, fit_reasons._rule
FAULTS: list[tuple[Any, str, Callable[..., Any]]] = [
    (Bond, "close", everybody_is_close),
    (friends, "_elsewhere", wherever_they_are),
    (leaders, "_listening", both_listen),
    (crafters, "_best", nobody_is_alike),
    (fit_links, "_two_steps", a_mile_for_an_inch),
    (fit_reasons, "_past", surely_met),
    (fit_reasons, "commonness", one_thing_is_enough),
    (fit_reasons, "_covers", anything_is_as_close),
    (fit_reasons, "_rule", nobody_is_barred),
]


@taking_turns(SEEDS[1:])
def test_faults_in_the_rules_are_found(tenants: Tenants, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """The control."""
    world, overlooked = busy_world(tenants, seed), set[str]()
    for where, rule, faulty in FAULTS:
        with monkeypatch.context() as planted:
            planted.setattr(where, rule, faulty)
            same = all(found == wanted for _, found, wanted in answers(world, busy_reads(world, seed)))
            overlooked |= {faulty.__name__} if same else set()
    assert overlooked == set()
