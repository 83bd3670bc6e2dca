"""Careers that a feed announces move by move, and what a workspace makes of them in the end, without ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from domain.log.ledger import Terms
from jobs.feeds.nominating import nominate
from jobs.feeds.policy import Feed
from jobs.sources.entries import Announcement
from projections.journal import journal
from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed
from projections.snapshots import snapshot
from projections.tenants import Tenant
from projections.tenures import tenures

Json = dict[str, Any]
NAMES = ("Xaver Quux", "Ada Poe", "Bertha Nimmo", "Cyril Okafor", "Dagny Lund", "Emil Zatopek")
ORGANIZATIONS = ("Acme", "Bolt")
TITLES = ("Finance Director", "Chief Cook", "Head of Ice")
POSTS = [(organization, title) for organization in ORGANIZATIONS for title in TITLES]


def given() -> list[Json]:
    """The organizations and their roles: people are introduced by rule."""
    return [
        *({"type": "organization_registered", "organization": one, "name": one} for one in ORGANIZATIONS),
        *(
            {"type": "role_defined", "role": f"r-{place}", "organization": one, "title": title, "effective": None}
            for place, (one, title) in enumerate(POSTS)
        ),
    ]  # fmt: skip


@dataclass
class Course:
    """Everybody stays known: who leaves takes something else within days, or never comes back."""

    random: Random
    day: date = date(2010, 1, 1)
    held: dict[str, int] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    told: list[Json] = field(default_factory=list)

    def steps(self, count: int) -> list[Json]:
        for _ in range(count):
            self.day += timedelta(days=self.random.randint(60, 500))
            who = self.random.choice([name for name in NAMES if name not in self.gone])
            self._leave(who) if who in self.held and self.random.random() < 0.2 else self._take(who)
        return self.told

    def _leave(self, who: str) -> None:
        self._tell("left", who, self.held.pop(who))
        self.gone.add(who)

    def _take(self, who: str) -> None:
        post = self.random.choice([place for place in range(len(POSTS)) if place != self.held.get(who)])
        if who in self.held:
            self._tell("left", who, self.held.pop(who))
            self.day += timedelta(days=self.random.randint(0, 20))
        before = next((name for name, place in self.held.items() if place == post), None)
        if before is not None:
            del self.held[before]
            self.gone.add(before)
        self._tell("joined", who, post, **({} if before is None else {"predecessor_name": before}))
        self.held[who] = post

    def _tell(self, kind: str, who: str, post: int, **more: str) -> None:
        organization, title = POSTS[post]
        day = self.day.isoformat()
        said = {"kind": kind, "person_name": who, "organization_name": organization, "role_title": title}
        self.told.append({"entry": f"e-{len(self.told)}", **said, "starts": day, "announced": day, **more})


def pulls_of(told: Sequence[Json], random: Random) -> Iterator[list[Json]]:
    """In any order, some at a time and some again; in each pull in time, as the job hands them over."""
    rest, seen = random.sample(told, len(told)), list[Json]()
    while rest:
        count = random.randint(1, 6)
        fresh, rest = rest[:count], rest[count:]
        again = random.sample(seen, min(len(seen), random.randint(0, 3)))
        seen += fresh
        yield sorted([*fresh, *again], key=lambda one: (one["announced"], int(one["entry"][2:])))


def hand_over(tenant: Tenant, feed: Feed, told: Sequence[Json]) -> None:
    nominate(tenant, feed, [Announcement(feed=feed.id, **one) for one in told])


def begin(tenant: Tenant) -> Tenant:
    tenant.record(given(), Terms(by="test"))
    return tenant


def outcome(tenant: Tenant) -> Json:
    """Who held what from when to when, what is still open, and how often something was said to begin."""
    facts = [dict(fact) for fact in journal(tenant, 0, 10_000, restricted=True)]
    called = {fact["person"]: fact["name"] for fact in facts if fact["type"] == "person_introduced"}
    with snapshot(tenant, moment_of(tenant.ledger)) as at:
        rows = at.rows(tenures, at.known(tenures))
    return {
        "people": sorted(called.values()),
        "stays": sorted((called[row.person], row.home, str(row.valid_from), str(row.valid_to)) for row in rows),
        "states": sorted((one["entry"], one["state"]) for one in nominations_of(tenant)),
        "began": sum(fact["type"] == "person_took_role" for fact in facts),
    }


def nominations_of(tenant: Tenant) -> list[Json]:
    return listed(tenant, moment_of(tenant.ledger), Wanted(), 0, 1_000)
