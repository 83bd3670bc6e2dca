"""The portfolio of 200 accounts of 30 roles: the first read of a process, the next, one after a fact was recorded."""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2

from tests.bench import product
from tests.bench.client import Connection
from tests.bench.figures import TIMING_COLUMNS, Ratio, Section, Timing
from tests.bench.options import Options
from tests.bench.stores import Stores
from tests.serving import Served, serving

ACCOUNTS, ROLES, LINKS, COLLEAGUES, SPAN, ROUNDS = 200, 30, 40, 20, 5, 10
DAY, PATH = "2022-01-01", "/v1/portfolio?limit=50"
Fact = dict[str, Any]


def run(stores: Stores, options: Options) -> Section:
    section = Section(f"The portfolio of {ACCOUNTS} accounts of {ROLES} roles", TIMING_COLUMNS)
    facts = stores.file("facts-of-a-portfolio.jsonl", _write)
    for kind in options.databases:
        url, loaded = stores.once(kind, "portfolio", lambda url: product.load(url, facts))
        with serving(url, key=loaded["key"], workspace=product.WORKSPACE) as served:
            timings = _measure(served, kind)
        section.add_timings(list(timings.values()))
        every = timings["analysis"].p50 * ACCOUNTS
        for name, most in (("first", 3.0), ("hot", 0.02), ("after a fact", 0.05)):
            ratio = timings[name].p50 / every
            section.ratios.append(Ratio(f"{kind}: {name}, over {ACCOUNTS} analyses of two sections", ratio, most=most))
    return section


def _measure(served: Served, kind: str) -> dict[str, Timing]:
    timings = {name: Timing(f"{kind} {name}") for name in ("first", "hot", "after a fact", "analysis")}
    reader = Connection(served.url, served.headers)
    _time(reader, PATH, timings["first"])
    for number in range(ROUNDS):
        _time(reader, PATH, timings["hot"])
        _time(reader, "/v1/accounts/a0/analysis?sections=completeness,capital", timings["analysis"])
        fact = {"type": "link_rated", "person": "o0", "other": f"a{number}-p1", "tone": 1, "strength": number % 10}
        httpx2.post(f"{served.url}/v1/facts", headers=served.headers, json=fact, trust_env=False).raise_for_status()
        _time(reader, PATH, timings["after a fact"])
    reader.close()
    return timings


def _time(reader: Connection, path: str, timing: Timing) -> None:
    started = time.perf_counter()
    timing.bytes = len(reader.get(path))
    timing.seconds.append(time.perf_counter() - started)


def _write(path: Path) -> None:
    recorded = {"recorded_at": "2025-01-01T00:00:00.000000Z", "effective": DAY}
    path.write_text("".join(json.dumps(recorded | fact) + "\n" for fact in _facts()))


def _facts() -> Iterator[Fact]:
    chance = random.Random("portfolio")
    for colleague in range(COLLEAGUES):
        yield {"type": "person_introduced", "person": f"o{colleague}", "name": f"Ours {colleague}", "ours": True}
    for account in range(ACCOUNTS):
        yield from _account(f"a{account}", chance)


def _account(id: str, chance: random.Random) -> Iterator[Fact]:
    yield {"type": "organization_registered", "organization": id, "name": id.upper(), "country": chance.choice("CDF")}
    yield {"type": "account_opened", "organization": id}
    lead = f"o{chance.randrange(COLLEAGUES)}"
    yield {"type": "coverage_assigned", "person": lead, "organization": id, "part": "lead"}
    for role in range(ROLES):
        above = {"reports_to": f"{id}-r{(role - 1) // SPAN}"} if role else {}
        yield {"type": "role_defined", "role": f"{id}-r{role}", "organization": id, "title": f"Manager {role}", **above}
        yield {"type": "person_introduced", "person": f"{id}-p{role}", "name": f"Person {role}"}
        yield {"type": "person_took_role", "person": f"{id}-p{role}", "role": f"{id}-r{role}"}
    for number in range(LINKS):
        one, other = chance.sample(range(ROLES), 2)
        ends = {"person": f"{id}-p{one}", "other": lead if number < ROLES // 3 else f"{id}-p{other}"}
        rated = {"tone": chance.choice((-1, 0, 1, 2)), "strength": chance.randrange(1, 11)}
        yield {"type": "link_rated", **ends, **rated}
