"""One role, and one person, with everything that is stated of them at both clocks, and why."""

from typing import Any

import pytest

from domain.errors import NotFound
from projections.account_maps import account_map
from projections.careers import person
from projections.fragments import decode
from projections.role_reads import role
from projections.tenants import Tenants
from tests.projections.told import Story, moments, random_world, taking_turns

Json = dict[str, Any]
OF_PERSON = {
    "preferences": "By phone",
    "priorities": "Fewer suppliers",
    "pain_points": "Late reports",
    "motivations": "A seat on the board",
    "opinions": "Doubts consultants",
    "drivers": {"ambitions": ["board"], "skills": ["tax"]},
    "competences": ["tax", "law"],
    "country": "SE",
    "attributes": {"assistant": "Zoe"},
}
OF_ROLE = {
    "requirements": "A degree",
    "expectations": "A clean audit",
    "procedures": "Four eyes",
    "zone": "Nordics",
    "level": "executive",
    "function": "Finance",
    "works_with": ["ceo"],
    "attributes": {"floor": 3},
}


@taking_turns(range(1_740, 1_744))
def test_a_role_by_itself_is_what_the_map_shows_of_it(tenants: Tenants, seed: int) -> None:
    world, compared = random_world(tenants, seed), 0
    for account, then in moments(world, seed, 6):
        answer = decode(account_map(world.tenant, account, then, restricted=True))
        for shown in answer["roles"]:
            found = role(world.tenant, shown["id"], then, True)
            assert (found["status"], found["organization"]) == ("open", answer["account"]["id"])
            holders, seen = shown.pop("holders"), [one["person"] for one in found["holders"]]
            assert {name: found[name] for name in shown} == shown
            assert seen == [one["person"] for one in holders]
            compared += 1
    assert compared


def test_everything_stated_of_a_role_is_told_with_its_facts_and_since_when(story: Story) -> None:
    first = story.tell("role_restructured", "2024-02", role="cfo", **OF_ROLE)
    second = story.tell("role_restructured", "2024-05-01", role="cfo", zone="Europe", attributes={"desk": 1})
    then, now = (role(story.tenant, "cfo", story.at(day), True, why=True) for day in ("2024-03-01", "2024-06-01"))
    assert {name: then[name] for name in OF_ROLE} == OF_ROLE
    assert {then["why"][name][0] for name in OF_ROLE} == {first}
    assert (now["zone"], now["why"]["zone"], now["stated_since"]["zone"]) == ("Europe", [second], "2024-05-01")
    assert (now["procedures"], now["stated_since"]["procedures"]) == ("Four eyes", "2024-02")
    assert (now["attributes"], now["why"]["attributes"]) == ({"floor": 3, "desk": 1}, [first, second])
    shown = decode(account_map(story.tenant, "acme", story.at("2024-03-01")))["roles"]
    assert next(one for one in shown if one["id"] == "cfo").items() >= OF_ROLE.items()


def test_everything_described_of_a_person_is_told_with_its_facts_and_since_when(story: Story) -> None:
    first = story.tell("person_described", "2024-02-01", person="ann", **OF_PERSON)
    second = story.on("2024-09-01").tell("person_described", "2024-05", person="ann", priorities="Cash", country=None)
    fixed = story.tell("fact_corrected", fact=second, replacement={"effective": "2024-06"})
    then, now = (person(story.tenant, "ann", story.at(day), True, why=True) for day in ("2024-03-01", "2024-08-01"))
    assert {name: then[name] for name in OF_PERSON} == OF_PERSON
    assert {then["why"][name][0] for name in OF_PERSON} == {first}
    assert then["stated_since"]["attributes.assistant"] == "2024-02-01"
    assert (now["priorities"], now["why"]["priorities"]) == ("Cash", [second])
    assert now["stated_since"]["priorities"] == "2024-06", fixed
    assert "country" not in now
    late = person(story.tenant, "ann", story.at("2024-08-01", "2024-08-31"), True, why=True)
    assert (late["priorities"], late["country"]) == ("Fewer suppliers", "SE")


def test_facts_of_opinions_are_for_those_who_may_see_them(story: Story) -> None:
    story.tell("person_described", "2024-02-01", person="ann", opinions="Doubts consultants", country="SE")
    hidden = person(story.tenant, "ann", story.at("2024-03-01"), False, why=True)
    assert hidden["why"].keys() == hidden["stated_since"].keys() == {"name", "country"}


def test_a_role_has_its_holders_with_what_they_make_of_it(story: Story) -> None:
    took = story.took("ann", "2024-01-01")
    story.took("bob", "2024-02-01", tenure_kind="acting")
    story.tell("power_assessed", "2024-02-01", person="ann", role="cfo", power=7, sources=["trust"], by="cy")
    story.tell("job_crafted", "2024-02-01", person="bob", role="cfo", criteria="Price", by="cy")
    seen, hidden = (role(story.tenant, "cfo", story.at("2024-03-01"), restricted) for restricted in (True, False))
    ann, bob = seen["holders"]
    assert (ann["took"], ann["power_sources"], bob["crafted"]["criteria"]) == (took, ["trust"], "Price")
    assert not [one for one in hidden["holders"] if "power" in one or "crafted" in one]
    assert {"crafted_jobs", "power"} <= set(hidden["withheld"])


def test_a_closed_role_says_what_it_became_and_its_successors_where_they_come_from(story: Story) -> None:
    story.took("ann", "2024-01-01")
    story.tell("role_defined", "2024-03-01", role="tax", organization="acme", title="Head of Tax")
    story.tell("role_closed", "2024-03", role="cfo", successors=["tax", "ceo"], certainty="probable")
    gone, tax = (role(story.tenant, id, story.at("2024-06-01"), True) for id in ("cfo", "tax"))
    assert (gone["status"], gone["holders"], tax["holders"]) == ("closed", [], [])
    assert gone["successors"] == [
        {"role": "ceo", "title": "CEO", "since": "2024-03", "certainty": "probable"},
        {"role": "tax", "title": "Head of Tax", "since": "2024-03", "certainty": "probable"},
    ]
    assert [one["role"] for one in tax["predecessors"]] == ["cfo"]
    before = role(story.tenant, "cfo", story.at("2024-02-01"), True)
    assert (before["status"], before["successors"]) == ("open", [])


def test_a_role_before_anything_is_known_of_it_is_empty_and_no_role_is_not_found(story: Story) -> None:
    story.tell("role_defined", "2024-03-01", role="tax", organization="acme", title="Head of Tax")
    early = role(story.tenant, "tax", story.at("2024-01-01"), True)
    assert (early["status"], early["holders"]) == (None, [])
    assert role(story.tenant, "tax", story.at("2024-01-01", "2023-01-01"), True)["title"] is None
    with pytest.raises(NotFound):
        role(story.tenant, "none", story.at("2024-01-01"), True)
