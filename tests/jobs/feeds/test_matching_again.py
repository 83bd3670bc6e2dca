"""What a feed left open is matched again on request, by what is known and by the rules that hold by then."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from domain.errors import InvalidRequest
from domain.log.ledger import Terms
from domain.log.store import Store
from jobs.feeds import registry
from jobs.feeds.nominating import nominate
from jobs.feeds.policy import Feed
from jobs.feeds.rematching import match_again
from jobs.sources.entries import Announcement
from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed
from projections.rematching import Rematched
from projections.reviews import Doubt, reject, undo
from tests.jobs.feeds.pulled import World, worlds
from tests.jobs.feeds.test_accepting import KNOWN

Json = dict[str, Any]
JANE: Json = {"person_name": "Jane Roe", "organization_name": "Acme", "role_title": "Finance Director"}
ADA: Json = JANE | {"person_name": "Ada Poe"}
# The second and third tell of somebody whom only the first, which comes last, introduces; the last two are a pair.
TOLD: tuple[Json, ...] = (
    JANE | {"kind": "joined", "starts": "2024-03-01"},
    ADA | {"kind": "left", "starts": "2024-09-01"},
    ADA | {"kind": "joined", "starts": "2024-08-01"},
    JANE | {"kind": "joined", "role_title": "Chief Baker", "starts": "2024-04-01"},
    {"person_name": "Nobody Known", "kind": "joined", "organization_name": "Quorum", "starts": "2024-04-01"},
)


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    with worlds(store) as world:
        world.tenant.record(KNOWN, Terms(by="test"))
        yield world


def told(world: World, some: tuple[Json, ...] = TOLD) -> Feed:
    feed = world.feed()
    nominate(world.tenant, feed, [Announcement(feed=feed.id, entry=f"e-{at}", **one) for at, one in enumerate(some)])
    return feed


def accepting(world: World, feed: Feed, **said: Any) -> None:
    registry.change(world.store, world.workspace, feed.id, {"accepts": True} | said, world.policy)


def states(world: World) -> dict[str, str]:
    found = listed(world.tenant, moment_of(world.tenant.ledger), Wanted())
    return {one["entry"]: one["state"] for one in found}


def open_ones(world: World) -> dict[str, Json]:
    found = listed(world.tenant, moment_of(world.tenant.ledger), Wanted())
    return {one["id"]: one for one in found if one["state"] in ("new", "matched")}


def ids(found: Rematched) -> set[str]:
    return {one["nomination"] for one in found.accepted}


def test_once_a_feed_may_accept_what_waited_for_that_is_accepted_when_asked(world: World) -> None:
    feed = told(world)
    assert set(states(world).values()) <= {"new", "matched"}
    before = moment_of(world.tenant.ledger).position
    reviewed = match_again(world.tenant, feed.id, dry_run=False)
    assert (reviewed.looked_at, reviewed.accepted, reviewed.told_anew) == (5, [], 0)
    assert reviewed.reviewed == "feed_reviewed"
    accepting(world, feed, introduces=("person",))
    tried = match_again(world.tenant, feed.id, dry_run=True)
    assert moment_of(world.tenant.ledger).position == before
    done = match_again(world.tenant, feed.id, dry_run=False)
    assert (ids(done), done.reviewed) == (ids(tried), None)
    assert [one.get("person") for one in tried.accepted] == ["jane", "create", "create"]
    assert states(world) == {"e-0": "accepted", "e-1": "accepted", "e-2": "accepted", "e-3": "matched", "e-4": "new"}
    assert (done.open, done.told_anew, tried.told_anew) == (2, 2, 2)  # why they wait is not the switch any more
    assert match_again(world.tenant, feed.id, dry_run=False).told_anew == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_a_person_has_touched_and_a_feed_that_waits_itself_are_left_alone(world: World) -> None:
    feed = told(world, TOLD[:1])
    (id,) = open_ones(world)
    reject(world.tenant, id, Doubt(reason="hearsay"), "somebody")
    undo(world.tenant, id, Doubt(), "somebody")
    accepting(world, feed)
    assert match_again(world.tenant, feed.id, dry_run=False).looked_at == 0
    registry.change(world.store, world.workspace, feed.id, {"state": "paused"}, world.policy)
    with pytest.raises(InvalidRequest, match="set its state to active first"):
        match_again(world.tenant, feed.id, dry_run=True)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_trial_tells_what_is_accepted_then(world: World, seed: int) -> None:
    """Of careers in any order, of several people, some of whom nobody knows, in posts some of which nobody knows."""
    chance = Random(seed)
    people, titles = ("Jane Roe", "Ada Poe", "Bea Poole", "Roe Jane"), ("Finance Director", "Cook", "Chief Baker")
    some = tuple(
        {
            "kind": chance.choice(("joined", "left", "interim", "unknown")),
            "person_name": chance.choice(people),
            "organization_name": chance.choice(("Acme", "Acme", "Quorum")),
            "role_title": chance.choice(titles),
            "starts": f"2024-{chance.randint(1, 12):02}-01",
        }
        for _ in range(16)
    )
    feed = told(world, some)
    accepting(world, feed, introduces=("person", "role")[:seed])
    before = open_ones(world)
    tried = match_again(world.tenant, feed.id, dry_run=True)
    assert open_ones(world) == before
    done = match_again(world.tenant, feed.id, dry_run=False)
    assert ids(done) == ids(tried) == before.keys() - open_ones(world).keys()
    assert (done.looked_at, done.told_anew) == (tried.looked_at, tried.told_anew)
    pairs = zip(tried.accepted, done.accepted, strict=True)
    assert all(other[name] == id for one, other in pairs for name, id in one.items() if id != "create")
    assert ids(done)
