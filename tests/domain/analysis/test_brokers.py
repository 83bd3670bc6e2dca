"""Betweenness is what counting shortest ways gives; whom others ask is counted by strength."""

from itertools import combinations

import pytest
from hypothesis import given

from domain.analysis.brokers import asked, betweenness
from domain.analysis.graph import Graph, graph_of
from tests.domain.analysis.graphs import People, people


def shortest_ways(graph: Graph, start: int, end: int) -> list[tuple[int, ...]]:
    ties = graph.friendly.pairs
    chains: list[tuple[int, ...]] = [(start,)]
    while chains:
        arrived = [chain for chain in chains if chain[-1] == end]
        if arrived:
            return arrived
        steps = {(a, b) for a, b in ties} | {(b, a) for a, b in ties}
        chains = [(*chain, b) for chain in chains for a, b in steps if a == chain[-1] and b not in chain]
    return []


def counted(graph: Graph) -> list[float]:
    through = [0.0] * graph.size
    for start, end in combinations(range(graph.size), 2):
        ways = shortest_ways(graph, start, end)
        for way in ways:
            for person in way[1:-1]:
                through[person] += 1 / len(ways)
    pairs = (graph.size - 1) * (graph.size - 2) / 2
    return [one / pairs if pairs else 0.0 for one in through]


def smaller(someone: People) -> Graph:
    """Few enough ties that all ways can be tried."""
    return someone.graph.only(someone.graph.weight > 0.4)


@given(people())
def test_betweenness_is_what_counting_ways_gives(someone: People) -> None:
    graph = smaller(someone)
    assert betweenness(graph).tolist() == pytest.approx(counted(graph))


def test_the_one_between_all_others_has_it_all() -> None:
    star = graph_of(4, [0, 0, 3], [1, 2, 0], [1, 0.1, 0.5])
    assert betweenness(star).tolist() == [1, 0, 0, 0]
    assert betweenness(star) != pytest.approx(counted(star.only(star.weight > 0.2)))


def test_they_are_asked_as_much_as_others_turn_to_them() -> None:
    advice = graph_of(3, [0, 1, 0, 2, 2], [2, 2, 1, 1, 2], [0.5, 0.25, 1, -1, 1])
    assert asked(advice).tolist() == [0, 1, 0.75]
