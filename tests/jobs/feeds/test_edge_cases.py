"""Each edge case that announcements bring, by its name in plain words, from what feeds say to what is known then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from domain.acceptance import Choice
from domain.log.ledger import Terms
from domain.log.store import Store
from jobs.feeds.nominating import nominate
from jobs.feeds.policy import Feed
from jobs.sources.entries import Announcement
from projections.account_maps import account_map
from projections.careers import career
from projections.diffs import diff
from projections.journal import journal
from projections.moments import Moment, moment_of
from projections.nomination_reads import Wanted, listed, one
from projections.reviews import accept
from tests.jobs.feeds.pulled import World, worlds
from tests.projections.told import clause

Json = dict[str, Any]
KNOWN: list[Json] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme"},
    {"type": "account_opened", "organization": "acme", "effective": "2020-01-01"},
    {"type": "role_defined", "role": "fd", "organization": "acme", "title": "Finance Director", "effective": None},
    {"type": "role_defined", "role": "cook", "organization": "acme", "title": "Cook", "effective": None},
    {"type": "person_introduced", "person": "jane", "name": "Jane Roe"},
    {"type": "person_took_role", "person": "jane", "role": "cook", "effective": "2023-01-01"},
]
JANE: Json = {
    "kind": "joined", "person_name": "Jane Roe", "organization_name": "Acme", "role_title": "Finance Director",
    "starts": "2024-03-01",
}  # fmt: skip


@dataclass
class Desk:
    """A workspace with two feeds that may accept, and somebody who looks at it."""

    world: World
    press: Feed
    wire: Feed

    def tells(self, feed: Feed, entry: str = "1", **said: Any) -> Json:
        """What became of it."""
        nominate(self.world.tenant, feed, [Announcement(feed=feed.id, entry=entry, **JANE | said)])
        return next(one for one in self.nominations() if (one["feed"], one["entry"]) == (feed.id, entry))

    def takes_back(self, feed: Feed, entry: str = "1") -> None:
        nominate(self.world.tenant, feed, [Announcement(feed=feed.id, entry=entry, kind="unknown", withdrawn=True)])

    def nominations(self) -> list[Json]:
        found = listed(self.world.tenant, self.moment(), Wanted(), 0, 1_000)
        return [one(self.world.tenant, each["id"], self.moment()) for each in found]

    def moment(self, as_of: str | None = None, position: int | None = None) -> Moment:
        return moment_of(self.world.tenant.ledger, as_of, None, position)

    def head(self) -> int:
        return self.moment().position

    def holders(self, as_of: str, position: int | None = None) -> dict[str, list[str]]:
        """By role on Acme's map, the names."""
        shown = json.loads(account_map(self.world.tenant, "acme", self.moment(as_of, position), restricted=True))
        called = {person["id"]: person["name"] for person in shown["people"]}
        return {role["id"]: [called[one["person"]] for one in role["holders"]] for role in shown["roles"]}

    def stays(self, person: str = "jane", role: str = "fd") -> list[tuple[str | None, str | None]]:
        found = career(self.world.tenant, person, self.moment("2030-01-01"))["stays"]
        return [(stay["since"], stay.get("until")) for stay in found if stay["role"] == role]

    def people(self) -> dict[str, str]:
        facts = journal(self.world.tenant, 0, 1_000, restricted=True, type="person_introduced")
        return {fact["person"]: fact["name"] for fact in facts}

    def learned(self, day: str, before: int) -> list[Json]:
        """What is on the map of a day now that was not on it, as known at a position."""
        return diff(self.world.tenant, "acme", self.moment(day, before), self.moment(day), True)


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    with worlds(store) as world:
        world.tenant.record(KNOWN, Terms(by="test"))
        make = {name: world.feed(f"/{name}", id=name, accepts=True) for name in ("press", "wire")}
        yield Desk(world, make["press"], make["wire"])


def test_same_nomination_from_two_feeds(desk: Desk) -> None:
    """Each stands for itself: one stay, which goes when the last of them is taken back."""
    before = desk.head()
    assert [desk.tells(feed)["state"] for feed in (desk.press, desk.wire)] == ["accepted", "accepted"]
    assert desk.stays() == [("2024-03-01", None)]
    assert desk.holders("2024-03-01")["fd"] == ["Jane Roe"]
    assert len(desk.learned("2024-04-01", before)) == 1
    desk.takes_back(desk.press)
    assert desk.stays() == [("2024-03-01", None)]
    desk.takes_back(desk.wire)
    assert (desk.stays(), desk.holders("2024-03-01")["fd"]) == ([], [])


def test_what_one_feed_left_open_is_accepted_once_another_tells_what_it_lacked(desk: Desk) -> None:
    left = desk.tells(desk.wire, kind="left", starts="2024-05-01")
    assert [one["kind"] for one in left["unsure"]] == ["not_holder"]
    desk.tells(desk.press)
    assert {one["state"] for one in desk.nominations()} == {"accepted"}
    assert desk.stays() == [("2024-03-01", "2024-05-01")]


def test_two_sources_with_two_dates(desk: Desk) -> None:
    """The first day holds as long as somebody says it; an end is of both."""
    desk.tells(desk.wire, starts="2024-03-15")
    assert desk.holders("2024-03-10")["fd"] == []
    desk.tells(desk.press, starts="2024-03-01")
    assert desk.holders("2024-03-10")["fd"] == ["Jane Roe"]
    assert desk.stays() == [("2024-03-01", None)]
    desk.tells(desk.press, "2", kind="left", starts="2024-09-01")
    assert desk.stays() == [("2024-03-01", "2024-09-01")]
    assert desk.holders("2024-09-01")["fd"] == []
    desk.takes_back(desk.press)
    assert desk.stays() == [("2024-03-15", "2024-09-01")]


@pytest.mark.parametrize("first", ["2024-06-01", "2024-05-15"])
def test_two_sources_with_two_dates_of_a_departure(desk: Desk, first: str) -> None:
    """Whichever is told first, the role is free from the earlier day on."""
    for feed, starts in ((desk.press, first), (desk.wire, "2024-06-01" if first == "2024-05-15" else "2024-05-15")):
        desk.tells(feed, kind="left", role_title="Cook", starts=starts)
    assert ("2023-01-01", "2024-05-15") in desk.stays(role="cook")
    shown = [desk.holders(day)["cook"] for day in ("2024-05-14", "2024-05-15", "2024-06-01")]
    assert shown == [["Jane Roe"], [], []]


def test_move_announced_for_the_future_withdrawn(desk: Desk) -> None:
    desk.tells(desk.press, starts="2026-09-01")
    announced = desk.head()
    assert (desk.holders("2026-08-31")["fd"], desk.holders("2026-09-01")["fd"]) == ([], ["Jane Roe"])
    desk.takes_back(desk.press)
    assert desk.nominations()[0]["state"] == "withdrawn"
    assert (desk.stays(), desk.holders("2026-09-01")["fd"]) == ([], [])
    assert desk.holders("2026-09-01", announced)["fd"] == ["Jane Roe"]


def test_move_announced_for_the_future_date_corrected(desk: Desk) -> None:
    desk.tells(desk.press, starts="2026-09-01")
    announced = desk.head()
    corrected = desk.tells(desk.press, starts="2026-10-01")
    assert corrected["state"] == "accepted"
    assert desk.stays() == [("2026-10-01", None)]
    assert (desk.holders("2026-09-15")["fd"], desk.holders("2026-09-15", announced)["fd"]) == ([], ["Jane Roe"])
    (change,) = desk.learned("2026-09-15", announced)
    assert clause(change) == "We learned that Jane Roe is Finance Director at another time on 2026-10-01."


def test_learned_three_months_late(desk: Desk) -> None:
    """The past was otherwise than the map of then showed, and the difference says that we learned it."""
    today = desk.world.tenant.ledger.today()
    long_ago = (today - timedelta(days=92)).isoformat()
    before = desk.head()
    desk.tells(desk.press, kind="left", role_title="Cook", starts=long_ago)
    assert (desk.holders(long_ago)["cook"], desk.holders(long_ago, before)["cook"]) == ([], ["Jane Roe"])
    learned = {change["kind"]: change["because"] for change in desk.learned(long_ago, before)}
    assert learned == {"tenure": "learned", "person": "learned"}
    (left,) = journal(desk.world.tenant, before, 10, restricted=True, type="person_left_role")
    assert (left["effective"], left["recorded_at"][:10]) == (long_ago, today.isoformat())


def test_same_name_two_people(desk: Desk) -> None:
    """Nothing is accepted by itself: a person decides whom it means, and what was decided ranks the next one."""
    other = {"type": "person_introduced", "person": "jane-2", "name": "Jane Roe"}
    took = {"type": "person_took_role", "person": "jane-2", "role": "cook", "effective": "2023-01-01"}
    desk.world.tenant.record([other, took], Terms(by="test"))
    came = desk.tells(desk.press, starts="2024-03-01")
    assert came["state"] == "matched"
    assert {one["id"] for one in came["candidates"] if one["kind"] == "person"} == {"jane", "jane-2"}
    assert {one["kind"] for one in came["unsure"]} & {"person_below", "person_tied"}
    accept(desk.world.tenant, came["id"], Choice(person="jane-2", role="fd"), "me")
    gone = desk.tells(desk.press, "2", kind="left", starts="2024-06-01")
    assert (gone["state"], gone["candidates"][0]["id"]) == ("matched", "jane-2")
    accept(desk.world.tenant, gone["id"], Choice(person="jane-2", role="fd"), "me")
    assert (desk.stays("jane-2"), desk.stays("jane")) == ([("2024-03-01", "2024-06-01")], [])


def test_one_person_three_spellings(desk: Desk) -> None:
    spelled = (
        ("ROE, Jane", {"kind": "left", "role_title": "Cook", "starts": "2024-02-28"}),
        ("Mrs. Jane M. Roe", {"starts": "2024-03-01"}),
        ("Jàne Röe", {"kind": "left", "starts": "2024-06-01"}),
    )
    for entry, (name, said) in enumerate(spelled):
        found = desk.tells(desk.press, str(entry), person_name=name, **said)
        assert (name, found["state"], found.get("person")) == (name, "accepted", "jane")
    assert desk.people() == {"jane": "Jane Roe"}
    assert (desk.stays(role="cook"), desk.stays()) == ([("2023-01-01", "2024-02-28")], [("2024-03-01", "2024-06-01")])
