"""A feed that keeps only what is watched: by account, person, role and level, as matched or as called."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.errors import InvalidRequest, PersonErased, UnknownSubject
from domain.log.ledger import Terms
from domain.log.store import Store
from domain.matching.announcements import Thresholds
from domain.matching.verdicts import Rules
from jobs.feeds import registry
from jobs.feeds.nominating import nominate
from jobs.feeds.policy import Feed
from jobs.feeds.pulling import Puller
from jobs.sources.entries import Announcement, Options
from projections.clerk import announcement_of, matching
from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed
from projections.watch_list import Kind, Watch, add_watch, remove_watch, watches_of
from projections.watches import interest, watched
from tests.jobs.clocks import DAY
from tests.jobs.feeds.pulled import World, feed_of, item, worlds

Json = dict[str, Any]
KNOWN: list[Json] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme Holdings"},
    {"type": "organization_registered", "organization": "bank", "name": "Bank of Somewhere"},
    {
        "type": "role_defined",
        "role": "cfo",
        "organization": "acme",
        "title": "Chief Financial Officer",
        "effective": None,
    },
    {"type": "role_defined", "role": "chair", "organization": "bank", "title": "Chair", "effective": None},
    {"type": "person_introduced", "person": "p-1", "name": "Ada Lovelace"},
    {"type": "person_introduced", "person": "p-2", "name": "Bob Stone"},
    {"type": "person_took_role", "person": "p-1", "role": "cfo", "effective": "2020"},
]


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    with worlds(store) as world:
        world.tenant.record(KNOWN, Terms(by="test"))
        yield world


def watch(world: World, kind: Kind, subject: str, **said: Any) -> Watch:
    return add_watch(world.tenant, Watch("", kind, subject, "c-1", **said))


def names(world: World) -> list[str]:
    return [one["person_name"] for one in listed(world.tenant, moment_of(world.tenant.ledger), Wanted())]


def told(feed: Feed, *moves: Json) -> list[Announcement]:
    entries: list[Json] = [{"kind": "joined", "entry": f"e{place}"} | one for place, one in enumerate(moves)]
    return [Announcement(feed=feed.id, **entry) for entry in entries]


MOVES: list[Json] = [
    {"person_name": "Cy Hill", "organization_name": "ACME HOLDINGS LTD", "role_title": "Clerk"},
    {"person_name": "Dee Low", "organization_name": "Nowhere", "previous_organization": "Acme Holdings"},
    {"person_name": "LOVELACE, Ada", "organization_name": "Nowhere", "role_title": "Adviser", "kind": "left"},
    {"person_name": "Eve Long", "organization_name": "Bank of Somewhere", "role_title": "Chair"},
    {"person_name": "Flo Park", "organization_name": "Nowhere", "role_title": "Director of Sales"},
    {"person_name": "Gil Reed", "organization_name": "Nowhere", "role_title": "Porter"},
    {
        "person_name": "Hal Moon",
        "organization_name": "Nowhere",
        "role_title": "Porter",
        "predecessor_name": "Ada Lovelace",
    },
]


@pytest.mark.parametrize(
    ("kind", "subject", "kept"),
    [
        # Also who leaves it for elsewhere, and whoever is known to hold a post there.
        ("account", "acme", ["Cy Hill", "Dee Low", "LOVELACE, Ada", "Hal Moon"]),
        ("account", "bank", ["Eve Long"]),
        ("person", "p-1", ["LOVELACE, Ada", "Hal Moon"]),
        ("person", "p-2", []),
        ("role", "chair", ["Eve Long"]),
        ("role", "cfo", ["LOVELACE, Ada", "Hal Moon"]),
        ("level", "director", ["Eve Long", "Flo Park"]),
        ("level", "chair", ["Eve Long"]),
    ],
)
def test_only_what_concerns_a_watch_is_nominated(world: World, kind: Kind, subject: str, kept: list[str]) -> None:
    feed = world.feed(options=Options(keep="watched"))
    watch(world, kind, subject)
    assert nominate(world.tenant, feed, told(feed, *MOVES)) == len(MOVES) - len(kept)
    assert names(world) == kept


def test_who_took_a_watched_post_a_moment_ago_is_kept_in_what_follows(world: World) -> None:
    feed = world.feed(accepts=True, introduces=("person",), options=Options(keep="watched"))
    watch(world, "role", "chair")
    takes = MOVES[3] | {"starts": "2020-03-01"}
    also = {"person_name": "Eve Long", "organization_name": "Nowhere", "role_title": "Porter", "starts": "2020-03-01"}
    assert nominate(world.tenant, feed, told(feed, also, takes, also | {"entry": "e9"})) == 1
    assert names(world) == ["Eve Long", "Eve Long"]


def test_without_being_asked_to_a_feed_keeps_everything_and_without_watches_nothing_else(world: World) -> None:
    everything, watched_only = world.feed(), world.feed(options=Options(keep="watched"))
    assert nominate(world.tenant, watched_only, told(watched_only, *MOVES)) == len(MOVES)
    assert names(world) == []
    assert nominate(world.tenant, everything, told(everything, *MOVES)) == 0
    assert len(names(world)) == len(MOVES)


def test_what_was_nominated_is_revised_though_it_is_watched_no_more(world: World) -> None:
    feed = world.feed(options=Options(keep="watched"))
    kept = watch(world, "role", "chair")
    nominate(world.tenant, feed, told(feed, MOVES[3]))
    remove_watch(world.tenant, kept.id)
    revised = told(feed, MOVES[3] | {"role_title": "Porter", "organization_name": "Elsewhere"}, MOVES[5])
    assert nominate(world.tenant, feed, revised) == 1
    (found,) = listed(world.tenant, moment_of(world.tenant.ledger), Wanted())
    assert found["role_title"] == "Porter"


def test_what_is_passed_over_is_counted_with_the_run_and_not_seen_again(world: World) -> None:
    feed = world.feed(options=Options(keep="watched"))
    watch(world, "person", "p-2")
    world.serve(feed_of([item(1, person="Bob Stone"), item(2), item(3)]))
    for _ in range(2):
        world.clock.advance(DAY)
        result = Puller(world.policy, nominate, world.clock).pull(world.tenant, feed.id)
    runs = registry.runs_of(world.store, world.workspace, feed.id, 9)
    assert [(run.announced, run.passed_over) for run in runs] == [(0, 0), (3, 2)]
    assert result.passed_over == 0
    assert names(world) == ["Bob Stone"]


def test_a_level_of_the_workspaces_own_is_read_by_its_label(world: World) -> None:
    terms = [{"term": "c1", "label": "Executive", "rank": 2}, {"term": "c2", "label": "Manager", "rank": 1}]
    fact = {"type": "vocabulary_set", "vocabulary": "level", "effective": None, "terms": terms}
    world.tenant.record([fact], Terms(by="test"))
    for level, kept in (("c1", ["Eve Long"]), ("c2", ["Eve Long", "Flo Park"])):
        one, feed = watch(world, "level", level), world.feed(options=Options(keep="watched"))
        assert nominate(world.tenant, feed, told(feed, *MOVES)) == len(MOVES) - len(kept)
        assert names(world)[-len(kept) :] == kept
        remove_watch(world.tenant, one.id)


def test_the_same_watched_again_changes_the_note_and_what_does_not_exist_is_refused(world: World) -> None:
    first = watch(world, "account", "acme", note="renewal")
    again = watch(world, "account", "acme", note="renewal in May")
    assert (again.id, again.created_at) == (first.id, first.created_at)
    assert watches_of(world.tenant) == [again]
    with pytest.raises(UnknownSubject):
        watch(world, "role", "none")
    with pytest.raises(InvalidRequest, match="chief_executive") as refused:
        watch(world, "level", "grand vizier")
    assert refused.value.field == "level"


def test_a_note_about_somebody_goes_with_them(world: World) -> None:
    watch(world, "person", "p-1", note="met at school")
    watch(world, "account", "acme", note="renewal")
    assert {one.note for one in watches_of(world.tenant)} == {"met at school", "renewal"}
    world.tenant.record([{"type": "person_erased", "person": "p-1"}], Terms(by="test"))
    assert {one.note for one in watches_of(world.tenant)} == {None, "renewal"}
    with pytest.raises(PersonErased):
        watch(world, "person", "p-1")


def test_whom_something_interests_is_said(world: World) -> None:
    mine, hers = watch(world, "account", "acme"), add_watch(world.tenant, Watch("", "person", "p-1", "c-2"))
    found = watched(world.tenant)
    concerned = found.concerned({("organization", "acme"), ("person", "p-1")})
    assert {one.id for one in concerned} == {mine.id, hers.id}
    assert found.concerned({("role", "acme"), ("organization", "bank")}) == []


def interesting(world: World) -> list[str]:
    """Whose moves concern a watch."""
    with world.tenant.registries.at(moment_of(world.tenant.ledger)) as (registry, _):
        concerns, rules = interest(world.tenant)(registry), Rules(Thresholds())
        return [
            said["person_name"] for said in MOVES if concerns(said, matching(registry, announcement_of(said), rules))
        ]


def test_whoever_watches_a_record_watches_what_it_answers_as(world: World) -> None:
    """A feed goes on to keep what concerns the one that was merged, and only that once the two are parted again."""
    duplicates = [
        {"type": "organization_registered", "organization": "acme-2", "name": "Acme Industries"},
        {"type": "person_introduced", "person": "p-3", "name": "Augusta Byron"},
    ]
    world.tenant.record(duplicates, Terms(by="test"))
    account, person = watch(world, "account", "acme-2"), watch(world, "person", "p-3")
    ends = ("organization", "acme", "acme-2"), ("person", "p-1", "p-3")
    for what, concerned in (("merged", {account.id, person.id}), ("unmerged", set[str]())):
        for kind, kept, duplicate in ends:
            said = {"type": f"{kind}_records_{what}", "kept": kept, "duplicate": duplicate}
            world.tenant.record([said], Terms(by="test"))
        found = watched(world.tenant).concerned({("organization", "acme"), ("person", "p-1")})
        assert {one.id for one in found} == concerned
        told_of = interesting(world)
        assert ("Cy Hill" in told_of, "LOVELACE, Ada" in told_of) == (bool(concerned), bool(concerned))
    assert {one.subject for one in watches_of(world.tenant)} == {"acme-2", "p-3"}
