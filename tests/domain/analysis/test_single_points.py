"""Whom one cannot lose is found as by taking away each person and each tie in turn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.analysis.graph import Graph, graph_of
from domain.analysis.single_points import Part, SinglePoint, single_points
from tests.domain.analysis.graphs import People, people

Tie = tuple[int, int]


def ties_of(graph: Graph) -> set[Tie]:
    rows = zip(graph.source.tolist(), graph.target.tolist(), graph.weight.tolist(), strict=True)
    return {(min(one, other), max(one, other)) for one, other, weight in rows if weight > 0 and one != other}


def components(points: set[int], ties: set[Tie]) -> list[set[int]]:
    found, left = [], set(points)
    while left:
        part, fresh = set[int](), {min(left)}
        while fresh:
            part |= fresh
            fresh = {b for a, b in ties if a in fresh} | {a for a, b in ties if b in fresh}
            fresh = (fresh & points) - part
        found.append(part)
        left -= part
    return found


def reachable(points: set[int], ties: set[Tie], ours: set[int]) -> set[int]:
    return set().union(*[part for part in components(points, ties) if part & ours])


def taken_away(graph: Graph, ours: set[int]) -> dict[tuple[int, ...], set[int]]:
    """Whom we no longer reach without each person and each tie, where that is anybody."""
    everybody, ties = set(range(graph.size)), ties_of(graph)
    before = reachable(everybody, ties, ours)
    lost = {(one,): before - {one} - reachable(everybody - {one}, ties, ours - {one}) for one in everybody}
    cut = {tie: before - reachable(everybody, ties - {tie}, ours) for tie in ties}
    return {point: those for point, those in (lost | cut).items() if those}


def found_lost(graph: Graph, ours: set[int], reached: set[int]) -> dict[tuple[int, ...], set[int]]:
    found = single_points(graph, ours, np.ones(graph.size))
    points = [*found.people, *found.ties]
    return {
        point.people: {person for part in point.parts for person in part.people}
        for point in points
        if set(point.people) <= reached
    }


@given(people(), st.data())
def test_what_comes_off_from_us_is_what_taking_each_away_shows(someone: People, data: st.DataObject) -> None:
    graph = someone.graph
    ours = data.draw(st.sets(st.integers(0, graph.size - 1), min_size=1, max_size=4))
    reached = reachable(set(range(graph.size)), ties_of(graph), ours)
    assert found_lost(graph, ours, reached) == taken_away(graph, ours)


def test_the_comparison_sees_a_tie_that_is_missing() -> None:
    graph = graph_of(4, [0, 1, 2, 3], [1, 2, 3, 1], [1, 1, 1, 1])
    less = graph.only(np.array([True, True, True, False]))
    assert found_lost(graph, {0}, {0, 1, 2, 3}) == taken_away(graph, {0})
    assert found_lost(less, {0}, {0, 1, 2, 3}) != taken_away(graph, {0})


@given(people())
def test_where_nobody_is_ours_all_but_the_worthiest_part_comes_off(someone: People) -> None:
    graph = someone.graph
    everybody, ties = set(range(graph.size)), ties_of(graph)
    found = single_points(graph, (), np.ones(graph.size))
    whole = len(components(everybody, ties))
    parts = {one: len(components(everybody - {one}, ties)) - whole for one in everybody}
    assert {point.people[0]: len(point.parts) for point in found.people} == {
        one: more for one, more in parts.items() if more > 0
    }
    assert {point.people for point in found.ties} == {
        tie for tie in ties if len(components(everybody, ties - {tie})) > whole
    }


def test_the_worst_comes_first_and_says_what_breaks() -> None:
    """Ours is 0, who knows 1; behind 1 are 2 and 3 together, and 4; nobody knows 5."""
    graph = graph_of(6, [0, 1, 1, 2, 1, 5], [1, 2, 3, 3, 4, 1], [1, 1, 1, 1, 1, -1])
    found = single_points(graph, {0}, np.array([9, 1, 2, 4, 5, 7.0]))
    everybody = Part((4, 3, 2, 1), 12)
    assert found.people == (
        SinglePoint((0,), (everybody,), 12),
        SinglePoint((1,), (Part((3, 2), 6), Part((4,), 5)), 11),
    )
    assert found.ties == (SinglePoint((0, 1), (everybody,), 12), SinglePoint((1, 4), (Part((4,), 5),), 5))


def test_who_is_worth_nothing_counts_as_nothing() -> None:
    found = single_points(graph_of(3, [0, 1], [1, 2], [1, 1]), {0}, np.array([1, -3.0, 2]))
    assert [point.worth for point in found.people] == pytest.approx([2, 2])
