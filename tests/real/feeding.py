"""The UK feed from its local server into a workspace: pulled by the real job, accepted by rule, the rest reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from domain.acceptance import Choice
from domain.dates import span_of
from domain.log.keys import root_key_beside
from domain.log.ledger import Terms
from domain.log.store import open_store
from domain.matching.announcements import Kind, Thresholds
from jobs.addresses import parse_allowed
from jobs.feeds import registry
from jobs.feeds.nominating import nominate
from jobs.feeds.policy import Policy
from jobs.feeds.pulling import Puller
from jobs.refusals import Egress
from jobs.sources.entries import Options
from projections.clerk import announcement_of
from projections.matches import matches
from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed
from projections.reviews import accept
from projections.tenants import Tenant, Tenants
from tests.real.test_feeds_on_uk import FIELDS, ITEMS, KINDS, replayed, told
from tests.serving import new_key

Json = dict[str, Any]
WORKSPACE = "uk"
# The server shows so many items at once, and time goes on by fewer from pull to pull.
WINDOW, STEP = 200, 150


@dataclass(frozen=True)
class Fed:
    """A workspace after the feed. `reviewed`: how many a person had to decide on; `nominations`: all there are."""

    key: str
    reviewed: int
    nominations: int


@dataclass(frozen=True)
class Way:
    """In which form the feed is pulled, how many items of it, and with which faults of its server."""

    kind: str = "json-feed"
    within: str = "_move"
    most: int | None = None
    faults: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return f"/feed.{'json' if self.kind == 'json-feed' else self.kind}"


WHOLE = Way()


def fed(url: str, folder: Path, known: Sequence[Json], introduces: tuple[Kind, ...], way: Way = WHOLE) -> Fed:
    """The feed pulled while time goes on; after each pull somebody decides what it has left open."""
    key = new_key(url, WORKSPACE)
    file = Path(url.removeprefix("sqlite:///"))
    store = open_store(url)
    tenant = Tenants(store, root_key_beside(file.with_name(f"{file.name}.key"))).named(WORKSPACE)
    for start in range(0, len(known), 1_000):
        tenant.record(known[start : start + 1_000], Terms(by="test"))
    items = told(ITEMS, way.most)
    with replayed(items, folder, "--window", str(WINDOW), *way.faults) as port:
        reviewed = sum(review(tenant) for _ in _pulls(tenant, port, items, introduces, way))
    nominations = len(list(_all(tenant)))
    store.close()
    return Fed(key, reviewed, nominations)


def _pulls(tenant: Tenant, port: int, items: Sequence[Json], introduces: tuple[Kind, ...], way: Way) -> Iterator[None]:
    policy = Policy(egress=Egress(allowed=parse_allowed(f"127.0.0.1:{port}")), host_gap=0)
    options = Options(within=way.within, fields=FIELDS, kinds=KINDS)
    place = f"http://127.0.0.1:{port}{way.path}"
    said = {"name": "UK", "kind": way.kind, "url": f"{place}?now=1940-01-01T00:00:00Z", "every_minutes": 60}
    said |= {"options": options, "accepts": True, "introduces": introduces}
    store, workspace = tenant.ledger.store, tenant.workspace.id
    feed = registry.create(store, workspace, said, policy)
    for at in (*range(STEP, len(items), STEP), len(items)):
        now = quote(items[at - 1]["published"])
        registry.change(store, workspace, feed.id, {"url": f"{place}?now={now}"}, policy)
        while Puller(policy, nominate).pull(tenant, feed.id).outcome == "failed":
            assert registry.feed_of(store, workspace, feed.id).failures < 5
        assert registry.feed_of(store, workspace, feed.id).state == "active"
        yield


def review(tenant: Tenant) -> int:
    """Somebody who goes by names decides on what is open: who is called just so is meant, anybody else is new."""
    open_ones = [one for one in _all(tenant) if one["state"] in ("new", "matched")]
    for one in open_ones:
        accept(tenant, one["id"], _choice(tenant, one), "reviewer")
    return len(open_ones)


def _choice(tenant: Tenant, said: Json) -> Choice:
    asked = announcement_of(said)
    found = matches(tenant, asked, moment_of(tenant.ledger, said["starts"]), Thresholds())
    people = [one["id"] for one in found["person"]["candidates"] if one["name"] == said["person_name"]]
    person = people[0] if people else "create"
    organizations = [one for one in found["organization"]["candidates"] if one["name"] == said["organization_name"]]
    roles = [one["id"] for one in found["role"]["candidates"] if one["name"] == said["role_title"]]
    if said["kind"] == "left":
        roles = [role for role in roles if role in _held(tenant, person, said["starts"])] or roles
    organization = organizations[0]["id"] if organizations else "create"
    if roles and organizations:
        return Choice(person=person, role=roles[0], learn=False)
    return Choice(person=person, role="create", organization=organization, learn=False)


def _held(tenant: Tenant, person: str, day: str) -> set[str]:
    """Also after the day, as far as is known: of two of one title the one that has its end is not meant again."""
    last = span_of(day).first
    with tenant.registries.at(moment_of(tenant.ledger)) as (known, _):
        tenures = known.people[person].tenures if person in known.people else ()
        return {one.role for one in tenures if one.start < last < one.stop}


def _all(tenant: Tenant) -> Iterator[Json]:
    after, moment = 0, moment_of(tenant.ledger)
    while page := listed(tenant, moment, Wanted(), after, 1_000):
        yield from page
        after = page[-1]["place"]
