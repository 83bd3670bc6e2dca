"""What is kept of feeds: sealed, for its time, for one workspace, and read again by better readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.errors import InvalidRequest, NotFound
from jobs.feeds import registry
from jobs.feeds.job import FORGET
from jobs.feeds.pulling import Puller
from jobs.feeds.tables import feed_entries, feed_pulls, feed_rosters, feed_runs, feeds
from jobs.feeds.vault import Vault
from jobs.sources.entries import Options
from tests.jobs.clocks import DAY
from tests.jobs.feeds import samples
from tests.jobs.feeds.pulled import World, feed_of, item, run_job
from tests.raw import all_rows


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
        ({"url": "https://10.0.0.1/"}, "url"),
        ({"url": "https://[::ffff:10.0.0.1]/"}, "url"),
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
