"""The registry that names are matched against: what the log says, kept up as facts arrive, at any position."""

from dataclasses import astuple
from typing import Any

import pytest
from sqlalchemy import true

from domain.errors import InvalidRequest
from domain.language import ERASED_NAME
from domain.matching.announcements import Announcement, Thresholds
from domain.matching.registry import Registry
from projections.careers import person
from projections.matches import matches
from projections.registries import Registries
from projections.snapshots import snapshot
from projections.stays import read_tenures
from projections.tenants import Tenants
from tests.generator import random_batches
from tests.projections.told import Story, moment, moments, random_world, taking_turns
from tests.projections.worlds import World

ASKED = Announcement(person="Ann", organization="Acme", role="CFO", kind="joined")


def content(registry: Registry) -> dict[str, Any]:
    """Everything that is known, and where names lead."""
    people = {id: (set(one.names), one.identifiers, set(one.tenures)) for id, one in registry.people.items()}
    near = {id: {one for name in names for one in registry.names.near(name)} for id, names in registry.parsed.items()}
    held = {role: set(ids) for role, ids in registry.holders.items() if ids}
    return {"people": people, "near": near, "held": held, "roles": registry.roles, "bodies": registry.organizations}


@taking_turns(range(700, 704))
def test_following_and_reading_anew_give_the_same(tenants: Tenants, seed: int) -> None:
    world = World(tenants.make("w"))
    kept = Registries(world.tenant.ledger)
    for recorded_at, batch in random_batches(seed, 40):
        world.tell(recorded_at, batch)
        world.tenant.catch_up()
        at = moment(world, "2024-06-30")
        with kept.at(at) as (registry, position), Registries(world.tenant.ledger).at(at) as (fresh, _):
            assert position == at.position
            assert content(registry) == content(fresh)


@pytest.mark.parametrize("seed", range(710, 713))
def test_tenures_are_those_of_careers(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for _, at in moments(world, seed, 6):
        with world.tenant.registries.at(at) as (registry, _), snapshot(world.tenant, at) as tables:
            held = [one for one in read_tenures(tables, true()) if one.held and one.person in registry.people]
            wanted = {(one.person, one.role, one.start.toordinal(), one.stop.toordinal(), one.took) for one in held}
            people = registry.people.values()
            assert {(one.id, *astuple(tenure)) for one in people for tenure in one.tenures} == wanted


@pytest.mark.parametrize("seed", range(710, 713))
def test_what_people_are_called_is_known(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for _, at in moments(world, seed, 6):
        with world.tenant.registries.at(at) as (registry, _):
            for id in registry.people:
                name = person(world.tenant, id, at, True)["name"]
                assert name is None or name in registry.people[id].names or name == ERASED_NAME


def test_names_tenures_and_titles_of_all_days_are_known(story: Story) -> None:
    story.tell("person_described", "2023-01-01", person="ann", name="Ann Poe", names=["A. Roe"])
    story.tell("role_restructured", "2023-01-01", role="cfo", title="Finance Director")
    story.took("ann", "2020-01-01")
    story.left("ann", "2022-01-01")
    with story.tenant.registries.at(story.at("2024-01-01")) as (registry, _):
        assert registry.people["ann"].names == ("Ann Poe", "Ann", "A. Roe")
        assert registry.roles["cfo"].titles == ("Finance Director", "CFO")
        (tenure,) = registry.people["ann"].tenures
        assert (tenure.role, tenure.stop - tenure.start) == ("cfo", 731)


def test_aliases_are_names(story: Story) -> None:
    with story.tenant.registries.at(story.at("2024-01-01")) as (registry, _):
        assert registry.people["ann"].names == ("Ann",)
    alias = story.tell("alias_recorded", person="ann", alias="Annie Roe")
    story.tell("alias_recorded", organization="acme", alias="ACM")
    story.tell("alias_recorded", role="cfo", alias="Treasurer")
    with story.tenant.registries.at(story.at("2024-01-01")) as (registry, _):
        assert registry.people["ann"].names == ("Ann", "Annie Roe")
        assert registry.organizations["acme"].names == ("Acme", "ACM")
        assert registry.roles["cfo"].titles == ("CFO", "Treasurer")
    story.tell("fact_withdrawn", fact=alias)
    with story.tenant.registries.at(story.at("2024-01-01")) as (registry, _):
        assert registry.people["ann"].names == ("Ann",)


def test_what_is_recorded_is_known_at_once(story: Story) -> None:
    before = matches(story.tenant, ASKED, story.at("2024-02-01"), Thresholds())
    story.took("ann", "2024-02-01")
    after = matches(story.tenant, ASKED, story.at("2024-02-01"), Thresholds())
    assert [one["person"]["outcome"] for one in (before, after)] == ["review", "accepted"]
    assert after["position"] == before["position"] + 1
    taken_back = story.tell("fact_withdrawn", fact=story.took("bob", "2024-01-01", role="ceo"))
    assert taken_back
    with story.tenant.registries.at(story.at("2024-02-01")) as (registry, _):
        assert registry.people["bob"].tenures == ()
        assert not registry.holders["ceo"]


def test_the_closing_of_a_role_ends_what_is_known_of_its_holders(story: Story) -> None:
    story.took("ann", "2020-01-01")
    with story.tenant.registries.at(story.at("2024-01-01")) as (registry, _):
        assert registry.people["ann"].tenures[0].stop > 800_000
    story.tell("role_closed", "2023-01-01", role="cfo")
    with story.tenant.registries.at(story.at("2024-01-01")) as (registry, _):
        assert registry.people["ann"].tenures[0].stop < 800_000
        assert registry.roles["cfo"].stop == registry.people["ann"].tenures[0].stop


def test_a_role_belongs_to_the_organization_of_its_unit(story: Story) -> None:
    story.tell("organization_registered", organization="bolt", name="Bolt")
    story.tell("unit_defined", unit="fin", organization="acme", name="Finance")
    story.tell("role_restructured", "2020-01-01", role="cfo", unit="fin")
    with story.tenant.registries.at(story.at("2024-01-01")) as (registry, _):
        assert registry.organization_of("cfo") == "acme"
    story.tell("unit_restructured", "2021-01-01", unit="fin", organization="bolt")
    with story.tenant.registries.at(story.at("2024-01-01")) as (registry, _):
        assert registry.organization_of("cfo") == "bolt"
        assert set(registry.roles_of["bolt"]) == {"cfo"}


def test_the_past_knows_only_what_was_recorded_by_then(story: Story) -> None:
    story.on("2024-03-01").took("ann", "2024-02-01")
    then = matches(story.tenant, ASKED, story.at("2024-02-01", "2024-02-15"), Thresholds())
    now = matches(story.tenant, ASKED, story.at("2024-02-01"), Thresholds())
    assert (then["person"]["outcome"], now["person"]["outcome"]) == ("review", "accepted")
    assert then["known_at"].startswith("2024-02-15")


def test_whoever_is_erased_is_nobody_known_any_more(story: Story) -> None:
    story.took("ann", "2024-02-01")
    assert matches(story.tenant, ASKED, story.at("2024-02-01"), Thresholds())["person"]["candidates"]
    elsewhere = Registries(story.tenant.ledger)
    past = story.at("2024-02-01", "2024-01-01")
    with elsewhere.at(story.at("2024-02-01")), elsewhere.at(past):
        pass
    story.tell("person_erased", person="ann")
    found = matches(story.tenant, ASKED, story.at("2024-02-01"), Thresholds())
    assert found["person"] == {"outcome": "unmatched", "candidates": []}
    for at in (story.at("2024-02-01"), story.at("2024-02-01", "2024-01-01")):
        with elsewhere.at(at) as (registry, _):
            assert "ann" not in registry.people


def test_a_rebuild_changes_nothing(story: Story) -> None:
    story.took("ann", "2024-02-01")
    with story.tenant.registries.at(story.at("2024-02-01")) as (registry, _):
        before = content(registry)
    story.tenant.rebuild()
    with story.tenant.registries.at(story.at("2024-02-01")) as (registry, _):
        assert content(registry) == before


def test_something_has_to_be_announced(story: Story) -> None:
    with pytest.raises(InvalidRequest) as refused:
        matches(story.tenant, Announcement(kind="left"), story.at("2024-02-01"), Thresholds())
    assert refused.value.field == "person"
