"""An end corrected to name another beginning ends that one, wherever it is corrected to, and on whatever day."""

import json
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from domain.log.ledger import Terms
from projections.account_maps import account_map
from projections.careers import career
from projections.tenants import Tenant, Tenants
from projections.tenures import tenures
from tests.generator import WEIGHTS, random_batches
from tests.projections.told import Story, taking_turns
from tests.projections.worlds import World


@pytest.fixture
def story(tenants: Tenants) -> Story:
    return Story(tenants.make("w"))


def restarted(story: Story) -> Story:
    """Whoever follows next has nothing in memory."""
    story.tenant.follower._engine = None
    story.tenant.timelines.forget()
    return story


def holders(story: Story, day: str, role: str) -> list[str]:
    shown = json.loads(account_map(story.tenant, "acme", story.at(day), restricted=True))
    return [one["person"] for found in shown["roles"] if found["id"] == role for one in found["holders"]]


def assert_verified(tenant: Tenant) -> None:
    assert tenant.verify().differing == []


@pytest.mark.parametrize("restarting", [False, True])
def test_an_end_follows_the_beginning_it_was_corrected_to_name(story: Story, restarting: bool) -> None:
    def then() -> Story:
        assert_verified(story.tenant)
        return restarted(story) if restarting else story

    wrong = story.took("ann", "2020", "cfo")
    right = story.took("bob", "2021", "ceo")
    end = story.left("ann", "2023", "cfo", took=wrong)
    assert (holders(story, "2024-01-01", "cfo"), holders(story, "2024-01-01", "ceo")) == ([], ["bob"])
    renamed = then().tell("fact_corrected", fact=end, replacement={"took": right})
    assert (holders(story, "2024-01-01", "cfo"), holders(story, "2024-01-01", "ceo")) == (["ann"], [])
    moved = then().tell("fact_corrected", fact=right, replacement={"person": "cy", "role": "cfo"})
    assert holders(story, "2024-01-01", "cfo") == ["ann"]
    assert holders(story, "2022-01-01", "cfo") == ["ann", "cy"]
    gone = then().tell("fact_withdrawn", fact=right)
    assert holders(story, "2022-01-01", "cfo") == ["ann"]
    then().tell("fact_withdrawn", fact=gone)
    then().tell("fact_withdrawn", fact=moved)
    assert (holders(story, "2022-01-01", "ceo"), holders(story, "2024-01-01", "ceo")) == (["bob"], [])
    then().tell("fact_withdrawn", fact=renamed)
    assert (holders(story, "2024-01-01", "cfo"), holders(story, "2024-01-01", "ceo")) == ([], ["bob"])
    assert_verified(story.tenant)


def test_an_end_that_named_nothing_may_be_corrected_to_name_a_beginning(story: Story) -> None:
    first, second = story.took("ann", "2020"), story.took("ann", "2021")
    end = story.left("ann", "2023")
    assert holders(story, "2024-01-01", "cfo") == []
    named = story.tell("fact_corrected", fact=end, replacement={"took": second})
    assert holders(story, "2024-01-01", "cfo") == ["ann"]
    restarted(story).tell("fact_corrected", fact=named, replacement={"replacement": {"took": first}})
    assert ends(story) == {first: end, second: None}
    story.tell("fact_corrected", fact=end, replacement={"took": None})
    assert holders(story, "2024-01-01", "cfo") == []
    assert_verified(story.tenant)


def ends(story: Story) -> dict[str, str | None]:
    """By the beginning: what ended it, as Ann's career tells."""
    (stay,) = career(story.tenant, "ann", story.at("2024-01-01"))["stays"]
    return {one["took"]: one["left"] for one in stay["tenures"]}


def tenure_rows(story: Story) -> list[Any]:
    with story.tenant.ledger.store.reading(story.tenant.workspace.id) as connection:
        return list(connection.execute(select(tenures)))


@pytest.mark.parametrize("erased", ["ann", "bob"])
def test_what_such_an_end_said_goes_with_everybody_it_was_ever_about(story: Story, erased: str) -> None:
    wrong, right = story.took("ann", "2020"), story.took("bob", "2021", "ceo")
    end = story.left("ann", "2023", took=wrong, reason="dismissed")
    story.tell("fact_corrected", fact=end, replacement={"took": right, "reason": "retired"})
    assert "retired" in str(tenure_rows(story))
    story.tell("person_erased", person=erased)
    assert "retired" not in str(tenure_rows(story))
    assert_verified(story.tenant)


@taking_turns(range(6))
def test_random_corrections_of_ends_are_followed_alike_with_and_without_memory(
    tenants: Tenants, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    for name, weight in {"named_left": 12.0, "fact_corrected": 30.0, "fact_withdrawn": 10.0}.items():
        monkeypatch.setitem(WEIGHTS, name, weight)
    world, random = World(tenants.make("w")), Random(seed)
    for recorded_at, batch in random_batches(seed, 40):
        world.tell(recorded_at, batch)
        if random.random() < 0.3:
            world.tenant.follower._engine = None
            world.tenant.catch_up()
    world.tenant.catch_up()
    assert_verified(world.tenant)


def test_a_dry_run_shows_what_such_a_correction_would_change(story: Story) -> None:
    wrong, right = story.took("ann", "2020"), story.took("bob", "2021", "ceo")
    end = story.left("ann", "2023", took=wrong)
    sent = {"type": "fact_corrected", "fact": end, "replacement": {"took": right}}
    (told,) = story.tenant.dry_run([sent], Terms(by="me"))["accounts"]
    assert {(one["subject"], one["property"]) for one in told["changes"]} >= {("cfo", "ann"), ("ceo", "bob")}
