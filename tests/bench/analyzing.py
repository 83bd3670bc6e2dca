"""The whole analysis of an account of 100 roles against one read of its map, over HTTP, both hot; and each section, and
the whole, of days that were not asked before, which are not kept."""

import json
import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from domain.analysis.sections import NAMES
from tests.bench import product
from tests.bench.client import Connection
from tests.bench.figures import TIMING_COLUMNS, Ratio, Section, Timing
from tests.bench.options import Options
from tests.bench.stores import Stores
from tests.serving import Served, serving

ROLES, LINKS, COLLEAGUES, OUR_LINKS, UNITS, SPAN, ROUNDS = 100, 400, 10, 50, 7, 7, 20
ACCOUNT, DAY, FIRST = "acme", "2022-01-01", date(2023, 1, 1)
Fact = dict[str, Any]


def run(stores: Stores, options: Options) -> Section:
    section = Section(f"The whole analysis of {ROLES} roles with {LINKS + OUR_LINKS} links", TIMING_COLUMNS)
    written = stores.file("facts-of-an-analyzed-account.jsonl", _write)
    for kind in options.databases:
        url, loaded = stores.once(kind, "analyzed", lambda url: product.load(url, written))
        with serving(url, key=loaded["key"], workspace=product.WORKSPACE) as served:
            timings = _measure(served, kind)
        section.add_timings(list(timings.values()))
        ratio = timings["analysis"].p50 / timings["map"].p50
        section.ratios.append(Ratio(f"{kind}: whole analysis over one map read", ratio, most=10))
        anew = timings["anew"].p50 / timings["map"].p50
        section.ratios.append(Ratio(f"{kind}: of a day not asked before", anew, most=10))
    return section


def _measure(served: Served, kind: str) -> dict[str, Timing]:
    base = f"/v1/accounts/{ACCOUNT}"
    paths = {"map": f"{base}/map", "analysis": f"{base}/analysis"}
    paths |= {name: f"{base}/analysis?sections={name}" for name in NAMES}
    timings = {name: Timing(f"{kind} {name}") for name in paths}
    timings["anew"] = Timing(f"{kind} analysis, a day not asked before")
    reader = Connection(served.url, served.headers)
    for name, path in paths.items():
        timings[name].bytes = len(reader.get(path))
    for turn in range(ROUNDS):
        anew = f"as_of={FIRST + timedelta(days=turn)}"
        asked = {name: f"{path}&{anew}" if name in NAMES else path for name, path in paths.items()}
        asked["anew"] = f"{paths['analysis']}?{anew}"
        for name in random.sample(list(asked), len(asked)):
            started = time.perf_counter()
            reader.get(asked[name])
            timings[name].seconds.append(time.perf_counter() - started)
    reader.close()
    return timings


def _write(path: Path) -> None:
    recorded = {"recorded_at": "2025-01-01T00:00:00.000000Z", "effective": DAY}
    path.write_text("".join(json.dumps(recorded | fact) + "\n" for fact in facts()))


def facts() -> Iterator[Fact]:
    yield {"type": "organization_registered", "organization": ACCOUNT, "name": "Acme"}
    for unit in range(UNITS):
        yield {"type": "unit_defined", "unit": f"u{unit}", "organization": ACCOUNT, "name": f"Unit {unit}"}
    for colleague in range(COLLEAGUES):
        yield {"type": "person_introduced", "person": f"o{colleague}", "name": f"Ours {colleague}", "ours": True}
    chance = random.Random("analyzed")
    for role in range(ROLES):
        yield from _held(role, chance)
    yield from _links(chance)


def _held(role: int, chance: random.Random) -> Iterator[Fact]:
    above = {"reports_to": f"r{(role - 1) // SPAN}"} if role else {}
    where = {"organization": ACCOUNT, "unit": f"u{role % UNITS}"}
    yield {"type": "role_defined", "role": f"r{role}", "title": f"Manager {role}", **where, **above}
    yield {"type": "person_introduced", "person": f"p{role}", "name": f"Person {role}"}
    yield {"type": "person_took_role", "person": f"p{role}", "role": f"r{role}"}
    yield {"type": "power_assessed", "person": f"p{role}", "role": f"r{role}", "power": chance.randrange(11)}


def _links(chance: random.Random) -> Iterator[Fact]:
    """Mostly among those who stand near each other; ours lead to the upper third."""
    pairs = {
        (role, (role + chance.randrange(1, 20)) % ROLES) for role in range(ROLES) for _ in range(LINKS // ROLES + 1)
    }
    for one, other in sorted(pairs)[:LINKS]:
        rated = {"tone": chance.choice((-2, -1, 0, 1, 1, 2, 2)), "strength": chance.randrange(1, 11)}
        yield {"type": "link_rated", "person": f"p{one}", "other": f"p{other}", "kind": "advice", **rated}
    for number in range(OUR_LINKS):
        ours, theirs = f"o{number % COLLEAGUES}", f"p{chance.randrange(ROLES // 3)}"
        yield {"type": "link_rated", "person": ours, "other": theirs, "tone": 1, "strength": chance.randrange(1, 8)}
