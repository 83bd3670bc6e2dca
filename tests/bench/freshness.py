"""From the answer to a posted fact until a map shows it, against what one map read takes."""

import time
import uuid
from collections.abc import Iterator

import httpx2

from tests.bench import product, workload
from tests.bench.client import Connection
from tests.bench.figures import TIMING_COLUMNS, Ratio, Section, Timing
from tests.bench.options import Options
from tests.bench.stores import Stores
from tests.serving import Served, serving

TIMES = 40
ROLE = f"{workload.LARGE}-r00007"
PATIENCE = 10.0


def run(stores: Stores, size: str, options: Options) -> Section:
    section = Section(f"A posted fact in the map, size {size}", TIMING_COLUMNS)
    section.notes.append("Reduced shape, today; reads before and after each post, in turns.")
    facts = product.facts_file(stores, size)
    for kind in options.databases:
        url, loaded = stores.once(kind, f"incumbent_{size.lower()}", lambda url: product.load(url, facts))
        with serving(url, key=loaded["key"], workspace=product.WORKSPACE) as served:
            timings = _measure(served, kind)
        section.add_timings(list(timings.values()))
        section.ratios += _ratios(kind, timings)
    return section


def _measure(served: Served, kind: str) -> dict[str, Timing]:
    timings = {name: Timing(f"{kind} {name}") for name in ("read", "post", "visible")}
    reader = Connection(served.url, served.headers)
    path = product.map_path(workload.LARGE, product.REDUCED)
    timings["read"].bytes = len(reader.get(path))
    with httpx2.Client(base_url=served.url, headers=served.headers, timeout=60) as writer:
        for _ in range(TIMES):
            title = f"Title {uuid.uuid4()}"
            for name, took in _one(reader, path, writer, title):
                timings[name].seconds.append(took)
    reader.close()
    return timings


def _one(reader: Connection, path: str, writer: httpx2.Client, title: str) -> Iterator[tuple[str, float]]:
    started = time.perf_counter()
    reader.get(path)
    yield "read", time.perf_counter() - started
    started = time.perf_counter()
    writer.post("/v1/facts", json={"type": "role_restructured", "role": ROLE, "title": title}).raise_for_status()
    answered = time.perf_counter()
    yield "post", answered - started
    while title.encode() not in bytes(reader.get(path)):
        if time.perf_counter() - answered > PATIENCE:
            raise SystemExit("a posted fact did not show in the map")
    yield "visible", time.perf_counter() - answered


def _ratios(kind: str, timings: dict[str, Timing]) -> Iterator[Ratio]:
    read, visible = timings["read"], timings["visible"]
    yield Ratio(f"{kind}: visible after the answer, over one map read", visible.p50 / read.p50, 2)
    yield Ratio(f"{kind}: the same, p99 over p50", visible.p99 / read.p50)
