"""Influence of a large account against SciPy's own solution of the same system, and what better links would change.

Both are given the same plain columns and load them: ours into a graph, the other into a sparse matrix. Their answers
are compared first, and those of a few better links with a run from the beginning.
"""

import random
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_array, eye_array
from scipy.sparse.linalg import spsolve

from domain.analysis.graph import Floats, graph_of
from domain.analysis.influence_measure import Influence, influence
from domain.analysis.reporting import positions
from domain.analysis.strengthening import Candidate, TheirLink, coverage, gains
from domain.analysis.weights import Weights
from tests.bench.figures import Ratio, Section, Timing

PEOPLE, LINKS, CANDIDATES, ROUNDS = 1_000, 5_000, 200, 15
SPAN = 7  # people who report to one superior
ADVICE, REPORTS = "advice", "reports_to"
COLUMNS = ("", "p50 ms", "best ms", "rounds")


class Columns(NamedTuple):
    """Links of an account as plain lists, and what is told of its people."""

    source: list[int]
    target: list[int]
    weight: list[float]
    kind: list[str]
    position: Floats
    power: Floats


def run() -> Section:
    section = Section(f"Influence: {PEOPLE:,} people, {LINKS:,} links, {CANDIDATES} better links", COLUMNS)
    account, weights = _account(), Weights()
    found, covered = ours(account, weights), np.random.default_rng(1).random(PEOPLE)
    better, reports = _better_links(), found.graph.of_kinds([REPORTS])
    _check(account, weights, found, covered, better)
    work: dict[str, Callable[[], object]] = {
        "ours: loaded and solved": lambda: ours(account, weights),
        "SciPy: loaded and solved": lambda: theirs(account, weights),
        "positions by reporting lines": lambda: positions(reports),
        "better links": lambda: gains(found, covered, better),
        "why, of everybody": lambda: [found.why(person) for person in range(PEOPLE)],
    }
    timings = _in_turns(work)
    section.rows += [[one.name, one.p50 * 1000, min(one.seconds) * 1000, len(one.seconds)] for one in timings.values()]
    mine, other, strengthening = (timings[name].p50 for name in (*[*work][:2], "better links"))
    section.ratios.append(Ratio("influence over SciPy's solution", mine / other, most=1.5))
    section.ratios.append(Ratio(f"{CANDIDATES} better links over one influence run", strengthening / mine, most=5))
    return section


def ours(account: Columns, weights: Weights) -> Influence:
    graph = graph_of(PEOPLE, account.source, account.target, account.weight, account.kind)
    return influence(graph, account.position, account.power, weights)


def theirs(account: Columns, weights: Weights) -> Floats:
    """The same system as SciPy's reader would write it down, and its own sparse solver."""
    counted = np.array(account.weight)
    counted[counted < 0] *= weights.hostility
    paid = np.bincount(account.source, np.abs(counted), PEOPLE)
    shares = weights.damping * counted / np.maximum(weights.attention, paid)[account.source]
    passed_on = coo_array((shares, (account.target, account.source)), shape=(PEOPLE, PEOPLE))
    start = weights.base + weights.position * account.position + weights.power * account.power
    solution: Floats = spsolve((eye_array(PEOPLE) - passed_on).tocsc(), start)
    return solution


def _in_turns(work: dict[str, Callable[[], object]]) -> dict[str, Timing]:
    timings = {name: Timing(name) for name in work}
    for _ in range(ROUNDS):
        for name in random.sample(list(work), len(work)):
            started = time.perf_counter()
            work[name]()
            timings[name].seconds.append(time.perf_counter() - started)
    return timings


def _account() -> Columns:
    """A tree of reporting lines; advice mostly among those who stand near each other; one link in ten hostile."""
    chance = random.Random("influence")
    source = list(range(1, PEOPLE))
    target = [(person - 1) // SPAN for person in source]
    while len(source) < LINKS:
        person = chance.randrange(PEOPLE)
        near = person + chance.choice((-1, 1)) * chance.randrange(1, 20)
        source.append(person)
        target.append(near % PEOPLE if chance.random() < 0.8 else (person + chance.randrange(1, PEOPLE)) % PEOPLE)
    advice = [chance.uniform(0.1, 1) * (-1 if chance.random() < 0.1 else 1) for _ in range(LINKS - PEOPLE + 1)]
    kinds = [REPORTS] * (PEOPLE - 1) + [ADVICE] * len(advice)
    told = np.random.default_rng(0).random((2, PEOPLE))
    return Columns(source, target, [1.0] * (PEOPLE - 1) + advice, kinds, told[0], told[1])


def _better_links() -> list[Candidate]:
    """Links among them: those of ours need no solution."""
    chance = random.Random("better links")
    ends = [chance.sample(range(PEOPLE), 2) for _ in range(CANDIDATES)]
    return [Candidate(theirs=(TheirLink(source, target, ADVICE, 1.0),)) for source, target in ends]


def _check(account: Columns, weights: Weights, found: Influence, covered: Floats, better: list[Candidate]) -> None:
    assert np.allclose(found.values, theirs(account, weights), rtol=1e-9)
    for gain in gains(found, covered, better)[:5]:
        (link,) = better[gain.candidate].theirs
        assert abs(coverage(ours(_with(account, link), weights).values, covered) - gain.coverage) < 1e-9


def _with(account: Columns, link: TheirLink) -> Columns:
    columns = zip(account.source, account.target, account.weight, account.kind, strict=True)
    rows = [row for row in columns if (row[0], row[1], row[3]) != link[:3]]
    rows.append((link.source, link.target, link.weight, link.kind))
    source, target, weight, kind = (list(column) for column in zip(*rows, strict=True))
    return Columns(source, target, weight, kind, account.position, account.power)
