"""Pulling feeds from a real server into a real database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.errors import InvalidRequest, NotFound
from domain.log.store import Store
from jobs.egress import resolve
from jobs.feeds import registry
from jobs.feeds.hosts import free_at
from jobs.feeds.job import FEEDS, FORGET
from jobs.feeds.policy import Feed, Secrets
from jobs.feeds.pulling import Puller
from jobs.feeds.tables import feed_entries, feed_pulls, feed_rosters, feed_runs, feeds
from jobs.feeds.vault import Vault
from jobs.runs import newest
from jobs.sources.entries import Announcement, Options
from projections.tenants import Tenant
from tests.jobs.clocks import DAY, HOUR, SECOND
from tests.jobs.feeds import samples
from tests.jobs.feeds.pulled import World, feed_of, item, run_job, worlds
from tests.jobs.feeds.serving import Answer
from tests.raw import all_rows


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    with worlds(store) as one:
        yield one


def test_what_is_new_is_announced_once_in_the_order_of_its_days(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(3), item(1), item(2)]))
    assert world.pull(feed).outcome == "done"
    world.serve(feed_of([item(4), item(3)]))
    result = world.pull(feed)
    assert (result.entries, result.fresh, result.announced) == (2, 1, 1)
    assert world.people() == ["Person No1", "Person No2", "Person No3", "Person No4"]
    first = world.delivered[0]
    assert (first.feed, first.entry, first.kind, first.role_title) == (feed.id, "i-1", "joined", "Chair")


def test_an_entry_that_says_something_else_is_announced_again_and_one_set_otherwise_is_not(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(1)]))
    world.pull(feed)
    world.serve(feed_of([item(1) | {"title": "A move (updated)"}]))
    assert world.pull(feed).announced == 0
    world.serve(feed_of([item(1, role_title="Treasurer")]))
    assert world.pull(feed).announced == 1
    assert [one.role_title for one in world.delivered] == ["Chair", "Treasurer"]


def test_a_feed_that_has_not_changed_is_asked_conditionally_and_costs_nothing(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(1)]), ETag='"one"')
    world.pull(feed)
    assert world.now(feed).etag == '"one"'
    assert world.pull(feed).outcome == "unchanged"
    assert world.place.asked[-1].headers["if-none-match"] == '"one"'
    assert len(world.delivered) == 1


def test_pages_are_followed_until_something_is_known(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(1), item(2)]), "/feed")
    world.pull(feed)
    world.serve(feed_of([item(6), item(5)], next_url=world.place.url("/two")), "/feed")
    world.serve(feed_of([item(4), item(2)], next_url=world.place.url("/three")), "/two")
    world.pull(feed)
    assert world.people()[2:] == ["Person No4", "Person No5", "Person No6"]
    assert [asked.path for asked in world.place.asked] == ["/feed", "/feed", "/two"]


def test_retry_after_is_honored_for_the_whole_host(world: World) -> None:
    feed, other = world.feed(), world.feed("/other")
    world.pages["/feed"] = Answer(503, {"Retry-After": "7200"})
    result = world.pull(feed)
    assert (result.outcome, result.status, result.problems) == ("failed", 503, ["answered 503"])
    assert world.now(feed).due_at == world.clock.now + 2 * HOUR
    assert free_at(world.store, "127.0.0.1") >= world.clock.now + 2 * HOUR
    run_job(world)
    assert [asked.path for asked in world.place.asked] == ["/feed"]
    assert world.now(other).failures == 0


def test_each_failure_waits_longer_and_one_success_forgets_them(world: World) -> None:
    feed, waits = world.feed(), list[int]()
    for _ in range(8):
        world.pull(feed)
        waits.append(world.now(feed).due_at - world.clock.now)
    assert waits[0] < waits[1] < waits[2]
    assert max(waits) <= DAY
    assert world.now(feed).failures == 8
    world.serve(feed_of([item(1)]))
    world.pull(feed)
    assert world.now(feed).failures == 0
    assert world.now(feed).due_at == world.clock.now + HOUR


def test_what_is_gone_is_not_asked_again(world: World) -> None:
    feed = world.feed()
    world.pages["/feed"] = Answer(410)
    world.pull(feed)
    assert world.now(feed).state == "gone"
    with pytest.raises(InvalidRequest, match="the feed is gone"):
        registry.pull_now(world.store, world.workspace, feed.id, world.clock)


def test_a_move_for_good_is_remembered(world: World) -> None:
    feed = world.feed()
    world.pages["/feed"] = Answer(301, {"Location": "/there"})
    world.serve(feed_of([item(1)]), "/there")
    world.pull(feed)
    assert world.now(feed).url == world.place.url("/there")


def test_one_bad_entry_is_quarantined_and_the_rest_go_on(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(1), item(2, kind="swam"), item(3, day="2999-01-01"), item(4)]))
    result = world.pull(feed)
    assert (result.outcome, result.announced, result.quarantined) == ("done", 2, 2)
    first, second = result.problems
    assert first.startswith("entry 2: kind: expected one of")
    assert second.endswith("is published in the future")
    assert world.people() == ["Person No1", "Person No4"]


@pytest.mark.parametrize(
    ("then", "reason"),
    [
        ([], "no entries"),
        ([item(100 + number, day="2024-05-05") for number in range(12)], "all entries are new"),
        ([item(number) for number in range(250)], "more than ten times"),
        ([item(11)] + [item(200 + number, day="2014-05-05") for number in range(15)], "two years older"),
        ([item(11)] + [item(200 + number, day="2999-05-05") for number in range(15)], "dated as nothing can be"),
    ],
    ids=["none", "all new", "flood", "old", "absurd"],
)
def test_a_feed_that_goes_bad_accepts_nothing_until_somebody_has_looked(
    world: World, then: Sequence[dict[str, object]], reason: str
) -> None:
    feed = world.feed()
    world.serve(feed_of([item(number) for number in range(12)]))
    world.pull(feed)
    before = len(world.delivered)
    world.serve(feed_of(then))
    assert world.pull(feed).outcome == "held"
    assert len(world.delivered) == before
    assert (world.now(feed).state, reason in str(world.now(feed).reason)) == ("review", True)
    run_job(world)
    assert len(world.delivered) == before
    registry.change(world.store, world.workspace, feed.id, {"state": "active"}, world.policy, world.clock)
    world.pull(feed)
    assert world.now(feed).state == "active" or reason == "dated as nothing can be"
    expected = [one for one in then if str(one["date_published"]) < "2999" and one["id"] not in KNOWN]
    assert len(world.delivered) == before + len(expected)


KNOWN = {item(number)["id"] for number in range(12)}


def test_what_is_held_can_be_dropped_for_good(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(number) for number in range(12)]))
    world.pull(feed)
    world.serve(feed_of([item(100 + number) for number in range(12)]))
    world.pull(feed)
    registry.drop_held(world.store, world.workspace, feed.id)
    registry.change(world.store, world.workspace, feed.id, {"state": "active"}, world.policy, world.clock)
    world.pull(feed)
    assert len(world.delivered) == 12


def test_a_crash_between_keeping_and_handing_over_loses_nothing(world: World) -> None:
    feed, crashing = world.feed(), [True]

    def deliver(tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> None:
        if crashing[0]:
            raise KeyboardInterrupt
        world.deliver(tenant, feed, announcements)

    world.serve(feed_of([item(1), item(2)]), ETag='"one"')
    puller = Puller(world.policy, deliver, world.clock)
    with pytest.raises(KeyboardInterrupt):
        puller.pull(world.tenant, feed.id)
    crashing[0] = False
    world.clock.advance(SECOND)
    assert puller.pull(world.tenant, feed.id).outcome == "unchanged"
    assert world.people() == ["Person No1", "Person No2"]


def test_a_taker_that_fails_gets_the_same_again_later(world: World) -> None:
    feed = world.feed()

    def refuse(tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> None:
        raise ZeroDivisionError("names may stand here")

    world.serve(feed_of([item(1)]))
    with pytest.raises(ZeroDivisionError):
        Puller(world.policy, refuse, world.clock).pull(world.tenant, feed.id)
    assert world.now(feed).due_at > world.clock.now
    world.pull(feed)
    assert world.people() == ["Person No1"]
    runs = registry.runs_of(world.store, world.workspace, feed.id, 9)
    assert ["failed here (ZeroDivisionError)"] in [run.problems for run in runs]


def test_without_anybody_to_take_them_announcements_wait(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(1)]))
    Puller(world.policy, None, world.clock).pull(world.tenant, feed.id)
    assert world.delivered == []
    world.pull(feed)
    assert world.people() == ["Person No1"]


def test_a_filing_is_fetched_once_and_announces_what_its_text_tells(world: World) -> None:
    feed = world.feed("/current", "edgar-current")
    page = samples.CURRENT.replace(b"https://www.sec.example", f"http://127.0.0.1:{world.place.port}".encode())
    world.serve(page, "/current")
    folder = "/Archives/edgar/data/1/000000000126000001"
    world.serve(samples.filing("Jane Roe was appointed Treasurer."), f"{folder}/0000000001-26-000001.txt")
    first = world.pull(feed)
    assert (first.announced, first.quarantined) == (1, 1)
    assert world.people() == ["Jane Roe"]
    assert world.now(feed).due_at == world.clock.now + 60 * SECOND
    world.pull(feed)
    assert [asked.path for asked in world.place.asked].count(f"{folder}/0000000001-26-000001.txt") == 1
    assert len(world.delivered) == 1


def test_a_filing_whose_text_cannot_be_read_is_left_to_a_person(world: World) -> None:
    feed = world.feed("/current", "edgar-current")
    here = f"http://127.0.0.1:{world.place.port}".encode()
    world.serve(samples.CURRENT.replace(b"https://www.sec.example", here), "/current")
    text = "/Archives/edgar/data/1/000000000126000001/0000000001-26-000001.txt"
    world.serve(b"<html>Please try again</html>", text)
    world.pull(feed)
    assert [(one.kind, one.entry) for one in world.delivered] == [("unknown", "0000000001-26-000001")]
    assert world.delivered[0].excerpt == f"A text that could not be read: {world.place.url(text)}"


def test_rosters_are_recorded_as_seen_and_their_differences_are_inferences(world: World) -> None:
    feed = world.feed("/bodacc", "bodacc")
    world.serve(samples.bodacc(samples.notice("A1", "2026-03-02", samples.BEFORE)), "/bodacc")
    world.pull(feed)
    assert world.delivered == []
    both = [samples.notice("A2", "2026-04-02", samples.AFTER), samples.notice("A1", "2026-03-02", samples.BEFORE)]
    world.serve(samples.bodacc(*both), "/bodacc")
    world.pull(feed)
    world.pull(feed)
    told = [(one.kind, one.person_name, one.role_title, one.source, one.starts) for one in world.delivered]
    assert told == [
        ("left", "POE Jean", "Directeur général", "inference", None),
        ("joined", "LEE Anne", "Directeur général", "inference", None),
    ]


def test_a_roster_that_loses_more_than_half_at_once_waits_for_somebody(world: World) -> None:
    feed = world.feed("/bodacc", "bodacc")
    emptied = samples.notice("A2", "2026-04-02", "Président : ROE Jeanne")
    world.serve(samples.bodacc(samples.notice("A1", "2026-03-02", samples.BEFORE)), "/bodacc")
    world.pull(feed)
    world.serve(samples.bodacc(emptied, samples.notice("A1", "2026-03-02", samples.BEFORE)), "/bodacc")
    world.pull(feed)
    assert world.delivered == []
    assert world.now(feed).reason == "more than half of a roster is gone at once"
    registry.change(world.store, world.workspace, feed.id, {"state": "active"}, world.policy, world.clock)
    world.pull(feed)
    assert [one.kind for one in world.delivered] == ["left", "left"]


def test_a_stream_goes_on_where_it_ended(world: World) -> None:
    world.policy = replace(world.policy, secrets=Secrets(stream_key="s3cret", hosts=frozenset({"127.0.0.1"})))
    feed = world.feed("/officers", "companies-house-stream")
    world.serve(samples.STREAM, "/officers")
    world.pull(feed)
    assert (world.now(feed).place, len(world.delivered)) == ("10", 2)
    world.pull(feed)
    asked = world.place.asked[-1]
    assert (asked.path, asked.headers["authorization"]) == ("/officers?timepoint=10", "Basic czNjcmV0Og==")
    assert len(world.delivered) == 2


def test_a_key_is_sent_to_no_host_but_its_own(world: World) -> None:
    world.policy = replace(world.policy, secrets=Secrets(key="s3cret"))
    world.serve(samples.OFFICERS)
    world.pull(world.feed(kind="companies-house-officers"))
    assert "authorization" not in world.place.asked[-1].headers


def test_files_dropped_in_a_folder_are_read_once(world: World, tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path)) / str(world.workspace) / "moves"
    folder.mkdir(parents=True)
    (folder / "a.csv").write_bytes(samples.CSV)
    (folder / "link.csv").symlink_to("/etc/passwd")
    world.policy = replace(world.policy, drop_folder=Path(str(tmp_path)))
    feed = world.feed(kind="csv", url="folder:moves")
    assert world.pull(feed).announced == 1
    assert world.pull(feed).announced == 0
    for wrong in ("folder:../x", "folder:", "folder:/etc"):
        with pytest.raises(InvalidRequest, match="folder:NAME"):
            world.feed(kind="csv", url=wrong)


def test_the_job_pulls_what_is_due_in_every_workspace_and_one_failure_costs_no_other(world: World) -> None:
    good, bad = world.feed(), world.feed("/missing")
    other = world.tenants.make("other")
    said = {"name": "x", "kind": "json-feed", "url": world.place.url("/theirs"), "every_minutes": 5}
    registry.create(world.store, other.workspace.id, said, world.policy, world.clock)
    world.serve(feed_of([item(1)]))
    world.serve(feed_of([item(2)]), "/theirs")
    assert run_job(world)
    assert sorted(filter(None, world.people())) == ["Person No1", "Person No2"]
    assert newest(world.store, FEEDS, 1)[0].detail == {"pulled": 3, "broken": 0}
    assert (world.now(good).failures, world.now(bad).failures) == (0, 1)
    world.clock.advance(60 * SECOND)
    assert run_job(world)
    assert newest(world.store, FEEDS, 1)[0].detail == {"pulled": 0, "broken": 0}


def test_two_processes_do_not_pull_one_feed_at_once(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(1)]))
    inner: list[str] = []

    def deliver(tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> None:
        inner.append(world.puller.pull(tenant, feed.id).outcome)

    Puller(world.policy, deliver, world.clock, resolve).pull(world.tenant, feed.id)
    assert inner == ["busy"]


def test_bytes_are_kept_sealed_for_their_time(world: World) -> None:
    feed, body = world.feed(), feed_of([item(1)])
    world.serve(body)
    world.pull(feed)
    with world.store.reading(world.workspace) as connection:
        (kept,) = connection.scalars(select(feed_pulls.c.body))
    assert b"Person" not in kept
    assert Vault(world.tenant.ledger.keys, feed).opened_bytes(kept) == body
    world.clock.advance(31 * DAY)
    world.serve(body, ETag='"later"')
    assert run_job(world)
    assert run_job(world, FORGET)
    with world.store.reading(world.workspace) as connection:
        assert len([*connection.scalars(select(feed_pulls.c.body))]) == 1
        assert kept not in [*connection.scalars(select(feed_pulls.c.body))]


def test_a_better_reader_finds_more_in_what_was_kept(world: World) -> None:
    feed = world.feed("/rss", "rss", options=Options(organization="Acme SA"))
    world.serve(samples.RSS, "/rss")
    world.pull(feed)
    before = len(world.delivered)
    assert world.puller.reread(world.tenant, feed.id).fresh == 0
    better = {"options": Options(organization="Acme Holding")}
    registry.change(world.store, world.workspace, feed.id, better, world.policy, world.clock)
    result = world.puller.reread(world.tenant, feed.id)
    assert (result.outcome, result.entries, result.fresh) == ("reread", 3, 2)
    assert {one.organization_name for one in world.delivered[before:]} == {"Acme Holding"}
    assert world.puller.reread(world.tenant, feed.id).fresh == 0


def test_nothing_about_people_lies_open_in_the_tables(world: World) -> None:
    feed, held = world.feed(), Puller(replace(world.policy, keep_bytes=timedelta(days=9)), None, world.clock)
    world.serve(feed_of([item(1, person="Canary Roe"), item(2, person="Canary Poe", kind="swam")]))
    held.pull(world.tenant, feed.id)
    roster = world.feed("/bodacc", "bodacc")
    world.serve(samples.bodacc(samples.notice("A1", "2026-03-02", "Président : CANARY Anne")), "/bodacc")
    held.pull(world.tenant, roster.id)
    with all_rows(world.store) as connection:
        for table in (feeds, feed_runs, feed_entries, feed_pulls, feed_rosters):
            rows = connection.execute(select(table)).all()
            assert rows, table.name
            assert "canary" not in str(rows).lower()


def test_a_feed_of_another_workspace_does_not_exist(world: World) -> None:
    feed, other = world.feed(), world.tenants.make("other").workspace.id
    for ask in (registry.feed_of, registry.pull_now, registry.remove, registry.drop_held):
        with pytest.raises(NotFound):
            ask(world.store, other, feed.id)
    assert registry.feeds_of(world.store, other) == []


def test_a_feed_that_is_removed_leaves_nothing(world: World) -> None:
    feed = world.feed()
    world.serve(feed_of([item(1)]))
    world.pull(feed)
    registry.remove(world.store, world.workspace, feed.id)
    with all_rows(world.store) as connection:
        for table in (feeds, feed_runs, feed_entries, feed_pulls, feed_rosters):
            assert connection.execute(select(table)).all() == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "telex"}, "kind"),
        ({"kind": "edgar-filing"}, "kind"),
        ({"url": "ftp://x.example/"}, "url"),
        ({"url": "http://x.example:22/"}, "url"),
        ({"url": "folder:x", "kind": "csv"}, "url"),
        ({"options": Options(fields={"nobody": "x"})}, "options.fields"),
        ({"options": Options(kinds={"x": "swam"})}, "options.kinds"),  # type: ignore[dict-item]
    ],
)
def test_a_feed_that_cannot_be_is_refused_with_its_field(world: World, said: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        world.feed(**said)  # type: ignore[arg-type]
    assert caught.value.field == field
