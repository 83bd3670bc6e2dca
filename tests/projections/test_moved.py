"""Somebody's move is one fact: it opens their time in one role and ends it in those they leave for it."""

import json
from typing import Any

import pytest

from projections.account_maps import account_map
from projections.careers import career
from projections.diffs import diff
from projections.journal import journal, one
from projections.succession import holders as succession
from projections.tenants import Tenants
from tests.projections.told import Story, clause

Json = dict[str, Any]
# What no database knows of; random worlds on both have such moves, too.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BEFORE, DAY, AFTER = "2024-02-15", "2024-03-01", "2024-03-15"


@pytest.fixture
def story(tenants: Tenants) -> Story:
    return Story(tenants.make("w"))


def shown(story: Story, day: str) -> Json:
    found: Json = json.loads(account_map(story.tenant, "acme", story.at(day), restricted=True))
    return found


def holding(story: Story, day: str) -> dict[str, list[str]]:
    return {role["id"]: [one["person"] for one in role["holders"]] for role in shown(story, day)["roles"]}


def moved(story: Story, **fields: Any) -> str:
    return story.on(DAY).took("ann", DAY, "ceo", leaves=["cfo"], **fields)


def test_it_is_told_once_with_the_one_fact_behind_all_of_it(story: Story) -> None:
    story.took("ann", "2020")
    fact = moved(story)
    assert holding(story, BEFORE) == {"cfo": ["ann"], "ceo": []}
    assert holding(story, DAY) == {"cfo": [], "ceo": ["ann"]}
    found = diff(story.tenant, "acme", story.at(BEFORE), story.at(AFTER), restricted=True)
    told = [clause(each) for each in found]
    assert told == ["Ann became CEO on 2024-03-01.", "Ann left as CFO on 2024-03-01."]
    assert [each["facts"] for each in found] == [[fact], [fact]]
    known = career(story.tenant, "ann", story.at(AFTER), True)
    assert [(one["role"], one["since"], one["until"]) for one in known["stays"]] == [
        ("cfo", "2020", DAY), ("ceo", DAY, None),
    ]  # fmt: skip
    (move,) = known["moves"][1:]
    assert (move["kind"], move["facts"]) == ("promoted", [fact])


def test_it_is_corrected_and_taken_back_as_one_and_what_is_left_follows(story: Story) -> None:
    story.took("ann", "2020")
    fact = moved(story)
    before, both = {"cfo": ["ann"], "ceo": []}, {"cfo": ["ann"], "ceo": ["ann"]}
    for replacement, on_the_day, then in (
        ({"effective": "2024-03-10"}, before, {"cfo": [], "ceo": ["ann"]}),
        ({"leaves": []}, both, both),
        ({"person": "bob"}, {"cfo": ["ann"], "ceo": ["bob"]}, {"cfo": ["ann"], "ceo": ["bob"]}),
        ({"certainty": "rumored"}, before, before),
        ({"role": "cfo", "leaves": ["ceo"]}, before, before),
    ):
        corrected = story.tell("fact_corrected", fact=fact, replacement=replacement)
        assert (holding(story, DAY), holding(story, AFTER)) == (on_the_day, then), replacement
        assert story.tenant.verify().differing == []
        story.tell("fact_withdrawn", fact=corrected)
    assert holding(story, DAY) == {"cfo": [], "ceo": ["ann"]}
    story.tell("fact_withdrawn", fact=fact)
    assert holding(story, DAY) == before
    assert [one["kind"] for one in career(story.tenant, "ann", story.at(AFTER), True)["moves"]] == ["first"]


def test_within_its_month_both_are_only_possible(story: Story) -> None:
    story.took("ann", "2020")
    story.on(DAY).took("ann", "2024-03", "ceo", leaves=["cfo"], certainty="probable")
    roles = {role["id"]: role["holders"] for role in shown(story, AFTER)["roles"]}
    held = [(one["person"], one["possible"]) for role in ("cfo", "ceo") for one in roles[role]]
    assert held == [("ann", True), ("ann", True)]
    assert holding(story, "2024-04-01") == {"cfo": [], "ceo": ["ann"]}


def test_from_one_account_to_another_both_are_told(story: Story) -> None:
    story.tell("organization_registered", organization="beta", name="Beta")
    story.tell("account_opened", organization="beta")
    story.tell("role_defined", None, role="b-cfo", organization="beta", title="CFO")
    began = story.took("ann", "2020")
    fact = story.on(DAY).took("ann", DAY, "b-cfo", leaves=["cfo"])
    assert holding(story, DAY) == {"cfo": [], "ceo": []}
    for account in ("acme", "beta"):
        assert fact in [told["id"] for told in journal(story.tenant, account=account, restricted=True)]
    found = diff(story.tenant, "acme", story.at(BEFORE), story.at(AFTER), restricted=True)
    assert [clause(change) for change in found] == ["Ann left as CFO on 2024-03-01.", "Ann is no longer on the map."]
    assert all(change["facts"] == [fact] for change in found)
    assert one(story.tenant, fact, restricted=True)["supersedes"] == [began]


def test_what_nobody_knew_to_be_held_was_left_by_then(story: Story) -> None:
    """The fact that began one tenure says of the other only that it is over."""
    fact = moved(story)
    known = career(story.tenant, "ann", story.at(AFTER), True)
    assert [(one["role"], one["since"], one["until"]) for one in known["stays"]] == [
        ("cfo", None, DAY), ("ceo", DAY, None),
    ]  # fmt: skip
    strange = {"kind": "end_without_beginning", "role": "cfo", "person": "ann", "fact": fact}
    assert strange in shown(story, AFTER)["findings"]
    assert one(story.tenant, fact, restricted=True)["supersedes"] == []
    story.on(AFTER).tell("fact_corrected", fact=fact, replacement={"leaves": ["cfo", "cfo"]})
    assert story.tenant.verify().differing == []


def test_records_that_are_merged_move_as_one(story: Story) -> None:
    story.took("bob", "2020")
    moved(story)
    assert holding(story, AFTER) == {"cfo": ["bob"], "ceo": ["ann"]}
    story.on(AFTER).tell("person_records_merged", kept="bob", duplicate="ann")
    assert holding(story, AFTER) == {"cfo": [], "ceo": ["bob"]}
    found = succession(story.tenant, "cfo", story.at(AFTER), True)["holders"]
    assert [(one["person"], one["until"]) for one in found] == [("bob", DAY)]
