"""Incumbent as its users meet it: the command line and HTTP."""

import json
import time
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2

from tests.bench import states, workload
from tests.bench.stores import Stores
from tests.serving import Served, incumbent, new_key

WORKSPACE = "bench"
REDUCED = "roles.id,roles.title,roles.reports_to,roles.holders.person"  # what the peers answer; None is the full shape
FACTS = "facts-{}.jsonl"
NO_COMPARING = {"INCUMBENT_VERIFY_ACCOUNTS": "0"}  # a server that is new to a database begins with that


def facts_file(stores: Stores, size: str) -> Path:
    return stores.file(FACTS.format(size), lambda path: workload.write(size, path))


def line(fact: workload.Fact) -> str:
    return json.dumps(fact, separators=(",", ":"))


def load(url: str, facts: Path, *options: str) -> dict[str, Any]:
    """Import a file into an empty database; gives a key, the number of facts and the seconds of the import alone."""
    incumbent(url, "migrate")
    key = new_key(url, WORKSPACE)
    with facts.open() as lines:
        count = sum(1 for _ in lines)
    started = time.perf_counter()
    incumbent(url, "import", "--workspace", WORKSPACE, "--keep-recorded", *options, str(facts))
    return {"key": key, "facts": count, "seconds": time.perf_counter() - started}


@lru_cache(maxsize=2)
def roles_of(facts: Path, account: str) -> dict[str, list[workload.Fact]]:
    return states.by_role(workload.read(facts), account)


def map_path(account: str, fields: str | None, as_of: str | None = None, known_at: str | None = None) -> str:
    asked = {"as_of": as_of, "known_at": known_at, "fields": fields}
    query = urlencode({name: value for name, value in asked.items() if value}, safe=",.:")
    return f"/v1/accounts/{account}/map" + (f"?{query}" if query else "")


def holders(served: Served, account: str, as_of: str | None, known_at: str | None) -> dict[str, Any]:
    """{role: (title, reports_to, holders)} as Incumbent answers it."""
    path = map_path(account, REDUCED, as_of, known_at)
    answer = httpx2.get(served.url + path, headers=served.headers, timeout=120)
    answer.raise_for_status()
    roles = answer.json()["roles"]
    return {
        role["id"]: (role["title"], role.get("reports_to"), {holder["person"] for holder in role["holders"]})
        for role in roles
    }


def check(served: Served, facts: Path, account: str, points: int) -> int:
    """Compare with the plain derivation at random points and now; any difference ends the benchmark."""
    roles = roles_of(facts, account)
    pairs: list[tuple[str | None, str | None]] = [(None, None), *workload.random_points(points, account)]
    for as_of, known_at in pairs:
        expected = states.map_at(roles, as_of or states.ALWAYS[0], known_at or states.ALWAYS[1])
        wanted = {name: (s.title, s.reports_to, {s.holder} - {None}) for name, s in expected.items()}
        got = holders(served, account, as_of, known_at)
        if got != wanted:
            different = [name for name in got.keys() | wanted.keys() if got.get(name) != wanted.get(name)]
            shown = [(name, got.get(name), wanted.get(name)) for name in sorted(different)[:3]]
            raise SystemExit(f"{account} at {as_of}, {known_at}: {len(different)} roles differ, such as {shown}")
    return len(pairs)
