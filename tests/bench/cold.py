"""The first read of an account in a process that has just started, against an endpoint over an interval table."""

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace

import httpx2

from tests.bench import product, states, workload
from tests.bench.asking import Ask, asking
from tests.bench.client import Order
from tests.bench.figures import TIMING_COLUMNS, Ratio, Section, Timing, console
from tests.bench.options import Options
from tests.bench.peers import load
from tests.bench.peers.running import peer
from tests.bench.stores import Stores
from tests.serving import serving

AFTER = 15  # requests after the first


@dataclass
class Starter:
    """Somebody who is started again and again, and asked as soon as it answers at all."""

    name: str
    start: Callable[[], AbstractContextManager[Order]]
    path: Callable[[str, str], str]
    first: Timing = field(init=False)
    warmed: Timing = field(init=False)

    def __post_init__(self) -> None:
        self.first, self.warmed = Timing(f"{self.name}, first"), Timing(f"{self.name}, warmed")

    def ask_once_started(self, ask: Ask, turn: int) -> None:
        paths = [self.path(*point) for point in workload.random_points(AFTER + 1, ("cold", turn))]
        with self.start() as order:
            report = ask(replace(order, paths=paths, seconds=0, least=len(paths), warm_up=0))
        self.first.seconds.append(report.seconds[0])
        self.warmed.seconds += report.seconds[1:]
        self.first.bytes = self.warmed.bytes = report.bytes


def run(stores: Stores, size: str, options: Options) -> Section:
    starters = [starter for kind in options.databases for starter in _starters(stores, size, kind, options)]
    with asking("own") as ask:
        for turn in range(options.starts):
            console.print(f"start {turn + 1} of {options.starts}", style="dim")
            for starter in random.sample(starters, len(starters)):
                starter.ask_once_started(ask, turn)
    title = f"First read of an account in a fresh process, size {size}"
    section = Section(title, TIMING_COLUMNS, notes=["Random past dates on both clocks; the same ones for everybody."])
    section.add_timings([timing for starter in starters for timing in (starter.first, starter.warmed)])
    for kind in options.databases if not options.peers_only else ():
        section.ratios += _ratios(kind, {starter.name: starter for starter in starters})
    return section


def _starters(stores: Stores, size: str, kind: str, options: Options) -> Iterator[Starter]:
    yield _interval_table(stores, size, kind, options.points)
    if not options.peers_only:
        yield _incumbent(stores, size, kind)


def _interval_table(stores: Stores, size: str, kind: str, points: int) -> Starter:
    facts = product.facts_file(stores, size)
    rows = stores.file(f"intervals-{size}.jsonl", lambda path: load.write_rows(facts, path))
    url, _ = stores.once(kind, f"intervals_{size.lower()}", lambda url: load.intervals(rows, url))
    path = f"/accounts/{workload.LARGE}/map"
    asked = path + "?as_of={}&known_at={}"
    starter = Starter(f"interval table {kind}", lambda: _peer_started(url), asked.format)
    _check(starter, product.roles_of(facts, workload.LARGE), points)
    return starter


def _incumbent(stores: Stores, size: str, kind: str) -> Starter:
    facts = product.facts_file(stores, size)
    url, loaded = stores.once(kind, f"incumbent_{size.lower()}", lambda url: product.load(url, facts))
    return Starter(
        f"incumbent {kind}",
        lambda: _product_started(url, loaded["key"]),
        lambda as_of, known_at: product.map_path(workload.LARGE, product.REDUCED, as_of, known_at),
    )


@contextmanager
def _peer_started(url: str) -> Iterator[Order]:
    with peer("intervals", INTERVALS_URL=url) as address:
        yield Order(address, [])


@contextmanager
def _product_started(url: str, key: str) -> Iterator[Order]:
    with serving(url, key=key, workspace=product.WORKSPACE) as served:
        yield Order(served.url, [], headers=served.headers)


def _check(starter: Starter, roles: dict[str, list[workload.Fact]], points: int) -> None:
    with starter.start() as order:
        for as_of, known_at in workload.random_points(points, starter.name):
            answer = httpx2.get(order.url + starter.path(as_of, known_at), timeout=120).raise_for_status().json()
            got = {row["role"]: states.State(row["title"], row["reports_to"], row["holder"]) for row in answer}
            if got != states.map_at(roles, as_of, known_at):
                raise SystemExit(f"{starter.name} is wrong at {as_of}, {known_at}")


def _ratios(kind: str, starters: dict[str, Starter]) -> Iterator[Ratio]:
    mine, theirs = starters[f"incumbent {kind}"], starters[f"interval table {kind}"]
    yield Ratio(f"{kind}: first over the interval table's first", mine.first.p50 / theirs.first.p50, 3)
    yield Ratio(f"{kind}: first over the interval table's warmed", mine.first.p50 / theirs.warmed.p50)
    yield Ratio(f"{kind}: warmed over the interval table's warmed", mine.warmed.p50 / theirs.warmed.p50)
