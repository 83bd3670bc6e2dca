"""Influence is PN centrality where that is defined, and what the series adds up to everywhere else."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.analysis.graph import Floats, graph_of, steps_along
from domain.analysis.influence_measure import influence
from domain.analysis.weights import Direction, Weights, link_weight
from domain.errors import InvalidRequest
from tests.domain.analysis.graphs import WEIGHTS, People, binary, of_table, people, spread

# Table 5 of Everett and Borgatti (2014), and the centralities that their article gives for it.
TABLE_5 = [
    [0, 1, 0, 1, 0, 0, 0, -1, -1, 0],
    [1, 0, 1, -1, 1, -1, -1, 0, 0, 0],
    [0, 1, 0, 1, -1, 0, 0, 0, -1, 0],
    [1, -1, 1, 0, 1, -1, -1, 0, 0, 0],
    [0, 1, -1, 1, 0, 1, 0, -1, 0, -1],
    [0, -1, 0, -1, 1, 0, 1, 0, 1, -1],
    [0, -1, 0, -1, 0, 1, 0, 1, -1, 1],
    [-1, 0, 0, 0, -1, 0, 1, 0, 1, 0],
    [-1, 0, -1, 0, 0, 1, -1, 1, 0, 1],
    [0, 0, 0, 0, -1, -1, 1, 0, 1, 0],
]
PN_OF_TABLE_5 = [
    0.9009747, 0.8613482, 0.9076997, 0.8613482, 0.8410658, 0.8496558, 0.8617321, 0.9015909, 0.8509848, 0.9072930,
]  # fmt: skip
TOLD = np.array([0.3, 0.6, 0.0, 0.9, np.nan])


def published(size: int, direction: Direction) -> Weights:
    return Weights(base=1, position=0, power=0, damping=1, attention=2 * (size - 1), direction=direction)


def pn(table: list[list[int]], direction: Direction) -> Floats:
    """Of a table of ties, by the formulas of the article as they stand there, with dense matrices."""
    ties = np.array(table, dtype=float)
    a = np.where(ties > 0, 1.0, 0.0) - 2 * np.where(ties < 0, 1.0, 0.0)
    n, one = len(a), np.eye(len(a))
    if direction == "mutual":
        return np.asarray(np.linalg.inv(one - a / (2 * n - 2)).sum(axis=1))
    a = a.T if direction == "in" else a
    both = np.linalg.inv(one - a @ a.T / (2 * n - 2) ** 2) @ (one + a / (2 * n - 2))
    return np.asarray(both.sum(axis=1))


def values(someone: People, weights: Weights) -> Floats:
    return influence(*someone, weights).values


def nobody_told(table: list[list[int]]) -> People:
    return People(of_table(table), np.zeros(len(table)), np.zeros(len(table)))


def once(table: list[list[int]]) -> list[list[int]]:
    """A mutual tie told once."""
    return [[sign if j > i else 0 for j, sign in enumerate(row)] for i, row in enumerate(table)]


def test_the_example_of_the_article_gets_its_values() -> None:
    found = values(nobody_told(once(TABLE_5)), published(10, "mutual"))
    assert found == pytest.approx(PN_OF_TABLE_5, abs=1e-7)
    assert pn(TABLE_5, "mutual") == pytest.approx(PN_OF_TABLE_5, abs=1e-7)


@given(people(least=3), st.sampled_from(["mutual", "in", "out"]))
def test_it_is_pn_centrality_of_any_graph_of_friends_and_enemies(someone: People, direction: Direction) -> None:
    table = binary(someone.graph)
    if direction == "mutual":
        table = [[table[min(i, j)][max(i, j)] for j in range(len(table))] for i in range(len(table))]
    paid = np.where(np.array(table) < 0, 2, np.abs(table))
    assume(max(paid.sum(axis=0).max(), paid.sum(axis=1).max()) < 2 * (len(table) - 1))
    told = nobody_told(once(table) if direction == "mutual" else table)
    assert values(told, published(len(table), direction)) == pytest.approx(pn(table, direction), rel=1e-9)


@given(people(), WEIGHTS)
def test_it_is_the_sum_of_what_reaches_everybody_by_ever_longer_ways(someone: People, weights: Weights) -> None:
    assert values(someone, weights) == pytest.approx(spread(someone, weights), rel=1e-8, abs=1e-9)


@given(people(), WEIGHTS)
def test_why_adds_up_to_the_whole(someone: People, weights: Weights) -> None:
    found = influence(*someone, weights)
    for person, value in enumerate(found.values):
        why = found.why(person)
        parts = why.base, why.position, why.power, *(one.amount for one in why.neighbors)
        assert why.total == value == pytest.approx(sum(parts), abs=1e-9)
        for one in why.neighbors:
            assert {person, one.person} == {someone.graph.source[one.edge], someone.graph.target[one.edge]}


def without(someone: People, edge: int) -> People:
    return someone._replace(graph=someone.graph.only(np.arange(len(someone.graph.source)) != edge))


def reached(someone: People, start: int) -> set[int]:
    steps, seen, left = steps_along(someone.graph), {start}, [start]
    while left:
        fresh = {person for person, _ in steps[left.pop()]} - seen
        seen |= fresh
        left += fresh
    return seen


def local(someone: People, before: list[float], after: list[float], edge: int) -> bool:
    """Whether people whom no way leads to from the source of a link have what they had with it."""
    touched = reached(someone, int(someone.graph.source[edge]))
    return all(before[i] == pytest.approx(after[i]) for i in range(someone.graph.size) if i not in touched)


@given(people(), WEIGHTS, st.data())
def test_a_removed_link_leaves_unconnected_parts_unchanged(
    someone: People, weights: Weights, data: st.DataObject
) -> None:
    assume(weights.direction == "followed" and len(someone.graph.source))
    edge = data.draw(st.integers(0, len(someone.graph.source) - 1))
    before, after = values(someone, weights), values(without(someone, edge), weights)
    assert local(someone, list(before), list(after), edge)


def test_one_bound_for_all_would_change_them() -> None:
    graph, weights = graph_of(5, [0, 0, 3], [1, 2, 4], [1, 1, 1]), Weights(attention=0.1)
    someone = People(graph, TOLD, TOLD)
    less = without(someone, 1)
    assert not local(someone, spread(someone, weights, largest=True), spread(less, weights, largest=True), 1)
    assert local(someone, spread(someone, weights), spread(less, weights), 1)


@given(people(least=2), WEIGHTS, st.data())
def test_a_hostile_link_never_raises_and_a_friendly_one_never_lowers(
    someone: People, weights: Weights, data: st.DataObject
) -> None:
    assume(weights.direction == "followed")
    source, target = data.draw(st.permutations(range(someone.graph.size)))[:2]
    before = values(someone, weights)
    assume(before[source] > 1e-6)
    graph = someone.graph
    for weight in (-0.7, 0.7):
        columns = [*graph.source, source], [*graph.target, target], [*graph.weight, weight]
        kinds = [graph.kinds[kind] for kind in graph.kind]
        more = someone._replace(graph=graph_of(graph.size, *columns, [*kinds, "advice"]))
        assert (values(more, weights)[target] - before[target]) * np.sign(weight) >= -1e-9


def test_a_hostile_link_lowers_and_so_does_a_friend_who_is_lost() -> None:
    def of(weight: float) -> float:
        return float(values(People(graph_of(3, [0, 1], [2, 2], [weight, 1]), np.ones(3), np.zeros(3)), Weights())[2])

    assert of(-1) < of(-0.2) < of(0) < of(0.5) < of(1)


@pytest.mark.parametrize("direction", ["followed", "mutual", "in", "out"])
def test_nobody_and_nothing_between_people_are_graphs_too(direction: Direction) -> None:
    weights = Weights(direction=direction)
    assert values(People(graph_of(0, [], [], []), np.zeros(0), np.zeros(0)), weights).tolist() == []
    alone = values(People(graph_of(2, [0], [0], [1]), np.array([1, np.nan]), np.zeros(2)), weights)
    assert alone.tolist() == [1.1, 0.1]


def test_no_damping_is_refused_where_somebody_passes_on_all_they_have() -> None:
    with pytest.raises(InvalidRequest, match="damping: expected less than 1"):
        values(People(graph_of(2, [0], [1], [1]), np.zeros(2), np.zeros(2)), Weights(damping=1, attention=1))


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        (([0, 1], [1], [1]), "differ in length"),
        (([0], [2], [1]), "from 0 to 1"),
        (([-1], [0], [1]), "from 0 to 1"),
        (([0], [1], [1.5]), "from -1 to 1"),
        (([0], [1], [float("nan")]), "from -1 to 1"),
    ],
)
def test_columns_that_make_no_graph_are_refused(columns: tuple[list[int], list[int], list[float]], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        graph_of(2, *columns)


@pytest.mark.parametrize(
    ("tone", "strength", "weight"),
    [
        (2, 10, 1),
        (-2, 10, -1),
        (0, 10, 0.5),
        (1, 8, 0.6),
        (-1, 4, -0.2),
        (None, None, 0.25),
        (2, 0, 0),
        (-2, None, -0.5),
    ],
)
def test_tone_and_strength_make_a_weight(tone: float | None, strength: float | None, weight: float) -> None:
    assert link_weight(tone, strength) == pytest.approx(weight)


def test_who_asks_for_no_analysis_pays_for_no_library() -> None:
    loading = "import sys, api.app, api.cli.asking, domain.analysis.influence_measure as one; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", loading], check=True, capture_output=True, text=True).stdout.split()
    assert "domain.analysis.system" in loaded
    assert not {"scipy", "rustworkx"} & set(loaded)
