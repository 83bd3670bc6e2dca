"""A workspace with feeds, a server that a test fills, and what was delivered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from domain.log.store import Store
from jobs.feeds import registry
from jobs.feeds.job import FEEDS, feeds_jobs
from jobs.feeds.noting import Result
from jobs.feeds.policy import Deliver, Feed, Policy
from jobs.feeds.pulling import Puller
from jobs.scheduler import Scheduler
from jobs.sources.entries import Announcement, Options
from projections.tenants import Tenant, Tenants
from tests.jobs.clocks import DAY, SECOND, SetClock
from tests.jobs.feeds.serving import Answer, Asking, Place, serving

ROOT_KEY = bytes(32)


@dataclass
class World:
    """`pages`: what the server answers by path; `delivered`: what came out, in order."""

    store: Store
    tenants: Tenants
    tenant: Tenant
    place: Place
    clock: SetClock
    policy: Policy
    pages: dict[str, Answer | list[Answer] | Callable[[Asking], Answer]] = field(default_factory=dict)
    delivered: list[Announcement] = field(default_factory=list)

    @property
    def workspace(self) -> int:
        return self.tenant.workspace.id

    @property
    def puller(self) -> Puller:
        return self.puller_for(self.deliver)

    def puller_for(self, deliver: Deliver | None) -> Puller:
        return Puller(self.policy, deliver, self.clock, chance=Random(1))

    def deliver(self, tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> None:
        self.delivered += announcements

    def feed(self, path: str = "/feed", kind: str = "json-feed", **said: Any) -> Feed:
        options = said.pop("options", Options())
        values = {"name": "News", "kind": kind, "url": self.place.url(path), "every_minutes": 60, "options": options}
        return registry.create(self.store, self.workspace, values | said, self.policy, self.clock)

    def pull(self, feed: Feed) -> Result:
        self.clock.advance(SECOND)
        return self.puller.pull(self.tenant, feed.id)

    def now(self, feed: Feed) -> Feed:
        return registry.feed_of(self.store, self.workspace, feed.id)

    def serve(self, body: bytes, path: str = "/feed", **headers: str) -> None:
        self.pages[path] = Answer(headers=headers, pieces=[body])

    def people(self) -> list[str | None]:
        return [one.person_name for one in self.delivered]


@contextmanager
def worlds(store: Store, **policy: Any) -> Iterator[World]:
    def answer(asking: Asking) -> Answer:
        said = world.pages.get(asking.path.partition("?")[0], Answer(404))
        if callable(said):
            said = said(asking)
        if isinstance(said, list):
            said = said.pop(0) if len(said) > 1 else said[0]
        etag = said.headers.get("ETag")
        return Answer(304, {"ETag": etag}) if etag and asking.headers.get("if-none-match") == etag else said

    clock = SetClock(20_600 * DAY)
    with serving(answer) as place:
        tenants = Tenants(store, ROOT_KEY, clock=clock)
        settings = replace(Policy(egress=place.egress(seconds=5), host_gap=0.0), **policy)
        world = World(store, tenants, tenants.make("w"), place, clock, settings)
        yield world


def item(number: int, *, person: str | None = None, day: str | None = None, **more: Any) -> dict[str, Any]:
    """An item of a JSON Feed that announces one person; days go up with numbers."""
    month, date = divmod(number, 28)
    moved = {"kind": "joined", "person_name": person or f"Person No{number}", "role_title": "Chair"}
    published = day or f"2024-{month % 12 + 1:02}-{date + 1:02}"
    return {"id": f"i-{number}", "title": "A move", "date_published": published, "_incumbent": moved | more}


def feed_of(items: Sequence[Any], **more: Any) -> bytes:
    said = {"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": list(items)}
    return json.dumps(said | more).encode()


def run_job(world: World, name: str = FEEDS, puller: Puller | None = None) -> bool:
    """Whether a job of the feeds was due and ran."""
    job = next(job for job in feeds_jobs(world.tenants, puller or world.puller) if job.name == name)
    scheduler = Scheduler(world.store, [job], clock=world.clock)
    scheduler.hold()
    try:
        return scheduler.tick(job)
    finally:
        scheduler.stop()
