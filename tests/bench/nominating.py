"""From announcements to facts: nominations reported, matched, accepted by rule and followed, how many a second.

The people and the announcements are those that matching alone is measured with, here as facts of a workspace.
"""

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import lru_cache
from itertools import islice, pairwise
from math import log
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from typing import Any, NamedTuple

import psutil
from rapidfuzz import fuzz, process, utils
from sqlalchemy import text

from api.cli.collecting import rarely_collect
from domain.log.ledger import Terms
from domain.log.migrate import migrate
from domain.log.store import open_store
from domain.matching.announcements import Announcement
from domain.matching.matching import match
from domain.matching.names import parse
from domain.matching.registry import Registry
from jobs.feeds import registry
from jobs.feeds.nominating import nominate
from jobs.feeds.policy import Feed, Policy
from jobs.sources import entries
from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed
from projections.tenants import Tenant, Tenants
from tests.bench.crowd import Crowd, crowd
from tests.bench.figures import Ratio, Section
from tests.bench.options import Options
from tests.bench.stores import Stores

SIZES = (10_000, 30_000, 100_000)
ANNOUNCED = 3_000
FIRST = 200  # announced before the clock starts: the registry is read, what is compiled once is compiled
PATIENCE = 120  # seconds
BATCH = 1_000
ROOT_KEY = bytes(32)
_CONNECTIONS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user"

Fact = dict[str, Any]


def run(stores: Stores, options: Options) -> Iterator[Section]:
    for kind in options.databases:
        yield _section(stores, kind)


def _section(stores: Stores, kind: str) -> Section:
    columns = (
        "people", "nominations/s", "in two processes", "in a second of CPU", "with the server's", "accepted",
        "matches/s", "cdist, same candidates/s",
    )  # fmt: skip
    section = Section(f"Nominations, from announcements to facts that are followed, on {kind}", columns)
    section.notes.append(f"{ANNOUNCED} announcements handed over as pulls of a feed do; cdist with WRatio.")
    section.notes.append("Seconds of CPU are those of the process that hands over, then with those of PostgreSQL's.")
    section.rows += [[size, *_measured(stores, kind, size)] for size in SIZES]
    section.ratios += _ratios([[float(value) for value in row] for row in section.rows])
    return section


def _ratios(rows: list[list[float]]) -> Iterator[Ratio]:
    _, alone, both, _, _, _, matches, cdist = rows[-1]
    yield Ratio("nominations/s against 100,000 people, in two processes", both, least=1_000)
    yield Ratio("end to end in two processes, over cdist on the same candidates in one", both / cdist)
    yield Ratio("end to end in one process, over cdist on the same candidates", alone / cdist)
    yield Ratio("matches/s over cdist on the same candidates", matches / cdist)
    for small, large in pairwise(rows):
        yield _growth("CPU time end to end", small, large, 3)
    yield _growth("CPU time end to end", rows[0], rows[-1], 3)
    yield _growth("time of matching alone", rows[0], rows[-1], 6)


def _growth(what: str, small: list[float], large: list[float], column: int) -> Ratio:
    """As a power of the number of people: 1 is linear, 0 no growth."""
    power = log(small[column] / large[column]) / log(large[0] / small[0])
    return Ratio(f"growth of {what}, {small[0]:,.0f} to {large[0]:,.0f} people, as a power", power, most=0.9)


@lru_cache(maxsize=1)
def crowd_of(size: int) -> Crowd:
    return crowd(size, FIRST + ANNOUNCED)


def _measured(stores: Stores, kind: str, size: int) -> list[float]:
    """The columns of a size."""
    stores.once(kind, f"crowd-{size}", lambda address: load(address, size))
    known = crowd_of(size)
    told = [announced(number, one) for number, one in enumerate(known.announcements)]
    one, two = (timed(stores.copied(kind, f"crowd-{size}"), told, processes) for processes in (1, 2))
    asked = known.announcements[FIRST:]
    speed = [ANNOUNCED / seconds for seconds in (one.wall, two.wall, one.cpu, one.cpu + one.server)]
    return [*speed, one.accepted, *_matching(known, asked)]


class Spent(NamedTuple):
    """Seconds from the first to the last of what was announced, seconds of CPU, and the share that was accepted.

    `server`: seconds of CPU of PostgreSQL's processes meanwhile, where they run on this machine.
    """

    wall: float
    cpu: float
    server: float
    accepted: float


def timed(address: str, told: list[entries.Announcement], processes: int) -> Spent:
    """Each process has a feed of its own in one workspace; they begin together once they have read the registry."""
    context = get_context("spawn")
    barrier, answers = context.Barrier(processes), context.Queue()
    for place in range(processes):
        own = (address, told[place::processes], FIRST // processes, barrier, answers)
        context.Process(target=_hand_over, args=own, daemon=True).start()
    spans = [answers.get(timeout=PATIENCE) for _ in range(processes)]
    began, ended, cpu, server = zip(*spans, strict=True)
    with closing(open_store(address)) as store:
        states = [each["state"] for each in _all(Tenants(store, ROOT_KEY).make("crowd"))]
    return Spent(max(ended) - min(began), sum(cpu), max(server), states.count("accepted") / len(told))


def _hand_over(address: str, told: list[entries.Announcement], first: int, barrier: Barrier, answers: Any) -> None:
    """Puts when it began and ended, and seconds of CPU meanwhile: its own, and those of everybody's connections."""
    rarely_collect()
    tenant, feed = opened(address)
    nominate(tenant, feed, told[:first])
    barrier.wait(PATIENCE)
    began, spent, served = time.monotonic(), time.process_time(), _served(tenant)
    nominate(tenant, feed, told[first:])
    answers.put((began, time.monotonic(), time.process_time() - spent, _served(tenant) - served))


def _served(tenant: Tenant) -> float:
    """Seconds of CPU that PostgreSQL has spent on the connections to this database that there are."""
    if tenant.ledger.store.sqlite:
        return 0.0
    with tenant.ledger.store.reading() as connection:
        connections = list(connection.scalars(text(_CONNECTIONS)))
    return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in connections if psutil.pid_exists(pid))


def _matching(known: Crowd, announcements: list[Announcement]) -> list[float]:
    """Matches a second, and cdist on the same candidates."""
    began = time.process_time()
    for one in announcements:
        match(known.registry, one)
    return [len(announcements) / (time.process_time() - began), _cdist(known.registry, announcements)]


def _cdist(known: Registry, announcements: list[Announcement]) -> float:
    asked = [one.person or "" for one in announcements]
    near = [known.names.near(parse(name)) for name in asked]
    texts = {id: utils.default_process(known.people[id].names[0]) for some in near for id in some}
    began = time.process_time()
    for name, found in zip(asked, near, strict=True):
        process.cdist([name], [texts[id] for id in found], scorer=fuzz.WRatio)
    return len(asked) / (time.process_time() - began)


def _all(tenant: Tenant) -> list[dict[str, Any]]:
    return listed(tenant, moment_of(tenant.ledger), Wanted(), 0, FIRST + ANNOUNCED)


def opened(address: str) -> tuple[Tenant, Feed]:
    store = open_store(address)
    tenant = Tenants(store, ROOT_KEY).make("crowd")
    said = {"name": "Wire", "kind": "json-feed", "url": "https://wire.example/", "every_minutes": 60, "accepts": True}
    return tenant, registry.create(store, tenant.workspace.id, said, Policy())


def announced(number: int, one: Announcement) -> entries.Announcement:
    return entries.Announcement(
        kind="joined",
        feed="wire",
        entry=f"item-{number}",
        person_name=one.person,
        organization_name=one.organization,
        role_title=one.role,
        previous_organization=one.previous_organization,
        starts=date.fromordinal(one.on or 1).isoformat(),
    )


def load(address: str, size: int) -> float:
    """Seconds that recording the registry took; the views are derived afterwards."""
    migrate(address)
    store = open_store(address)
    tenant, began = Tenants(store, ROOT_KEY).make("crowd"), time.perf_counter()
    facts = facts_of(crowd_of(size).registry)
    while some := list(islice(facts, BATCH)):
        tenant.ledger.record(some, Terms(by="crowd"))
    tenant.rebuild()
    store.close()
    return time.perf_counter() - began


def facts_of(known: Registry) -> Iterator[Fact]:
    for body in known.organizations.values():
        yield {"type": "organization_registered", "organization": body.id, "name": body.names[0]}
    for role in known.roles.values():
        own = {"role": role.id, "organization": role.organization, "title": role.titles[0]}
        yield {"type": "role_defined", **own, "effective": None}
    for person in known.people.values():
        yield {"type": "person_introduced", "person": person.id, "name": person.names[0]}
        for tenure in person.tenures:
            days = date.fromordinal(tenure.start).isoformat(), date.fromordinal(tenure.stop).isoformat()
            held = {"person": person.id, "role": tenure.role}
            yield {"type": "person_took_role", **held, "effective": days[0]}
            yield {"type": "person_left_role", **held, "effective": days[1]}
