"""Who covers whom at any moment, against the oracle and by example."""

import json
from collections import Counter
from dataclasses import asdict
from datetime import date
from random import Random
from typing import Any

import pytest

from domain.errors import Refused
from projections.coverage import covering, rules_of_contact
from projections.snapshots import snapshot
from projections.tenants import Tenants
from tests import oracle
from tests.generator import SUBJECTS, random_batches
from tests.projections.told import Story, moment, moments, random_world, taking_turns

Json = dict[str, Any]
Subject = tuple[str, str]
NORTH = ("organization", "north")
ABOUT = [(kind, id) for kind in ("person", "role", "unit", "organization") for id in SUBJECTS[kind]]


def counted(entries: list[Json]) -> Counter[str]:
    return Counter(json.dumps(entry, sort_keys=True) for entry in entries)


def bare(said: Any) -> Json:
    """What the oracle says: marks only where they say something."""
    told = {name: value for name, value in asdict(said).items() if value not in (None, ()) or name == "since"}
    told |= {"until": said.until} if said.ended_by else {}
    for mark, plain in (("possible", False), ("certainty", "confirmed")):
        told = {name: value for name, value in told.items() if (name, value) != (mark, plain)}
    return told


@taking_turns(range(720, 728))
def test_coverage_agrees_with_the_oracle(tenants: Tenants, seed: int) -> None:
    world, chance = random_world(tenants, seed, steps=60), Random(seed)
    for _, then in moments(world, seed, 12):
        asked = chance.sample(ABOUT, 6)
        with snapshot(world.tenant, then) as at:
            covered, rules = covering(at, asked), rules_of_contact(at, asked)
        for subject in asked:
            clocks = (subject, then.as_of, then.position)
            assert counted(list(map(bare, covered[subject]))) == counted(oracle.covering(world.facts, *clocks))
            assert counted(list(map(bare, rules[subject]))) == counted(oracle.contact_rules(world.facts, *clocks))


def test_the_comparison_sees_covered_people_through_units_and_organizations() -> None:
    """What is compared is there: of every kind of subject, and of every kind of marks."""
    seen = [
        (one["covered"][0], subject[0], "possible" in one, "until" in one)
        for seed in range(720, 740)
        for facts in [oracle.journal(list(random_batches(seed, 60)))]
        for subject in ABOUT
        for day in (date(2024, 2, 15), date(2024, 3, 1), date(2024, 5, 1))
        for one in oracle.covering(facts, subject, day, len(facts))
    ]
    assert {pair[:2] for pair in seen} >= {("organization", "person"), ("unit", "person"), ("person", "person")}
    assert {pair[2] for pair in seen} == {pair[3] for pair in seen} == {True, False}


def test_a_fact_that_only_the_oracle_hears_of_is_noticed(tenants: Tenants) -> None:
    world = random_world(tenants, 722)
    head = len(world.facts)
    told = {"type": "coverage_assigned", "id": "only here", "person": "c-1", "part": "sponsor", "organization": "north"}
    world.facts.append(oracle.recorded(told | {"effective": None}, "2030-01-01T00:00:00.000000Z", head + 1))
    with snapshot(world.tenant, moment(world, "2024-03-01")) as at:
        found = covering(at, [NORTH])[NORTH]
    assert counted(list(map(bare, found))) != counted(oracle.covering(world.facts, NORTH, date(2024, 3, 1), head + 1))


@pytest.fixture
def covered(story: Story) -> Story:
    """Acme has a board with finance in it, where Ann is CFO; Cy and Di are ours."""
    story.tell("unit_defined", unit="board", organization="acme", name="Board")
    story.tell("unit_defined", unit="finance", organization="acme", name="Finance", parent="board")
    story.tell("role_restructured", None, role="cfo", unit="finance")
    story.tell("person_introduced", person="di", name="Di", ours=True)
    story.took("ann", "2023-01-01")
    return story


def who_covers(story: Story, subject: Subject, day: str = "2024-06-01", known: str | None = None) -> list[str]:
    with snapshot(story.tenant, story.at(day, known)) as at:
        return [f"{one.person} {one.part} {one.covered[1]}" for one in covering(at, [subject])[subject]]


def test_somebody_is_covered_by_name_then_through_their_unit_then_through_their_organization(covered: Story) -> None:
    covered.tell("coverage_assigned", "2024-01-01", person="cy", organization="acme", part="lead")
    covered.tell("coverage_assigned", "2024-01-01", person="di", unit="board", part="covers")
    covered.tell("coverage_assigned", "2024-01-01", person="di", unit="finance", part="backup")
    covered.tell("coverage_assigned", "2024-01-01", person="cy", unit="finance", part="covers")
    covered.tell("coverage_assigned", "2024-02-01", person="di", other="ann", part="sponsor")
    whole = ["cy covers finance", "di backup finance", "di covers board", "cy lead acme"]
    assert who_covers(covered, ("person", "ann")) == ["di sponsor ann", *whole]
    assert who_covers(covered, ("person", "ann"), "2024-01-31") == whole
    assert who_covers(covered, ("role", "cfo")) == whole
    assert who_covers(covered, ("unit", "board")) == ["di covers board", "cy lead acme"]
    assert who_covers(covered, ("person", "bob")) == []


def test_coverage_ends_in_its_part_only(covered: Story) -> None:
    for part in ("lead", "sponsor"):
        covered.tell("coverage_assigned", "2024-01-01", person="cy", organization="acme", part=part)
    covered.on("2024-05-01").tell("coverage_ended", "2024-03-01", person="cy", organization="acme", part="lead")
    acme = ("organization", "acme")
    assert who_covers(covered, acme, "2024-02-29") == ["cy lead acme", "cy sponsor acme"]
    assert who_covers(covered, acme, "2024-03-01") == ["cy sponsor acme"]
    assert who_covers(covered, acme, "2024-03-01", "2024-04-30") == ["cy lead acme", "cy sponsor acme"]


def test_the_answer_is_the_same_however_many_are_asked_for(covered: Story) -> None:
    covered.tell("coverage_assigned", "2024-01-01", person="cy", other="ann", part="lead")
    covered.tell("coverage_assigned", "2024-01-01", person="di", organization="acme", part="lead")
    few = [("person", "ann"), ("person", "bob")]
    with snapshot(covered.tenant, covered.at("2024-06-01")) as at:
        alone, among = (covering(at, [*few, *others]) for others in ([], [("person", f"p{n}") for n in range(2_000)]))
    assert {subject: among[subject] for subject in few} == alone
    assert [len(alone[subject]) for subject in few] == [2, 0]


def test_units_that_lie_in_each_other_are_gone_through_once(covered: Story) -> None:
    covered.tell("unit_restructured", "2024-01-01", unit="board", parent="finance")
    covered.tell("coverage_assigned", "2024-01-01", person="cy", unit="board", part="lead")
    assert who_covers(covered, ("unit", "finance")) == ["cy lead board"]


def test_a_rule_set_again_while_it_runs_changes_what_it_states(covered: Story) -> None:
    covered.tell("contact_rule_set", "2024-01-01", other="ann", through="cy", reason="met at school", exclusive=True)
    covered.tell("contact_rule_set", "2024-03-01", other="ann", through="cy", reason="likes him")
    covered.tell("contact_rule_ended", "2024-05-01", other="ann", through="cy")
    covered.tell("contact_rule_set", "2024-06-01", other="ann", through="cy", reason="back again")
    told = []
    for day in ("2024-02-01", "2024-03-01", "2024-05-01", "2024-06-01"):
        with snapshot(covered.tenant, covered.at(day)) as at:
            rules = rules_of_contact(at, [("person", "ann")])["person", "ann"]
        told.append([(one.exclusive, one.reason, one.since) for one in rules])
    first, last = "2024-01-01", "2024-06-01"
    assert told == [[(True, "met at school", first)], [(True, "likes him", first)], [], [(False, "back again", last)]]


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        ({"fact_type": "coverage_assigned", "person": "cy", "part": "lead"}, "organization"),
        (
            {"fact_type": "coverage_assigned", "person": "cy", "part": "lead", "unit": "board", "other": "ann"},
            "organization",
        ),
        ({"fact_type": "coverage_assigned", "person": "cy", "part": "lead", "other": "cy"}, "other"),
        ({"fact_type": "coverage_assigned", "person": "cy", "part": "boss", "other": "ann"}, "part"),
        ({"fact_type": "coverage_ended", "person": "cy", "part": "lead", "unit": "none"}, "unit"),
        ({"fact_type": "contact_rule_set", "through": "cy", "other": "ann"}, "reason"),
        ({"fact_type": "contact_rule_set", "through": "nobody", "other": "ann", "reason": "school"}, "through"),
    ],
)
def test_a_fact_that_does_not_fit_is_refused_with_its_field(covered: Story, fact: Json, field: str) -> None:
    with pytest.raises(Refused) as refused:
        covered.tell(**fact)
    assert refused.value.field == field


def test_the_reason_of_a_rule_goes_with_whoever_is_erased_and_the_rule_stays(covered: Story) -> None:
    covered.tell("contact_rule_set", "2024-01-01", other="ann", through="cy", reason="met at school", exclusive=True)
    covered.tell("person_erased", person="ann")
    with snapshot(covered.tenant, covered.at("2024-02-01")) as at:
        (rule,) = rules_of_contact(at, [("person", "ann")])["person", "ann"]
    assert (rule.through, rule.exclusive, rule.reason) == ("cy", True, None)
