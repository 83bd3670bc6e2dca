"""Everything that happened in an account, in the order in which it was so."""

from typing import Any

import pytest

from domain.errors import NotFound
from domain.facts import REGISTRY
from projections.analysis.drawing import drawn_at
from projections.telling import WORDS
from projections.tenants import Tenants
from projections.timeline_of import account_timeline, types_told
from tests.oracle.days import value_day
from tests.oracle.standing import known_at
from tests.projections.told import Story, moments, random_world

Json = dict[str, Any]
ABOUT_FACTS = {"fact_corrected", "fact_withdrawn", "value_erased", "person_erased"}


@pytest.mark.parametrize("seed", range(700, 702))
def test_events_are_the_standing_facts_in_the_order_of_their_days(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for account, at in moments(world, seed, 6):
        known = known_at(world.facts, at.position)
        standing = {fact["position"]: fact for fact in (*known.decided, *known.rumors)}
        events = account_timeline(world.tenant, account, at, 0, 1_000, restricted=True)
        order = [(value_day(standing[event["position"]]), event["position"]) for event in events]
        assert order == sorted(order)
        assert all(day <= at.as_of.toordinal() for day, _ in order)
        for event in events:
            said = standing[event["position"]]
            assert (event.get("effective"), event["certainty"]) == (said.get("effective"), said["certainty"])


@pytest.mark.parametrize("seed", range(703, 705))
def test_pages_give_every_event_once(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for account, at in moments(world, seed, 2):
        whole = account_timeline(world.tenant, account, at, 0, 1_000, restricted=False)
        pages: list[Json] = []
        while page := account_timeline(
            world.tenant, account, at, pages[-1]["position"] if pages else 0, 7, restricted=False
        ):
            pages += page
        assert pages == whole
        assert account_timeline(world.tenant, account, at, 0, 1_000, restricted=False, last_first=True) == whole[::-1]
        assert not {event["type"] for event in whole} & ({cls.type for cls in REGISTRY.values() if cls.restricted})


@pytest.mark.parametrize("seed", range(705, 707))
def test_a_type_alone_is_what_the_whole_tells_of_it(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for account, at in moments(world, seed, 2):
        for restricted in (True, False):
            whole = account_timeline(world.tenant, account, at, 0, 1_000, restricted=restricted)
            counted = types_told(world.tenant, account, at, restricted=restricted)
            told = {event["type"] for event in whole}
            assert told <= counted.keys()
            for type in counted:
                alone = account_timeline(world.tenant, account, at, 0, 1_000, type, restricted=restricted)
                assert alone == [event for event in whole if event["type"] == type]
                assert len(alone) <= counted[type]


def test_what_happened_earlier_comes_first_though_it_was_told_later(story: Story) -> None:
    story.took("bob", "2024-03-01")
    story.took("ann", "2024-02-01", tenure_kind="interim")
    events = account_timeline(story.tenant, "acme", story.at("2024-04-01"), restricted=True)
    assert [event["sentence"] for event in events][-2:] == [
        "Ann became CFO (interim) on 2024-02-01.",
        "Bob became CFO on 2024-03-01.",
    ]
    assert [event["day"] for event in events][-2:] == ["2024-02-01", "2024-03-01"]
    assert events[0]["day"] is None


def test_a_withdrawn_fact_did_not_happen_and_a_corrected_one_happened_as_corrected(story: Story) -> None:
    withdrawn, corrected = story.took("ann", "2024-02-01"), story.took("bob", "2024-02-01")
    story.on("2024-05-01").tell("fact_withdrawn", fact=withdrawn)
    story.tell("fact_corrected", fact=corrected, replacement={"effective": "2024-03"})
    now, then = (story.at("2024-04-01", known) for known in (None, "2024-04-01"))
    event = account_timeline(story.tenant, "acme", now, restricted=True)[-1]
    assert (event["sentence"], event["corrected"]) == ("Bob became CFO in 2024-03.", True)
    assert [event["id"] for event in account_timeline(story.tenant, "acme", then, restricted=True)][-2:] == [
        withdrawn,
        corrected,
    ]


def test_subjects_are_called_what_they_were_called_on_the_day(story: Story) -> None:
    story.took("ann", "2024-02-01")
    story.tell("role_restructured", "2024-03-01", role="cfo", title="Head of Finance")
    story.tell("role_defined", "2024-03-01", role="ceo", organization="acme", title="CEO")
    story.tell("role_restructured", "2024-03-02", role="cfo", reports_to="ceo")
    story.tell("role_restructured", "2024-03-03", role="cfo", reports_to=None)
    story.tell("unit_defined", "2024-03-04", unit="fin", organization="acme", name="Finance")
    story.tell("unit_restructured", "2024-03-05", unit="fin", name="Treasury")
    story.tell("unit_defined", "2024-03-06", unit="ops", organization="acme", name="Operations")
    story.tell("unit_restructured", "2024-03-07", unit="fin", parent="ops")
    story.tell("unit_restructured", "2024-03-08", unit="fin", parent=None)
    told = [
        event["sentence"] for event in account_timeline(story.tenant, "acme", story.at("2024-04-01"), restricted=True)
    ]
    assert [told[-4], *told[-2:]] == [
        "A unit came to be called Treasury on 2024-03-05.",
        "The unit Treasury became part of Operations on 2024-03-07.",
        "The unit Treasury ceased to be part of another on 2024-03-08.",
    ]
    told = told[:-5]
    assert [told[-5], told[-4], *told[-2:]] == [
        "Ann became CFO on 2024-02-01.",
        "A role came to be called Head of Finance on 2024-03-01.",
        "The role Head of Finance came to report to CEO on 2024-03-02.",
        "The role Head of Finance came to report to nobody on 2024-03-03.",
    ]


def test_what_was_erased_is_told_without_it(story: Story) -> None:
    story.took("ann", "2024-02-01")
    said = story.tell("power_assessed", "2024-03-01", person="ann", role="cfo", power=7)
    story.tell("value_erased", fact=said)
    events = account_timeline(story.tenant, "acme", story.at("2024-04-01"), restricted=True)
    assert events[-1]["sentence"] == "The power of Ann as CFO was assessed at an erased power on 2024-03-01."
    assert events[-1]["erased"] == ["power"]


def test_opinions_are_not_even_named_to_those_who_may_not_see_them(story: Story) -> None:
    story.took("ann", "2024-01-01")
    story.tell("person_described", "2024-02-01", person="ann", opinions="Likes us", priorities="Cost")
    seen, hidden = (
        account_timeline(story.tenant, "acme", story.at("2024-04-01"), restricted=restricted)[-1]
        for restricted in (True, False)
    )
    assert seen["sentence"] == "Ann was described: priorities and opinions on 2024-02-01."
    assert hidden["sentence"] == "Ann was described: priorities on 2024-02-01."
    assert "opinions" not in hidden


def test_alerts_and_what_becomes_of_them_are_no_news_of_the_account(story: Story) -> None:
    story.on("2024-02-01").took("ann", "2024-02-01")
    about = {"account": "acme", "role": "cfo", "person": "ann"}
    story.on("2024-03-01").tell("alert_raised", alert="a-1", rule="arrival", day="2024-02-01", severity="low", **about)
    story.on("2024-03-02").tell("fact_withdrawn", fact=story.tell("alert_acknowledged", alert="a-1"))
    story.on("2024-03-03").left("ann", "2024-03-03")
    days = ["2024-01-31", "2024-02-29", "2024-03-02", "2024-03-03"]
    newest = [drawn_at(story.tenant, "acme", story.at(day, day), restricted=True).recency.newest for day in days]
    assert [f"{at:%Y-%m-%d}" for at in newest if at] == ["2024-01-01", "2024-02-01", "2024-02-01", "2024-03-03"]


def test_words_are_of_types_that_exist() -> None:
    assert WORDS.keys() <= REGISTRY.keys() - ABOUT_FACTS


def test_no_account_of_that_id_is_not_found(story: Story) -> None:
    with pytest.raises(NotFound):
        account_timeline(story.tenant, "none", story.at("2024-01-01"), restricted=True)
