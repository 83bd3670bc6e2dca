"""A feed that may accept by itself: what is sure becomes facts, once, and whoever reviews has the last word."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from domain.acceptance import Choice
from domain.errors import OutOfTurn
from domain.forms import new_fact_id
from domain.log.ledger import Terms
from domain.log.settings import change_settings
from domain.log.store import Store
from domain.matching.announcements import Thresholds
from domain.matching.verdicts import Rules
from domain.settings import ChangedSettings
from jobs.feeds import registry
from jobs.feeds.nominating import nominate
from jobs.feeds.policy import Feed
from jobs.feeds.pulling import Puller
from jobs.sources.entries import Announcement
from projections.careers import career
from projections.clerk import Reported, clerk
from projections.journal import journal
from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed, one
from projections.reviews import Doubt, accept, undo, withdraw
from projections.tenants import Tenant
from tests.jobs.feeds.pulled import World, feed_of, item, worlds

Json = dict[str, Any]
KNOWN: list[Json] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme"},
    {"type": "role_defined", "role": "fd", "organization": "acme", "title": "Finance Director", "effective": None},
    {"type": "role_defined", "role": "cook", "organization": "acme", "title": "Cook", "effective": None},
    {"type": "person_introduced", "person": "jane", "name": "Jane Roe"},
    {"type": "person_took_role", "person": "jane", "role": "cook", "effective": "2023-01-01"},
]
JANE: Json = {
    "kind": "joined", "person_name": "Jane Roe", "organization_name": "Acme", "role_title": "Finance Director",
    "starts": "2024-03-01",
}  # fmt: skip


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    with worlds(store) as world:
        world.tenant.record(KNOWN, Terms(by="test"))
        yield world


@pytest.fixture
def feed(world: World) -> Feed:
    return world.feed(accepts=True)


def told(world: World, feed: Feed, *said: Json) -> list[Json]:
    """Handed over as one pull; the nominations there are then."""
    moves = [Announcement(**{"feed": feed.id, "entry": f"e-{place}", **JANE, **one}) for place, one in enumerate(said)]
    nominate(world.tenant, feed, moves)
    return nominations(world)


def nominations(world: World) -> list[Json]:
    moment = moment_of(world.tenant.ledger)
    return [one(world.tenant, each["id"], moment) for each in listed(world.tenant, moment, Wanted())]


def why(nomination: Json) -> list[str]:
    """Which rules it did not meet."""
    return [one["kind"] for one in nomination.get("unsure", ())]


def stays(world: World, person: str = "jane") -> list[tuple[Any, ...]]:
    found = career(world.tenant, person, moment_of(world.tenant.ledger, "2024-12-31"))["stays"]
    return [(stay["role"], stay["since"], stay.get("until")) for stay in found]


def recorded(world: World) -> list[Json]:
    return [dict(fact) for fact in journal(world.tenant, 0, 1_000, restricted=True)]


def test_what_is_sure_becomes_facts_that_say_where_they_come_from(world: World, feed: Feed) -> None:
    (found,) = told(world, feed, {})
    assert (found["state"], found["person"], found["role"]) == ("accepted", "jane", "fd")
    assert stays(world) == [("cook", "2023-01-01", None), ("fd", "2024-03-01", None)]
    batch = [fact for fact in recorded(world) if fact["recorded_by"] == f"feed:{feed.id}"]
    assert [fact["type"] for fact in batch] == [
        "nomination_reported", "nomination_matched", "person_took_role", "nomination_accepted",
    ]  # fmt: skip
    assert {fact["recorded_at"] for fact in batch} == {batch[0]["recorded_at"]}
    assert [fact.get("caused_by") for fact in batch] == [None, None, found["report"], found["report"]]
    assert batch[2]["source"]["kind"] == "feed"
    assert "Finance Director" not in str(batch[3])


def test_nothing_is_accepted_unless_both_the_feed_and_the_workspace_say_so(world: World, feed: Feed) -> None:
    (found,) = told(world, replace(feed, accepts=False), {})
    assert (found["state"], why(found)) == ("matched", ["feed_reviewed"])
    change_settings(world.tenant.ledger, ChangedSettings(accepts=False))
    both = told(world, feed, {}, {})
    assert [(each["state"], why(each)) for each in both] == [
        ("matched", ["feed_reviewed"]), ("matched", ["workspace_reviewed"]),
    ]  # fmt: skip


def test_thresholds_decide(world: World, feed: Feed) -> None:
    change_settings(world.tenant.ledger, ChangedSettings(accept_from=1.0))
    assert told(world, feed, {})[0]["state"] == "matched"


def test_the_log_takes_the_matchers_word_only_for_what_was_known_before(world: World) -> None:
    """What a batch supposes may come to nothing: whoever is introduced exists once that is recorded."""
    tenant, rules = Tenant(world.tenant.ledger.twin()), Rules(Thresholds(), frozenset({"person"}))
    knows = tenant.ledger.knowledge.remembers
    with clerk(tenant, rules)() as see:
        saying = ({**JANE, "person_name": name} for name in ("Jane Roe", "Al Poe"))
        _, newcomer = (see(Reported(f"n-{place}", new_fact_id(), said)) for place, said in enumerate(saying))
        assert not knows(("person", "jane"))
    introduced = next(fact["person"] for fact in newcomer.facts if fact["type"] == "person_introduced")
    assert all(map(knows, [("person", "jane"), ("role", "fd"), ("organization", "acme")]))
    assert not knows(("person", introduced))


def test_whoever_is_new_is_introduced_once_for_a_whole_batch(world: World, feed: Feed) -> None:
    able = replace(feed, introduces=("person", "organization", "role"))
    new = {"person_name": "Xaver Quux", "organization_name": "Ice Ltd"}
    found = told(world, able, new | {"role_title": "Head of Ice"}, new | {"role_title": "Head of Snow"})
    assert [each["state"] for each in found] == ["accepted", "accepted"]
    assert len({each["person"] for each in found}) == len({each["organization"] for each in found}) == 1
    assert len(stays(world, found[0]["person"])) == 2
    left = told(world, able, *[{}] * 2, new | {"role_title": "Head of Ice", "kind": "left", "starts": "2024-05-01"})
    assert left[2]["state"] == "accepted"
    assert [stay[2] for stay in stays(world, found[0]["person"])] == ["2024-05-01", None]


def test_told_again_it_changes_nothing_and_a_person_who_undid_it_is_not_overruled(world: World, feed: Feed) -> None:
    (found,) = told(world, feed, {})
    before = recorded(world)
    told(world, feed, {})
    assert recorded(world) == before
    undo(world.tenant, found["id"], Doubt(), "me")
    assert stays(world) == [("cook", "2023-01-01", None)]
    assert told(world, feed, {})[0]["state"] == "matched"
    assert told(world, feed, {"starts": "2024-04-01"})[0]["state"] == "matched"
    assert stays(world) == [("cook", "2023-01-01", None)]


def test_withdrawing_and_a_second_decision_work_as_for_a_person(world: World, feed: Feed) -> None:
    (found,) = told(world, feed, {})
    with pytest.raises(OutOfTurn, match="accepted already"):
        accept(world.tenant, found["id"], Choice(person="jane", role="fd"), "me")
    withdraw(world.tenant, found["id"], Doubt(), f"feed:{feed.id}")
    assert stays(world) == [("cook", "2023-01-01", None)]


def test_another_day_corrects_the_fact_it_became(world: World, feed: Feed) -> None:
    (found,) = told(world, feed, {})
    (again,) = told(world, feed, {"starts": "2024-04-15"})
    assert (again["state"], again["facts"]) == ("accepted", found["facts"])
    assert stays(world)[1] == ("fd", "2024-04-15", None)
    assert "fact_corrected" in {fact["type"] for fact in recorded(world)}


def test_another_day_of_a_departure_moves_the_end(world: World, feed: Feed) -> None:
    left = {"kind": "left", "role_title": "Cook"}
    for starts in ("2024-03-01", "2024-06-01", "2024-02-01"):
        (found,) = told(world, feed, left | {"starts": starts})
        assert (found["state"], stays(world)) == ("accepted", [("cook", "2023-01-01", starts)])


def test_a_revision_that_names_somebody_else_is_reviewed_while_the_facts_stand(world: World, feed: Feed) -> None:
    told(world, feed, {})
    (again,) = told(world, feed, {"person_name": "Joan Doe"})
    assert (again["state"], again["revised"]) == ("matched", ["person_name"])
    assert why(again) == ["revised", "person_below"]
    assert stays(world)[1] == ("fd", "2024-03-01", None)


def test_a_departure_that_came_before_its_appointment_is_accepted_with_it(world: World, feed: Feed) -> None:
    gone = {"entry": "gone", "kind": "left", "starts": "2024-05-01"}
    assert told(world, feed, gone)[0]["state"] == "matched"
    assert {each["state"] for each in told(world, feed, {"entry": "came"})} == {"accepted"}
    assert stays(world)[1] == ("fd", "2024-03-01", "2024-05-01")


BOB = {"person_name": "Bob Zimmer", "kind": "promoted", "previous_role": "Cook"}
CAME = {"entry": "came", "person_name": "Bob Zimmer", "role_title": "Cook", "starts": "2023-10-01"}


def test_what_somebody_is_promoted_from_is_left_once_it_is_known_that_they_held_it(world: World) -> None:
    feed = world.feed(id="news", accepts=True, introduces=("person",))
    (promoted,) = told(world, feed, {"entry": "up", **BOB})
    assert stays(world, promoted["person"]) == [("fd", "2024-03-01", None)]
    up, came = told(world, feed, CAME)
    assert (came["state"], up["person"], came["person"]) == ("accepted", promoted["person"], promoted["person"])
    assert stays(world, up["person"]) == [("cook", "2023-10-01", "2024-03-01"), ("fd", "2024-03-01", None)]
    before = recorded(world)
    told(world, feed, {"entry": "up", **BOB})
    assert recorded(world) == before


def test_what_somebody_has_corrected_is_not_completed(world: World) -> None:
    feed = world.feed(id="news", accepts=True, introduces=("person",))
    (promoted,) = told(world, feed, {"entry": "up", **BOB})
    took = promoted["facts"][-1]
    corrected = {"type": "fact_corrected", "fact": took, "replacement": {"effective": "2024-04-01"}}
    world.tenant.record([corrected], Terms(by="me"))
    told(world, feed, CAME)
    assert stays(world, promoted["person"]) == [("cook", "2023-10-01", None), ("fd", "2024-04-01", None)]


def course() -> list[Json]:
    """Items of a feed: somebody new comes, changes and goes, and Jane changes too."""
    steps = [
        ("Xaver Quux", "Cook", "joined", "2024-02-01"),
        ("Jane Roe", "Cook", "left", "2024-03-01"),
        ("Jane Roe", "Finance Director", "joined", "2024-03-01"),
        ("Xaver Quux", "Cook", "left", "2024-04-01"),
        ("Xaver Quux", "Buyer", "joined", "2024-04-01"),
        ("Jane Roe", "Finance Director", "left", "2024-06-01"),
    ]
    return [
        item(n, person=who, day=day, role_title=role, kind=kind, starts=day, organization_name="Acme")
        for n, (who, role, kind, day) in enumerate(steps)
    ]


def pull(world: World, feed: Feed, items: Sequence[Json], **more: Any) -> None:
    world.serve(feed_of(items))
    world.clock.advance(1_000_000)
    Puller(replace(world.policy, **more), nominate, world.clock).pull(world.tenant, feed.id)


def became(world: World) -> set[tuple[Any, ...]]:
    """The facts, without ids: who took and left what when, by what people and roles are called."""
    facts = recorded(world)
    called = {fact["person"]: fact["name"] for fact in facts if fact["type"] == "person_introduced"}
    called |= {fact["role"]: fact["title"] for fact in facts if fact["type"] == "role_defined"}
    moves = [fact for fact in facts if fact["type"] in ("person_took_role", "person_left_role")]
    return {(one["type"], called[one["person"]], called[one["role"]], one["effective"]) for one in moves}


@pytest.mark.parametrize("way", ["once", "twice", "shuffled", "cut short", "one by one"])
def test_however_it_is_pulled_the_facts_are_those_of_once(world: World, way: str) -> None:
    feed = world.feed(accepts=True, introduces=("person", "role"))
    items, shuffled = course(), course()
    Random(4).shuffle(shuffled)
    pulls = {
        "once": [items],
        "twice": [items, items],
        "shuffled": [shuffled],
        "cut short": [items[:3], items],
        "one by one": [[one] for one in items],
    }
    for some in pulls[way]:
        pull(world, feed, some)
    took = [("Cook", "2024-02-01"), ("Buyer", "2024-04-01")]
    assert {one[2:] for one in became(world) if one[:2] == ("person_took_role", "Xaver Quux")} == set(took)
    assert {each["state"] for each in nominations(world)} == {"accepted"}
    assert stays(world) == [("cook", "2023-01-01", "2024-03-01"), ("fd", "2024-03-01", "2024-06-01")]
    assert len([fact for fact in recorded(world) if fact["type"] == "person_introduced"]) == 2


def test_a_feed_that_goes_bad_accepts_nothing_until_somebody_has_looked(world: World) -> None:
    feed = world.feed(accepts=True, introduces=("person", "role"))
    usual = [item(n, person=f"Person {n}", day="2024-01-01", organization_name="Acme") for n in range(20, 30)]
    pull(world, feed, usual)
    before = became(world)
    pull(world, feed, [one | {"id": f"new-{n}"} for n, one in enumerate([*course(), *course()])])
    assert (world.now(feed).state, became(world)) == ("review", before)
    registry.change(world.store, world.workspace, feed.id, {"state": "active"}, world.policy)
    pull(world, feed, [])
    assert before < became(world)


def test_handed_over_again_after_a_crash_it_is_accepted_once(world: World, feed: Feed) -> None:
    """Who dies between handing over and noting it hands the same over again, perhaps with more."""
    moves = [Announcement(feed=feed.id, entry=entry, **JANE) for entry in ("e", "f")]
    for some in (moves[:1], moves[:1], moves):
        nominate(world.tenant, feed, some)
    took = [fact for fact in recorded(world) if fact["type"] == "person_took_role" and fact["role"] == "fd"]
    assert len(took) == len(nominations(world)) == 2
    assert stays(world) == [("cook", "2023-01-01", None), ("fd", "2024-03-01", None)]
