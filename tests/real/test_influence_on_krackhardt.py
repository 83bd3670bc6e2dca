"""Influence in a firm that was really observed: the same as by dense matrices, and as its observers described it."""

import numpy as np
import pytest

from domain.analysis.graph import Floats
from domain.analysis.influence_measure import influence
from domain.analysis.weights import Direction, Weights
from tests.real.krackhardt import Firm, firm


def dense(observed: Firm, weights: Weights) -> Floats:
    """Of ties that are followed and all weigh 1, by a dense matrix and NumPy's own solution."""
    n, follows = len(observed.people), np.zeros((len(observed.people),) * 2)
    np.add.at(follows, (observed.graph.source, observed.graph.target), 1.0)
    shares = follows / np.maximum(follows.sum(axis=1), weights.attention)[:, None]
    start = weights.base + weights.position * observed.position
    return np.linalg.solve(np.eye(n) - weights.damping * shares.T, start)


def ranked(observed: Firm, values: Floats) -> list[str]:
    return [observed.people[index] for index in np.argsort(-values)]


def advice(observed: Firm) -> Firm:
    return observed._replace(graph=observed.graph.of_kinds(["Advice"]))


def test_it_is_what_a_dense_solution_gives() -> None:
    observed = firm()
    for weights in (Weights(), Weights(damping=0.95, attention=1), Weights(position=0, attention=12)):
        found = influence(observed.graph, observed.position, observed.power, weights).values
        assert found == pytest.approx(dense(observed, weights), rel=1e-12)


@pytest.mark.parametrize("direction", ["in", "out"])
def test_pn_of_the_directed_network_is_what_its_formula_gives(direction: Direction) -> None:
    observed = advice(firm())
    n = len(observed.people)
    weights = Weights(base=1, position=0, damping=1, attention=2 * (n - 1), direction=direction)
    asks = np.zeros((n, n))
    asks[observed.graph.source, observed.graph.target] = 1
    a = asks.T if direction == "in" else asks
    scale = 2 * n - 2
    expected = np.linalg.solve(np.eye(n) - a @ a.T / scale**2, (np.eye(n) + a / scale) @ np.ones(n))
    found = influence(observed.graph, observed.position, observed.power, weights).values
    assert found == pytest.approx(expected, rel=1e-12)


def test_the_president_and_the_advice_hub_stand_out() -> None:
    observed = firm()
    found = ranked(observed, influence(observed.graph, observed.position, observed.power).values)
    asked = np.bincount(advice(observed).graph.target)
    assert found[0] == "A07"
    assert observed.people[int(np.argmax(asked))] == "A02"
    assert "A02" in found[:3]
    without_posts = influence(observed.graph, observed.position, observed.power, Weights(position=0)).values
    assert "A02" in ranked(observed, without_posts)[:2]


def test_hostility_towards_the_president_lowers_the_president_most() -> None:
    observed = firm()
    before = influence(observed.graph, observed.position, observed.power).values
    president = observed.people.index("A07")
    advising = observed.graph.kinds.index("Advice")
    hostile = (observed.graph.target == president) & (observed.graph.kind == advising)
    graph = observed.graph._replace(weight=np.where(hostile, -observed.graph.weight, observed.graph.weight))
    lost = before - influence(graph, observed.position, observed.power).values
    assert lost[president] > 0
    assert np.argmax(lost) == president
