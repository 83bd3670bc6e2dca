"""What feeds left open is tried again where people have told more: by whichever way, and as far as it follows."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.log.ledger import Terms
from domain.log.store import Store
from jobs.feeds.job import RETRY
from jobs.feeds.nominating import nominate
from jobs.runs import newest
from jobs.sources.entries import Announcement
from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed
from projections.reviews import Doubt, undo
from tests.jobs.clocks import SECOND
from tests.jobs.feeds.pulled import World, run_job, worlds
from tests.jobs.feeds.test_accepting import KNOWN

Json = dict[str, Any]
ADA: Json = {"person_name": "Ada Poe", "organization_name": "Acme"}
# Each tells of the one before: of somebody unknown nothing follows.
COURSE = (
    {"kind": "left", "role_title": "Cook", "starts": "2023-02-27"},
    {"kind": "joined", "role_title": "Finance Director", "starts": "2023-03-01"},
    {"kind": "left", "role_title": "Finance Director", "starts": "2024-03-01"},
)
BY_HAND: tuple[Json, ...] = (
    {"type": "person_introduced", "person": "ada", "name": "Ada Poe"},
    {"type": "person_took_role", "person": "ada", "role": "cook", "effective": "2022-01-01"},
)


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    with worlds(store) as world:
        world.tenant.record(KNOWN, Terms(by="test"))
        feed = world.feed(accepts=True)
        entries = [*({**ADA, **one} for one in COURSE), {**COURSE[0], **ADA, "person_name": "Bea Poole"}]
        told = [Announcement(feed=feed.id, entry=f"e-{place}", **one) for place, one in enumerate(entries)]
        nominate(world.tenant, feed, told)
        run_job(world, RETRY)
        yield world


def nominations(world: World) -> list[Json]:
    found = listed(world.tenant, moment_of(world.tenant.ledger), Wanted())
    return sorted(found, key=lambda one: str(one["entry"]))


def states(world: World) -> list[str]:
    return [one["state"] for one in nominations(world)]


def again(world: World) -> list[str]:
    world.clock.advance(60 * SECOND)
    assert run_job(world, RETRY)
    return states(world)


def test_somebody_introduced_by_hand_is_who_was_meant_and_what_follows_from_it_is_accepted_too(world: World) -> None:
    assert again(world) == ["matched"] * 4
    world.tenant.record(BY_HAND, Terms(by="somebody"))
    assert states(world) == ["matched"] * 4
    assert again(world) == ["accepted"] * 3 + ["matched"]


def test_what_somebody_has_decided_on_is_left_alone(world: World) -> None:
    world.tenant.record(BY_HAND, Terms(by="somebody"))
    again(world)
    undo(world.tenant, nominations(world)[0]["id"], Doubt(reason="not she"), "somebody")
    world.tenant.record([{"type": "alias_recorded", "person": "ada", "alias": "A. Poe"}], Terms(by="somebody"))
    assert again(world)[0] == "matched"


def test_a_run_says_up_to_where_it_looked_and_the_next_one_goes_on_there(world: World) -> None:
    reached = moment_of(world.tenant.ledger).position
    assert newest(world.store, RETRY, 1)[0].detail == {str(world.workspace): reached}
    world.tenant.record(BY_HAND, Terms(by="feed:other"))  # looked after by the feed itself
    assert again(world) == ["matched"] * 4


def test_a_role_and_an_organization_defined_by_hand_are_those_that_were_meant(world: World) -> None:
    """In either order, by whoever but a feed; others stay as they are."""
    feed = world.feed(accepts=True, introduces=("person",))
    said: Json = {"kind": "joined", "person_name": "Eve Zahn", "starts": "2024-03-01"}
    posts = [("Acme", "Chief Baker"), ("Zenith Holdings", "Chief Baker"), ("Quorum", "Chief Baker")]
    for place, (organization, title) in enumerate(posts):
        name = f"{said['person_name']} {'Quux' * place}"
        one = {**said, "person_name": name.strip(), "organization_name": organization, "role_title": title}
        nominate(world.tenant, feed, [Announcement(feed=feed.id, entry=f"z-{place}", **one)])
    assert "accepted" not in again(world)
    defined: list[Json] = [
        {"type": "role_defined", "role": "baker", "organization": "acme", "title": "Chief Baker", "effective": None},
        {"type": "organization_registered", "organization": "zen", "name": "Zenith Holdings Ltd"},
    ]
    world.tenant.record(defined, Terms(by="somebody"))
    assert [place for place, state in enumerate(again(world)) if state == "accepted"] == [4]
    zenith = nominations(world)[5]["unsure"]
    assert [one["kind"] for one in zenith] == ["role_unknown"]  # why it waits is as it stands now
    later: Json = {
        "type": "role_defined",
        "role": "other",
        "organization": "zen",
        "title": "Chief Baker",
        "effective": None,
    }
    world.tenant.record([later], Terms(by="somebody"))
    assert [place for place, state in enumerate(again(world)) if state == "accepted"] == [4, 5]
