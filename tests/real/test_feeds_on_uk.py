"""The feed of appointments, pulled in time order from the server that replays it, with and without its faults."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

import pytest

from domain.log.store import open_store
from jobs.addresses import parse_allowed
from jobs.feeds import registry
from jobs.feeds.policy import Feed, Policy
from jobs.feeds.pulling import Puller
from jobs.refusals import Egress
from jobs.sources.entries import Announcement, Options
from jobs.wording.names import is_name
from jobs.wording.reading import moves_in
from projections.tenants import Tenant, Tenants
from tests.real.uk import SHARED

ITEMS, SERVER = SHARED / "uk" / "feed_clean.jsonl", SHARED / "tools" / "serve_feed.py"
FIELDS = {"role_title": "post_label", "organization_name": "organisation", "starts": "effective"}
KINDS: dict[str, Any] = {"appointment": "joined", "departure": "left"}
# So many items are enough to show it; the whole feed is pulled with -m soak.
FEW = 150


def told(path: Path, most: int | None) -> list[dict[str, Any]]:
    items = [json.loads(line) for line in path.read_text().splitlines()]
    return sorted(items, key=lambda one: one["published"])[:most]


@contextmanager
def replayed(items: Sequence[dict[str, Any]], folder: Path, *faults: str) -> Iterator[int]:
    """The server over these items; its port."""
    some = folder / "items.jsonl"
    some.write_text("\n".join(map(json.dumps, items)))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(SERVER), "--items", str(some), "--port", str(port), *faults]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        process.kill()
        process.wait()


def wait_for(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)


def pulled_in_time(url: str, kind: str, port: int, items: Sequence[dict[str, Any]], form: str) -> list[Announcement]:
    """Everything announced when the feed is pulled again and again while time goes on, also from before."""
    found: list[Announcement] = []

    def deliver(tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> None:
        found.extend(announcements)

    store = open_store(url)
    tenant = Tenants(store, bytes(32)).make("uk")
    policy = Policy(egress=Egress(allowed=parse_allowed(f"127.0.0.1:{port}")), host_gap=0)
    options = Options(within=form, fields=FIELDS, kinds=KINDS)
    said = {"name": "UK", "kind": kind, "every_minutes": 60, "options": options}
    steps, place = instants(items), f"http://127.0.0.1:{port}/feed.{'json' if kind == 'json-feed' else kind}"
    feed = registry.create(store, tenant.workspace.id, said | {"url": f"{place}?now={steps[0]}"}, policy)
    for step in steps:
        registry.change(store, tenant.workspace.id, feed.id, {"url": f"{place}?now={step}"}, policy)
        while Puller(policy, deliver).pull(tenant, feed.id).outcome == "failed":
            assert registry.feed_of(store, tenant.workspace.id, feed.id).failures < 5
    assert registry.feed_of(store, tenant.workspace.id, feed.id).state == "active"
    store.close()
    return found


def instants(items: Sequence[dict[str, Any]]) -> list[str]:
    """Every forty items or fewer, sometimes going back."""
    chance, at, found = Random(3), 0, list[str]()
    while at < len(items) - 1:
        at = min(at + chance.randint(20, 40), len(items) - 1)
        found.append(quote(items[at]["published"]))
        if chance.random() < 0.3:
            found.append(quote(items[at // 2]["published"]))
    return [*found, quote(items[-1]["published"])]


def facts(announcements: Sequence[Announcement]) -> set[tuple[str | None, ...]]:
    return {
        (one.entry.rpartition("/")[2].rpartition(":")[2], one.kind, one.person_name, one.role_title, one.starts)
        for one in announcements
    }


def expected(items: Sequence[dict[str, Any]]) -> set[tuple[str | None, ...]]:
    return {(one["id"], KINDS[one["kind"]], one["person_name"], one["post_label"], one["effective"]) for one in items}


@pytest.mark.parametrize("faults", [(), ("--faults",)], ids=["whole", "with faults"])
@pytest.mark.parametrize(("kind", "form"), [("json-feed", "_move"), ("atom", "text"), ("rss", "text")])
def test_a_feed_pulled_while_time_goes_on_announces_every_item_once(
    sqlite_url: str, tmp_path: Path, kind: str, form: str, faults: tuple[str, ...]
) -> None:
    items = told(ITEMS, FEW)
    with replayed(items, tmp_path, *faults) as port:
        found = pulled_in_time(sqlite_url, kind, port, items, form)
    assert facts(found) == expected(items)
    assert len(found) == len(items)


@pytest.mark.soak
@pytest.mark.timeout(1_800)
def test_the_whole_feed_is_announced_once(sqlite_url: str, tmp_path: Path) -> None:
    items = told(ITEMS, None)
    with replayed(items, tmp_path, "--faults") as port:
        found = pulled_in_time(sqlite_url, "json-feed", port, items, "_move")
    assert facts(found) == expected(items)
    assert len(found) == len(items)


def bare(post: str) -> str:
    return post.removeprefix("The ")


def test_titles_alone_are_read_for_all_who_have_a_name() -> None:
    """Nothing is guessed: some of these titles have an id where a name should be."""
    wrong = []
    for one in told(ITEMS, None):
        moves = moves_in(one["title"], "", None)
        said = [(move.kind, move.person_name, bare(move.role_title or "")) for move in moves]
        told_of = (KINDS[one["kind"]], one["person_name"], bare(one["post_label"]))
        if said != ([told_of] if is_name(one["person_name"]) else []):
            wrong.append(one["title"])
    assert wrong == []
