"""From due to announced: what a pull of each kind of source gives, by itself and by the job."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import InvalidRequest
from jobs.feeds import registry
from jobs.feeds.job import FEEDS
from jobs.runs import newest
from tests.jobs.clocks import SECOND
from tests.jobs.feeds import samples
from tests.jobs.feeds.pulled import World, feed_of, item, run_job


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


def test_files_dropped_in_a_folder_are_read_once(world: World, tmp_path: Path) -> None:
    folder = tmp_path / str(world.workspace) / "moves"
    folder.mkdir(parents=True)
    (folder / "a.csv").write_bytes(samples.CSV)
    (folder / "link.csv").symlink_to("/etc/passwd")
    world.policy = replace(world.policy, drop_folder=tmp_path)
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
