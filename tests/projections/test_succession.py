"""Who held a role, one after the other, against the oracle and by example."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.errors import NotFound
from projections.succession import holders
from projections.tenants import Tenants
from tests import oracle
from tests.generator import SUBJECTS
from tests.projections.test_careers import bare_stay, counted
from tests.projections.told import Story, moment, moments, random_world

Json = dict[str, Any]


@pytest.mark.parametrize("seed", range(620, 622))
def test_successions_agree_with_the_oracle(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for _, at in moments(world, seed, 6):
        for id in SUBJECTS["role"][:4]:
            found = [bare_stay(stay) | {"role": id} for stay in holders(world.tenant, id, at)["holders"]]
            assert counted(found) == counted(oracle.holders_of_role(world.facts, id, at.position))


@pytest.mark.parametrize("seed", range(630, 632))
def test_gaps_and_overlaps_are_the_days_on_which_maps_show_nobody_or_several(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for _, at in moments(world, seed, 4):
        answer = holders(world.tenant, "r-1", at)
        known = [stay for stay in answer["holders"] if stay["tenures"]]
        for day in (at.as_of + timedelta(days=shift) for shift in (-40, -1, 0, 1, 40)):
            held = {who for role, who in oracle.holders(world.facts, day, at.position) if role == "r-1"}
            assert any(within(day, one) and set(one["people"]) == held for one in answer["overlaps"]) == (len(held) > 1)
            assert not (held and any(within(day, gap) for gap in answer["gaps"])), (day, known)


def within(day: date, period: Json) -> bool:
    return (period["from"] or "") <= day.isoformat() < (period["to"] or "9999")


def test_a_role_between_two_holders_has_a_gap(story: Story) -> None:
    story.took("ann", "2024-02-01")
    story.left("ann", "2024-03-01")
    story.took("bob", "2024-04-01")
    answer = holders(story.tenant, "cfo", story.at("2024-05-01"))
    assert answer["gaps"] == [{"from": "2024-03-01", "to": "2024-04-01"}]
    assert [stay["name"] for stay in answer["holders"]] == ["Ann", "Bob"]
    assert answer["role"] == {"id": "cfo", "title": "CFO", "organization": "acme", "organization_name": "Acme"}


def test_a_role_that_is_vacant_has_a_gap_without_an_end_until_it_is_closed(story: Story) -> None:
    story.took("ann", "2024-02-01")
    story.left("ann", "2024-03-01")
    assert holders(story.tenant, "cfo", story.at("2024-05-01"))["gaps"] == [{"from": "2024-03-01", "to": None}]
    story.tell("role_closed", "2024-06-01", role="cfo")
    assert holders(story.tenant, "cfo", story.at("2024-05-01"))["gaps"] == [{"from": "2024-03-01", "to": "2024-06-01"}]


def test_a_role_of_known_beginning_is_vacant_until_its_first_holder(story: Story) -> None:
    story.tell("role_defined", "2024-01-15", role="cto", organization="acme", title="CTO")
    story.took("ann", "2024-02-01", role="cto")
    assert holders(story.tenant, "cto", story.at("2024-05-01"))["gaps"] == [{"from": "2024-01-15", "to": "2024-02-01"}]


def test_a_role_that_nobody_ever_held_is_one_gap(story: Story) -> None:
    assert holders(story.tenant, "ceo", story.at("2024-05-01"))["gaps"] == [{"from": None, "to": None}]


def test_two_holders_at_once_overlap_and_who_fills_in_is_said(story: Story) -> None:
    story.took("ann", "2024-02-01")
    took = story.took("bob", "2024-03-01", tenure_kind="interim")
    story.left("ann", "2024-04-01")
    answer = holders(story.tenant, "cfo", story.at("2024-03-15"))
    assert answer["overlaps"] == [{"from": "2024-03-01", "to": "2024-04-01", "people": ["ann", "bob"]}]
    assert answer["gaps"] == []
    (interim,) = answer["interims"]
    assert (interim["name"], interim["tenure_kind"], interim["took"]) == ("Bob", "interim", took)
    assert (interim["until"], interim["left"]) == (None, None)


def test_a_succession_is_told_as_it_was_known(story: Story) -> None:
    story.took("ann", "2024-01-01")
    story.on("2024-06-01").took("bob", "2024-02-01")
    known = [holders(story.tenant, "cfo", story.at("2024-04-01", at))["holders"] for at in ("2024-05-01", None)]
    assert [[stay["person"] for stay in told] for told in known] == [["ann"], ["ann", "bob"]]


def test_no_role_of_that_id_is_not_found(story: Story) -> None:
    with pytest.raises(NotFound):
        holders(story.tenant, "none", story.at("2024-01-01"))


def test_before_it_was_known_a_role_has_neither_holders_nor_gaps(tenants: Tenants) -> None:
    world = random_world(tenants, 633, steps=3)
    answer = holders(world.tenant, "r-1", moment(world, "2024-03-01", 0))
    assert (answer["holders"], answer["gaps"], answer["role"]["title"]) == ([], [], None)
