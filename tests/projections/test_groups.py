"""Global accounts: an organization with all below it, at both clocks, and what changes there."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from projections.diffs import apply, compared, diff
from projections.groups import group_map
from projections.moments import moment_of
from projections.tenants import Tenants
from tests.oracle.group import group_map as oracle_group
from tests.projections.comparing import differences
from tests.projections.told import Story, clause, moment, moments, taking_turns
from tests.projections.worlds import World

Json = dict[str, Any]


def related_world(tenants: Tenants, seed: int) -> World:
    """North, south and the partner are each other's parents at times: in a line, in circles, or not at all."""
    from random import Random

    from tests.generator import SUBJECTS, random_batches
    from tests.generator.chance import DAYS

    world, random = World(tenants.make("w")), Random(f"{seed}:group")
    for recorded_at, batch in random_batches(seed, 30):
        told = []
        if random.random() < 0.4:
            one, other = random.sample(SUBJECTS["organization"], 2)
            what = random.choices(("organizations_related", "organizations_unrelated"), (3, 1))[0]
            said = {"organization": one, "other": other, "relation": "parent", "effective": random.choice(DAYS)}
            told = [{"type": what, "id": fact_id(random), **said}]
        world.tell(recorded_at, [*batch, *told])
    world.tenant.catch_up()
    return world


def fact_id(random: Any) -> str:
    from uuid import UUID

    return str(UUID(int=random.getrandbits(128), version=4))


@pytest.mark.parametrize("seed", range(2_400, 2_403))
def test_it_is_the_maps_of_the_group_as_one(tenants: Tenants, seed: int) -> None:
    world = related_world(tenants, seed)
    sizes = set()
    for account, at in moments(world, seed, 12):
        wanted = oracle_group(world.facts, account, at.as_of, at.position)
        read = group_map(world.tenant, account, at, restricted=True)
        read["links"] = sorted(read["links"], key=str)
        assert list(differences(read, wanted)) == []
        sizes.add(len(read["subsidiaries"]))
    assert len(sizes) > 1


def test_an_oracle_that_knows_no_parents_would_be_found_out(tenants: Tenants) -> None:
    """The control."""
    world = related_world(tenants, 2_400)
    believed = [fact for fact in world.facts if fact["type"] != "organizations_related"]
    asked = [*moments(world, 2_400, 12)]
    read = [group_map(world.tenant, account, at, restricted=True) for account, at in asked]
    wanted = [oracle_group(believed, account, at.as_of, at.position) for account, at in asked]
    found = [line for pair in zip(read, wanted, strict=True) for line in differences(*pair)]
    assert any(line.startswith(".subsidiaries") for line in found)


# A property of a crafted job is taken back in the second; in the others a unit moves within the group, its culture with
# it, and a sale comes with where somebody stands.
@taking_turns([2_420, 50_035, 50_000, 50_018])
def test_one_map_of_a_group_with_the_changes_is_the_other_and_each_names_its_facts(tenants: Tenants, seed: int) -> None:
    world = related_world(tenants, seed)
    for (account, before), (_, after) in pairwise(moments(world, seed, 16)):
        told = diff(world.tenant, account, before, after, True, group=True)
        states = [compared(world.tenant, account, at, True, group=True) for at in (before, after)]
        assert apply(states[0], told) == states[1]
        lacking = [change for change in told if not (change["facts"] and change["sentence"].endswith("."))]
        assert lacking == []


@pytest.fixture
def story(tenants: Tenants) -> Story:
    """Below Acme is Beta, and below Beta Gamma, each with a director; Acme's Ann is linked to Gamma's Gus."""
    found = Story(tenants.make("w"))
    found.took("ann", "2020-01-01")
    for organization, above in (("beta", "acme"), ("gamma", "beta")):
        found.tell("organization_registered", organization=organization, name=organization.title())
        found.tell("organizations_related", "2022-01-01", organization=organization, other=above, relation="parent")
        found.tell("role_defined", None, role=f"r-{organization}", organization=organization, title="Director")
    found.tell("person_introduced", person="gus", name="Gus")
    found.took("gus", "2020-01-01", role="r-gamma")
    found.tell("link_rated", "2021-01-01", person="ann", other="gus", kind="advice", tone=2)
    return found


def shown(story: Story, account: str, day: str, known: str | None = None, **asked: bool) -> Json:
    return group_map(story.tenant, account, story.at(day, known), **({"restricted": True} | asked))


def test_subsidiaries_are_followed_down_and_everything_names_its_organization(story: Story) -> None:
    group = shown(story, "acme", "2024-01-01")
    assert [(one["id"], one["below"]) for one in group["subsidiaries"]] == [("beta", "acme"), ("gamma", "beta")]
    owners = {role["id"]: role["organization"] for role in group["roles"]}
    assert owners == {"cfo": "acme", "ceo": "acme", "r-beta": "beta", "r-gamma": "gamma"}
    assert [one["id"] for one in shown(story, "beta", "2024-01-01")["subsidiaries"]] == ["gamma"]
    assert shown(story, "acme", "2021-12-31")["subsidiaries"] == []


def test_who_works_in_the_group_is_not_external_there(story: Story) -> None:
    assert {one["id"]: one.get("external") for one in shown(story, "acme", "2024-01-01")["people"]} == {
        "ann": None,
        "gus": None,
    }
    (alone,) = (one for one in shown(story, "acme", "2021-12-31")["people"] if one["id"] == "gus")
    assert alone["of"] == ["gamma"]
    assert len(shown(story, "acme", "2024-01-01")["links"]) == 1


def test_a_group_is_followed_down_by_whatever_word_means_parent(story: Story) -> None:
    terms = [{"term": "holding", "label": "Holding", "means": "parent"}]
    story.tell("vocabulary_set", "2023-01-01", vocabulary="relation", terms=terms)
    story.tell("organization_registered", organization="delta", name="Delta")
    story.tell("organizations_related", "2023-01-01", organization="delta", other="beta", relation="holding")
    below = {
        day: [one["id"] for one in shown(story, "acme", day)["subsidiaries"]] for day in ("2022-06-01", "2024-01-01")
    }
    assert below["2022-06-01"] == ["beta", "gamma"]
    assert set(below["2024-01-01"]) == {"beta", "gamma", "delta"}


def test_circles_end_and_an_organization_comes_once(story: Story) -> None:
    story.tell("organizations_related", "2022-01-01", organization="acme", other="gamma", relation="parent")
    story.tell("organizations_related", "2022-01-01", organization="gamma", other="acme", relation="parent")
    group = shown(story, "gamma", "2024-01-01")
    assert [(one["id"], one["below"]) for one in group["subsidiaries"]] == [("acme", "gamma"), ("beta", "acme")]


def test_what_comes_to_the_group_is_told_with_the_fact_that_brings_it(story: Story) -> None:
    sold = story.on("2024-06-01").tell(
        "organizations_unrelated", "2024-05-01", organization="beta", other="acme", relation="parent"
    )
    found = diff(story.tenant, "acme", story.at("2024-04-01"), story.at("2024-06-01"), True, group=True)
    assert {(one["kind"], one["subject"]) for one in found if one["property"] is None} == {
        *(("subsidiary", id) for id in ("beta", "gamma")),
        *(("role", id) for id in ("r-beta", "r-gamma")),
    }
    assert {fact for one in found for fact in one["facts"]} == {sold}
    assert clause(found[0]) == "Beta belongs no longer to the group, below Acme."
    (gus,) = (one for one in found if (one["subject"], one["property"]) == ("gus", "external"))
    assert gus["after"] is True


def test_a_meeting_goes_with_the_company_that_leaves_the_group_whether_that_happens_or_is_learned(story: Story) -> None:
    story.tell("interaction_recorded", "2023-05-01", interaction="lunch", people=["gus", "cy"], channel="lunch")
    left = {"organization": "beta", "other": "acme", "relation": "parent"}
    sold = story.on("2024-06-01").tell("organizations_unrelated", "2024-05-01", **left)
    after = story.at("2024-06-01")
    for before in (story.at("2024-04-01"), story.at("2024-06-01", "2024-05-15")):
        for way in ((before, after), (after, before)):
            met = [one for one in diff(story.tenant, "acme", *way, True, group=True) if one["subject"] == "lunch"]
            assert [one["facts"] for one in met] == [[sold]]


def test_a_unit_that_moves_within_the_group_takes_its_roles_along_by_one_fact(story: Story) -> None:
    story.tell("unit_defined", None, unit="u", organization="beta", name="Sales")
    story.tell("role_restructured", "2020-01-01", role="r-beta", unit="u")
    moved = story.tell("unit_restructured", "2024-02-01", unit="u", organization="gamma")
    found = diff(story.tenant, "acme", story.at("2024-01-01"), story.at("2024-03-01"), True, group=True)
    assert [(one["subject"], one["property"], one["after"], one["facts"]) for one in found] == [
        ("u", "organization", "gamma", [moved]),
        ("r-beta", "organization", "gamma", [moved]),
    ]


def test_a_superior_elsewhere_in_the_group_is_there(story: Story) -> None:
    story.tell("role_restructured", "2021-01-01", role="r-beta", reports_to="cfo")
    assert not [one for one in shown(story, "acme", "2024-01-01")["findings"] if one["kind"] == "parent_absent"]
    assert [one["kind"] for one in shown(story, "beta", "2024-01-01")["findings"] if "reports_to" in one] == [
        "parent_absent"
    ]


def test_it_is_read_as_it_was_known_and_names_its_facts_when_asked_why(story: Story) -> None:
    story.on("2024-06-01").tell("organization_registered", organization="late", name="Late")
    story.tell("organizations_related", "2020-01-01", organization="late", other="acme", relation="parent")
    assert "late" in [one["id"] for one in shown(story, "acme", "2024-01-01")["subsidiaries"]]
    assert "late" not in [one["id"] for one in shown(story, "acme", "2024-01-01", "2024-05-31")["subsidiaries"]]
    assert all("why" in role for role in shown(story, "acme", "2024-01-01", why=True)["roles"])
    assert shown(story, "acme", "2024-01-01", restricted=False)["links"] == []


def test_the_moment_of_a_group_may_be_any(story: Story) -> None:
    at = moment_of(story.tenant.ledger, "2024-01-01", position=0)
    assert group_map(story.tenant, "acme", at, restricted=True)["subsidiaries"] == []
    assert moment(World(story.tenant), date(2024, 1, 1)).as_of == date(2024, 1, 1)
