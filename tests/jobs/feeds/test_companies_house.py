"""Companies House end to end: lists in pages, the stream, what it takes back; up to the nominations they become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from domain.acceptance import Choice
from domain.log.ledger import Terms
from domain.log.store import Store
from jobs.feeds.nominating import nominate
from jobs.feeds.noting import Result
from jobs.feeds.policy import Feed, Secrets
from jobs.feeds.withdrawing import TAKEN_BACK
from jobs.sources.entries import Options
from projections.journal import journal
from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed, one
from projections.reviews import accept
from tests.jobs.clocks import DAY, SECOND
from tests.jobs.feeds.pulled import World, worlds
from tests.jobs.feeds.register import KEY, OFFICERS, STREAM, STREAM_KEY, Register

KNOWN: list[dict[str, Any]] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme Limited"},
    {"type": "role_defined", "role": "director", "organization": "acme", "title": "Director", "effective": None},
    {"type": "person_introduced", "person": "p-1", "name": "Jane Roe"},
]
BEGINS = "2020-03-01"


@dataclass
class Here:
    """The register, and a workspace that asks it."""

    world: World
    register: Register

    def listing(self, per_page: int) -> Feed:
        url = self.world.place.url(f"{OFFICERS}?items_per_page={per_page}")
        return self.world.feed(kind="companies-house-officers", url=url, options=Options(organization="Acme Limited"))

    def stream(self) -> Feed:
        """Followed from the first event on."""
        self.register.appoint("a0", "ZERO, Zoe", BEGINS)
        feed = self.world.feed(STREAM, "companies-house-stream")
        assert self.pull(feed).announced == 1
        return feed

    def pull(self, feed: Feed) -> Result:
        self.world.clock.advance(DAY)
        return self.world.puller_for(nominate).pull(self.world.tenant, feed.id)

    def nominations(self) -> dict[str, dict[str, Any]]:
        """By entry, without the company's path."""
        moment = moment_of(self.world.tenant.ledger)
        found = [one(self.world.tenant, each["id"], moment) for each in listed(self.world.tenant, moment, Wanted())]
        return {each["entry"].rpartition("/")[2]: each for each in found}

    def states(self) -> dict[str, str]:
        return {entry: each["state"] for entry, each in self.nominations().items()}

    def facts(self, *types: str) -> list[dict[str, Any]]:
        found = journal(self.world.tenant, 0, 500, account=None, person=None, type=None, restricted=True)
        return [fact for fact in found if fact["type"] in types]


@pytest.fixture
def here(store: Store) -> Iterator[Here]:
    secrets = Secrets(KEY, STREAM_KEY, frozenset({"127.0.0.1"}))
    with worlds(store, secrets=secrets) as world:
        world.tenant.record(KNOWN, Terms(by="test"))
        register = Register()
        world.pages |= {OFFICERS: register.list, STREAM: register.stream}
        yield Here(world, register)


def staffed(here: Here, count: int) -> None:
    for number in range(1, count + 1):
        here.register.appoint(f"a{number}", "ROE, Jane" if number == 1 else f"POE, No{number}", BEGINS)


def test_all_pages_of_a_list_are_read_also_where_the_first_is_as_before(here: Here) -> None:
    staffed(here, 5)
    feed = here.listing(per_page=2)
    assert here.pull(feed).entries == 5
    asked = [asking.path.partition("?")[2] for asking in here.world.place.asked]
    assert asked == ["items_per_page=2", "items_per_page=2&start_index=2", "items_per_page=2&start_index=4"]
    here.register.resign("a5", "2024-05-06")
    assert here.pull(feed).announced == 1
    assert here.nominations()["a5#left"]["starts"] == "2024-05-06"
    assert len(here.nominations()) == 6


def test_a_list_that_changes_while_it_is_asked_for_gives_nothing(here: Here) -> None:
    staffed(here, 3)
    feed = here.listing(per_page=2)
    here.register.between = lambda: here.register.appoint("a9", "LATE, Lou", BEGINS)
    failed = here.pull(feed)
    assert (failed.outcome, failed.problems[0][:16]) == ("failed", "the list changed")
    assert here.nominations() == {}
    here.register.between = lambda: None
    assert here.pull(feed).announced == 4


def test_a_list_longer_than_is_asked_for_is_refused_with_what_would_be_right(here: Here) -> None:
    staffed(here, 5)
    here.world.policy = replace(here.world.policy, most_list_pages=2)
    failed = here.pull(here.listing(per_page=2))
    assert failed.problems == [
        "lists 5 at 2 a page, and 2 pages at most are asked for: set items_per_page in the address"
    ]
    assert here.pull(here.listing(per_page=3)).announced == 5


def test_a_resignation_that_the_register_takes_back_is_withdrawn_with_its_facts(here: Here) -> None:
    staffed(here, 1)
    feed = here.listing(per_page=35)
    here.register.resign("a1", "2024-05-06")
    here.pull(feed)
    tenant, found = here.world.tenant, here.nominations()
    for entry in ("a1#joined", "a1#left"):
        accept(tenant, found[entry]["id"], Choice(person="p-1", role="director"), "somebody")
    here.register.resign_not("a1")
    here.pull(feed)
    assert here.states() == {"a1#joined": "accepted", "a1#left": "withdrawn"}
    (withdrawn,) = here.facts("nomination_withdrawn")
    assert (withdrawn["report"], withdrawn["reason"]) == (found["a1#left"]["report"], TAKEN_BACK)
    (left,) = here.facts("person_left_role")
    assert left["id"] in {fact["fact"] for fact in here.facts("fact_withdrawn")}
    here.register.resign("a1", "2024-07-08")
    here.pull(feed)
    assert here.nominations()["a1#left"]["starts"] == "2024-07-08"
    assert here.states()["a1#left"] in ("new", "matched")


def test_an_appointment_that_the_stream_deletes_is_withdrawn_until_it_is_told_again(here: Here) -> None:
    feed = here.stream()
    here.register.appoint("a1", "ROE, Jane", BEGINS)
    here.register.appoint("a2", "POE, John", BEGINS)
    here.pull(feed)
    here.register.delete("a1")
    for _ in range(2):
        here.pull(feed)
        assert here.states()["a1#joined"] == "withdrawn"
    assert len(here.facts("nomination_withdrawn")) == 1
    here.world.puller_for(nominate).reread(here.world.tenant, feed.id)
    assert here.states()["a1#joined"] == "withdrawn"
    here.register.appoint("a1", "ROE, Jane", BEGINS)
    here.pull(feed)
    assert here.states()["a1#joined"] in ("new", "matched")
    assert here.states()["a2#joined"] in ("new", "matched")


def test_what_the_stream_deletes_before_anybody_heard_of_it_is_nothing(here: Here) -> None:
    feed = here.stream()
    here.register.appoint("a1", "ROE, Jane", BEGINS)
    here.register.delete("a1")
    here.pull(feed)
    assert here.states().keys() == {"a0#joined"}


def test_many_deleted_at_once_wait_for_somebody(here: Here) -> None:
    feed = here.stream()
    staffed(here, 12)
    here.pull(feed)
    for number in range(1, 13):
        here.register.delete(f"a{number}")
    assert here.pull(feed).outcome == "held"
    assert here.world.now(feed).reason == "12 announcements are taken back at once"
    assert "withdrawn" not in here.states().values()


def test_a_stream_that_lost_its_place_goes_on_and_says_so(here: Here) -> None:
    feed = here.stream()
    for number in range(5):
        here.register.appoint("a1", "ROE, Jane", f"2020-03-0{number + 1}")
    here.register.oldest = 4
    failed = here.pull(feed)
    assert (failed.status, here.world.now(feed).state, here.world.now(feed).place) == (416, "active", None)
    assert "some changes were missed" in str(here.world.now(feed).reason)
    assert here.world.now(feed).due_at <= here.world.clock.now
    here.pull(feed)
    asked = [asking.path for asking in here.world.place.asked]
    assert asked[-2:] == [f"{STREAM}?timepoint=1", STREAM]


def test_whoever_asks_too_often_waits_as_long_as_is_counted(here: Here) -> None:
    feed = here.listing(per_page=35)
    here.world.pages[OFFICERS] = lambda asking: replace(here.register.list(asking), status=429)
    here.pull(feed)
    assert here.world.now(feed).due_at == here.world.clock.now + 300 * SECOND
