"""The map over HTTP at both clocks, against endpoints that know only the present and against ready bytes."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import product as combinations_of

import httpx2

from tests.bench import product, workload
from tests.bench.asking import asking
from tests.bench.client import Order
from tests.bench.figures import TIMING_COLUMNS, Ratio, Section, Timing
from tests.bench.options import Options
from tests.bench.peers import load
from tests.bench.peers.running import peer
from tests.bench.stores import Stores
from tests.bench.turns import Contestant, take_turns
from tests.serving import Served, serving

POINTS_OF_A_TURN = 4_000  # more than anybody answers in one, so that no dates come twice
SHAPES = {"reduced": product.REDUCED, "full": None}
TIMES = ("now", "past/now", "past/past")
GOALS = {"S": (1 / 2, None), "M": (1 / 3, 1 / 25), "L": (1 / 2, 1 / 15)}  # of b lean, of b


@dataclass
class Field:
    """Everybody who runs for one size."""

    stores: Stores
    size: str
    options: Options
    running: ExitStack
    contestants: list[Contestant]

    def enter_present(self, kind: str) -> None:
        """`b` and `b lean`, each in a process of its own."""
        facts = product.facts_file(self.stores, self.size)
        url, _ = self.stores.once(kind, f"crm_{self.size.lower()}", lambda url: load.present(facts, url))
        for name, prefix in (("b", ""), ("b lean", "/lean")):
            address = self.running.enter_context(peer("crm", CRM_URL=url))
            self._enter(f"{name} {kind}", address, f"{prefix}/accounts/{workload.LARGE}/map")

    def enter_incumbent(self, kind: str) -> None:
        facts = product.facts_file(self.stores, self.size)
        url, loaded = self.stores.once(kind, f"incumbent_{self.size.lower()}", lambda url: product.load(url, facts))
        served = self.running.enter_context(
            serving(url, product.NO_COMPARING, key=loaded["key"], workspace=product.WORKSPACE)
        )
        for account in (workload.LARGE, workload.SMALL):
            product.check(served, facts, account, self.options.points)
        for shape, when in combinations_of(SHAPES, TIMES):
            self._enter_map(served, kind, workload.LARGE, shape, when)
        for when in ("now", "past/past"):
            self._enter_map(served, kind, workload.SMALL, "reduced", when)

    def enter_ready_bytes(self) -> None:
        """As many constant bytes as somebody answers now, for each of those answers."""
        like = [c for c in self.contestants if c.name.endswith(" now") or c.name.startswith("b lean")]
        lengths = [len(_body(contestant)) for contestant in like]
        address = self.running.enter_context(peer("constant", READY=",".join(map(str, lengths))))
        for i, contestant in enumerate(like):
            self._enter(f"h as {contestant.name}", address, f"/ready/{i}")

    def _enter(self, name: str, address: str, path: str) -> None:
        self.contestants.append(Contestant(name, Order(address, []), lambda turn: [path]))

    def _enter_map(self, served: Served, kind: str, account: str, shape: str, when: str) -> None:
        name = f"incumbent {kind} {account} {shape} {when}"
        order = Order(served.url, [], headers=served.headers)
        self.contestants.append(Contestant(name, order, lambda turn: list(_paths(account, shape, when, (name, turn)))))


def _paths(account: str, shape: str, when: str, seed: object) -> Iterator[str]:
    """The same path for now; else a new pair of dates for every request."""
    if when == "now":
        yield product.map_path(account, SHAPES[shape])
        return
    for as_of, known_at in workload.random_points(POINTS_OF_A_TURN, seed):
        yield product.map_path(account, SHAPES[shape], as_of, known_at if when == "past/past" else None)


def _body(contestant: Contestant) -> bytes:
    url = contestant.order.url + contestant.paths(0)[0]
    return httpx2.get(url, headers=contestant.order.headers, timeout=120).raise_for_status().content


def run(stores: Stores, size: str, options: Options) -> Section:
    with ExitStack() as running:
        field = Field(stores, size, options, running, [])
        for kind in options.databases:
            field.enter_present(kind)
        for kind in options.databases if not options.peers_only else ():
            field.enter_incumbent(kind)
        field.enter_ready_bytes()
        with asking(options.client) as ask:
            timings = take_turns(field.contestants, ask, options.rounds, options.seconds)
    section = Section(f"Map over HTTP, size {size}", TIMING_COLUMNS, notes=[_note(size)])
    section.add_timings(list(timings.values()))
    for kind in options.databases:
        section.ratios += _of_the_peers(kind, timings) if options.peers_only else ratios(size, kind, timings)
    return section


def _of_the_peers(kind: str, timings: dict[str, Timing]) -> Iterator[Ratio]:
    lean = timings[f"b lean {kind}"].p50
    yield Ratio(f"{kind}: b over b lean", timings[f"b {kind}"].p50 / lean)
    yield Ratio(f"{kind}: b lean over ready bytes", lean / timings[f"h as b lean {kind}"].p50)


def _note(size: str) -> str:
    roles, acts = workload.SIZES[size]
    return f"{roles:,} roles x {acts} acts; one kept-alive connection; every past request at dates of its own."


def ratios(size: str, kind: str, timings: dict[str, Timing]) -> Iterator[Ratio]:
    """Everything of one database, from p50 of this run."""
    p50 = {name: timing.p50 for name, timing in timings.items()}
    large, small = f"incumbent {kind} {workload.LARGE}", f"incumbent {kind} {workload.SMALL}"
    of_lean, of_b = GOALS.get(size, (None, None))
    for shape in SHAPES:
        mine = p50[f"{large} {shape} past/past"]
        lean, b = (of_lean, of_b) if shape == "reduced" else (None, None)
        yield Ratio(f"{kind}: past/past {shape} over b lean's present", mine / p50[f"b lean {kind}"], lean)
        yield Ratio(f"{kind}: past/past {shape} over b's present", mine / p50[f"b {kind}"], b)
        yield from _over_itself(kind, shape, p50)
    for when in ("now", "past/past"):
        mine, ready = p50[f"{small} reduced {when}"], p50[f"h as {small} reduced now"]
        yield Ratio(f"{kind}: 30 roles, {when} over ready bytes", mine / ready, 3)


def _over_itself(kind: str, shape: str, p50: dict[str, float]) -> Iterator[Ratio]:
    large = f"incumbent {kind} {workload.LARGE} {shape}"
    now, ready = p50[f"{large} now"], p50[f"h as {large} now"]
    goal = 1.4 if shape == "reduced" else None
    yield Ratio(f"{kind}: past/now {shape} over now", p50[f"{large} past/now"] / now, goal)
    yield Ratio(f"{kind}: past/past {shape} over now", p50[f"{large} past/past"] / now, goal)
    yield Ratio(f"{kind}: now {shape} over ready bytes", now / ready)
    yield Ratio(f"{kind}: past/past {shape} over ready bytes", p50[f"{large} past/past"] / ready)
