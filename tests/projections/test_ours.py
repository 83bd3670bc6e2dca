"""The team, actions and interactions at any moment, against the oracle."""

import json
from collections import Counter
from datetime import date
from random import Random
from typing import Any

from projections.action_reads import account_actions
from projections.interaction_reads import account_interactions
from projections.moments import Moment
from projections.teams import account_team
from projections.tenants import Tenant, Tenants
from projections.timeline_of import account_timeline
from tests import oracle
from tests.generator import random_batches
from tests.projections.told import moments, random_world, taking_turns

Json = dict[str, Any]
ORGANIZATIONS = ("north", "south", "partner")
SEEDS = range(880, 890)
LINKED = (893, 902, 907, 922)
DAYS = (date(2024, 2, 15), date(2024, 3, 10), date(2024, 4, 5), date(2024, 4, 28), date(2024, 6, 1))


def counted(entries: list[Json]) -> Counter[str]:
    return Counter(json.dumps(entry, sort_keys=True) for entry in entries)


def bare(entry: Json, *extra: str) -> Json:
    """Without what the oracle does not tell: names, labels, which facts say so."""
    return {name: value for name, value in entry.items() if name not in extra and not name.endswith("_name")}


def team(tenant: Tenant, organization: str, then: Moment) -> Counter[str]:
    found = account_team(tenant, organization, then, restricted=True)["team"]
    return counted([bare(one, "name", "label") for one in found])


def actions(tenant: Tenant, organization: str, then: Moment) -> Counter[str]:
    found = account_actions(tenant, organization, then, restricted=True)["actions"]
    return counted([bare(one, "facts", "links") for one in found])


def met(tenant: Tenant, organization: str, then: Moment) -> dict[str, Json]:
    found = account_interactions(tenant, organization, then, 90, None, 1_000)["interactions"]
    return {one["interaction"]: bare(one, "interaction", "fact") | {"people": worked(one["people"])} for one in found}


def worked(people: list[Json]) -> dict[str, list[str]]:
    return {one["person"]: [each["id"] for each in one.get("organizations", [])] for one in people}


@taking_turns(SEEDS)
def test_our_side_agrees_with_the_oracle(tenants: Tenants, seed: int) -> None:
    world, chance = random_world(tenants, seed, steps=60), Random(seed)
    for _, then in moments(world, seed, 12):
        organization = chance.choice(ORGANIZATIONS)
        clocks = (organization, then.as_of, then.position)
        assert team(world.tenant, organization, then) == counted(oracle.team(world.facts, *clocks))
        assert actions(world.tenant, organization, then) == counted(oracle.actions(world.facts, *clocks))
        assert met(world.tenant, organization, then) == expected_meetings(world.facts, *clocks)


def expected_meetings(facts: list[Json], organization: str, as_of: date, position: int) -> dict[str, Json]:
    every = oracle.interactions(facts, as_of, position)
    return {id: every[id] for id in oracle.met_at(facts, organization, as_of, position)}


def test_the_comparison_sees_every_state_and_employers_of_then() -> None:
    states, teams, meetings = set(), 0, Counter[bool]()
    for seed in SEEDS:
        facts = oracle.journal(list(random_batches(seed, 60)))
        for day in DAYS:
            for organization in ORGANIZATIONS:
                clocks = (facts, organization, day, len(facts))
                states |= {one["state"] for one in oracle.actions(*clocks)}
                teams += len(oracle.team(*clocks))
                meetings[True] += len(oracle.met_at(*clocks))
    assert states == {"open", "due", "overdue", "done"}
    assert teams > 30
    assert meetings[True] > 30


def test_facts_that_only_the_oracle_hears_of_are_noticed(tenants: Tenants) -> None:
    world = random_world(tenants, 881)
    then = next(then for _, then in moments(world, 881, 1))
    told = {"type": "team_role_played", "id": "only here", "person": "c-1", "organization": "north", "team_role": "x"}
    heard = [*world.facts, oracle.recorded(told | {"effective": None}, "2030-01-01T00:00:00.000000Z", then.position)]
    assert team(world.tenant, "north", then) != counted(oracle.team(heard, "north", then.as_of, then.position))


@taking_turns(SEEDS)
def test_the_timeline_of_an_account_tells_of_its_interactions_and_actions(tenants: Tenants, seed: int) -> None:
    """Of interactions that were recorded once: of others each record tells for itself."""
    world, chance = random_world(tenants, seed, steps=60), Random(seed)
    for _, then in moments(world, seed, 6):
        organization = chance.choice(ORGANIZATIONS)
        clocks = (organization, then.as_of, then.position)
        events = account_timeline(world.tenant, organization, then, 0, 1_000, restricted=True)
        told = {one["interaction"] for one in events if sure(one, "interaction_recorded")}
        assert told & (once := recorded_once(world.facts)) == oracle.met_at(world.facts, *clocks) & once
        done = {one["action"] for one in oracle.actions(world.facts, *clocks) if one["state"] == "done"}
        assert done <= {one["action"] for one in events if sure(one, "action_done")}


def sure(event: Json, type: str) -> bool:
    return bool(event["type"] == type and event["certainty"] != "rumored")


def recorded_once(facts: list[Json]) -> set[str]:
    """Neither again nor corrected to be another one."""
    named = Counter(fact["interaction"] for fact in facts if fact["type"] == "interaction_recorded")
    corrected = {fact["fact"] for fact in facts if fact["type"] == "fact_corrected"}
    amended = {fact["interaction"] for fact in facts if fact["id"] in corrected and "interaction" in fact}
    moved = {str(fact["replacement"].get("interaction")) for fact in facts if "replacement" in fact}
    return {id for id, count in named.items() if count == 1} - amended - moved


@taking_turns(LINKED)
def test_what_links_did_after_an_action_agrees_with_the_oracle(tenants: Tenants, seed: int) -> None:
    world, chance = random_world(tenants, seed, steps=60), Random(seed)
    for _, then in moments(world, seed, 20):
        organization = chance.choice(ORGANIZATIONS)
        found = account_actions(world.tenant, organization, then, restricted=True)["actions"]
        told = {one["action"]: {tie(link): sides(link) for link in one["links"]} for one in found if "links" in one}
        expected = oracle.links_after(world.facts, organization, then.as_of, then.position)
        assert told == {action: links for action, links in expected.items() if links}


def test_that_comparison_sees_links_before_and_now() -> None:
    seen = [
        sides
        for seed in LINKED
        for facts in [oracle.journal(list(random_batches(seed, 60)))]
        for organization in ORGANIZATIONS
        for day in DAYS
        for links in oracle.links_after(facts, organization, day, len(facts)).values()
        for sides in links.values()
    ]
    assert any(before != now for before, now in seen)
    assert any(before and now for before, now in seen)


def tie(link: Json) -> tuple[str, str, str, bool]:
    return link["person"], link["other"], link["kind"], link.get("directed", False)


def sides(link: Json) -> list[Json | None]:
    return [link["before"], link["now"]]
