"""Random graphs of people, and influence found the long way: by adding up what reaches everybody, step after step."""

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from domain.analysis.graph import Floats, Graph, graph_of
from domain.analysis.weights import Weights

KINDS = "advice", "friendship", "reports_to"
SIGNED = st.floats(-1, 1, allow_subnormal=False).map(lambda weight: round(weight, 3))
SHARES = st.floats(0, 1).map(lambda share: round(share, 3)) | st.just(float("nan"))


class People(NamedTuple):
    graph: Graph
    position: Floats
    power: Floats


@st.composite
def people(draw: st.DrawFn, least: int = 1) -> People:
    size = draw(st.integers(least, 12))
    ends = st.integers(0, size - 1)
    edges = draw(st.lists(st.tuples(ends, ends, SIGNED, st.sampled_from(KINDS)), max_size=40))
    columns = [list(column) for column in zip(*edges, strict=True)] or [[], [], [], []]
    shares = st.lists(SHARES, min_size=size, max_size=size)
    return People(graph_of(size, *columns), np.array(draw(shares)), np.array(draw(shares)))


WEIGHTS = st.builds(
    Weights,
    base=st.floats(0, 2),
    damping=st.floats(0, 0.95),
    attention=st.floats(0.1, 20),
    hostility=st.floats(0, 4),
    kinds=st.dictionaries(st.sampled_from(KINDS), st.floats(0, 3)),
    direction=st.sampled_from(["followed", "mutual", "in", "out"]),
)


def binary(graph: Graph) -> list[list[int]]:
    """Ties between two different people, 1 or -1 by the sign of the last that was told between them."""
    table = [[0] * graph.size for _ in range(graph.size)]
    for source, target, weight in zip(graph.source, graph.target, graph.weight, strict=True):
        if source != target:
            table[source][target] = 1 if weight >= 0 else -1
    return table


def of_table(table: list[list[int]]) -> Graph:
    cells = [(i, j, sign) for i, row in enumerate(table) for j, sign in enumerate(row) if sign]
    columns = [list(column) for column in zip(*cells, strict=True)] or [[], [], []]
    return graph_of(len(table), *columns)


def spread(people: People, weights: Weights, largest: bool = False) -> list[float]:
    """Influence by its series, in plain Python. `largest`: attention bounded by whoever follows most, for everybody."""
    graph, n = people.graph, people.graph.size
    ties = _ties(graph, weights)
    units = 2 if weights.direction in ("in", "out") else 1
    paid = [0.0] * (n * units)
    for giver, _, counted in ties:
        paid[giver] += abs(counted)
    paid = [max(paid)] * len(paid) if largest else paid
    start = [
        weights.base + weights.position * _known(position) + weights.power * _known(power)
        for position, power in zip(people.position, people.power, strict=True)
    ] * units
    total, step = list(start), list(start)
    while max(map(abs, step)) > 1e-13:
        passed = [0.0] * len(step)
        for giver, taker, counted in ties:
            passed[taker] += weights.damping * counted / max(weights.attention, paid[giver]) * step[giver]
        step = passed
        total = [sum(pair) for pair in zip(total, step, strict=True)]
    return total[n:] if weights.direction == "out" else total[:n]


def _known(told: float) -> float:
    return 0.0 if np.isnan(told) else float(told)


def _ties(graph: Graph, weights: Weights) -> list[tuple[int, int, float]]:
    n, found = graph.size, []
    columns = graph.source.tolist(), graph.target.tolist(), graph.weight.tolist(), graph.kind.tolist()
    for source, target, weight, kind in zip(*columns, strict=True):
        if source == target:
            continue
        factor = weights.kinds.get(graph.kinds[kind], 1) * (weights.hostility if weight < 0 else 1)
        shift = n if weights.direction in ("in", "out") else 0
        found.append((source + shift, target, weight * factor))
        if weights.direction != "followed":
            found.append((target, source + shift, weight * factor))
    return found
