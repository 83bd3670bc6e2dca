"""From announcements to facts: nominations reported, matched, accepted by rule and followed, how many a second.

The people and the announcements are those that matching alone is measured with, here as facts of a workspace.
"""

import shutil
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from math import log
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process, utils

from domain.log.ledger import Terms
from domain.log.migrate import migrate
from domain.log.store import open_store
from domain.matching.announcements import Announcement
from domain.matching.names import parse
from domain.matching.registry import Registry
from jobs.feeds import registry
from jobs.feeds.nominating import nominate
from jobs.feeds.policy import Feed, Policy
from jobs.sources import entries
from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed
from projections.tenants import Tenant, Tenants
from tests.bench.crowd import crowd
from tests.bench.figures import Ratio, Section
from tests.bench.stores import Stores, file_of

SIZES = (10_000, 100_000)
ANNOUNCED = 3_000
FIRST = 200  # announced before the clock starts: the registry is read, what is compiled once is compiled
BATCH = 1_000
ROOT_KEY = bytes(32)

Fact = dict[str, Any]


def run(stores: Stores) -> Iterator[Section]:
    columns = ("people", "nominations/s", "accepted", "cdist, same candidates/s")
    section = Section("Nominations, from announcements to facts that are followed, on SQLite", columns)
    section.notes.append(f"{ANNOUNCED} announcements handed over as a feed's pull does; cdist with WRatio.")
    section.rows += [[size, *_measured(stores, size)] for size in SIZES]
    speeds = [float(row[1]) for row in section.rows]
    section.ratios.append(Ratio("nominations/s against 100,000 people", speeds[-1], least=1_000))
    over = speeds[-1] / float(section.rows[-1][3])
    section.ratios.append(Ratio("nominations/s over cdist on the same candidates", over))
    growth = log(speeds[0] / speeds[-1]) / log(SIZES[-1] / SIZES[0])
    section.ratios.append(Ratio("growth of time with people, as a power", growth, most=0.9))
    yield section


def _measured(stores: Stores, size: int) -> list[float]:
    """Nominations a second, the share that was accepted, and cdist on the same candidates a second."""
    address, _ = stores.once("sqlite", f"crowd-{size}", lambda address: load(address, size))
    known = crowd(size, FIRST + ANNOUNCED)
    told = [announced(number, one) for number, one in enumerate(known.announcements)]
    tenant, feed = opened(copied(address))
    nominate(tenant, feed, told[:FIRST])
    began = time.perf_counter()
    nominate(tenant, feed, told[FIRST:])
    spent = time.perf_counter() - began
    accepted = sum(each["state"] == "accepted" for each in _all(tenant)) / len(told)
    tenant.ledger.store.close()
    return [ANNOUNCED / spent, accepted, _cdist(known.registry, known.announcements[FIRST:])]


def _cdist(known: Registry, announcements: list[Announcement]) -> float:
    asked = [one.person or "" for one in announcements]
    near = [known.names.near(parse(name)) for name in asked]
    texts = {id: utils.default_process(person.names[0]) for id, person in known.people.items()}
    began = time.perf_counter()
    for name, found in zip(asked, near, strict=True):
        process.cdist([name], [texts[id] for id in found], scorer=fuzz.WRatio)
    return len(asked) / (time.perf_counter() - began)


def _all(tenant: Tenant) -> list[dict[str, Any]]:
    return listed(tenant, moment_of(tenant.ledger), Wanted(), 0, FIRST + ANNOUNCED)


def copied(address: str) -> str:
    """Each run has the loaded database as it was, with the keys that lie beside it."""
    file = Path(file_of(address))
    folder = file.parent.with_suffix(".copy")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(file.parent, folder)
    return f"sqlite:///{folder / file.name}"


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
    facts = facts_of(crowd(size, 0).registry)
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
