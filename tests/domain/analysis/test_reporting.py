"""Who stands how high by reporting lines, and the way up."""

from math import log

import pytest

from domain.analysis.graph import Chain, Graph, graph_of, steps_along
from domain.analysis.reporting import positions, way_up


def lines(size: int, *reports: tuple[int, int]) -> Graph:
    return graph_of(size, [one for one, _ in reports], [other for _, other in reports], [1.0] * len(reports))


def test_everybody_below_is_one_and_nobody_is_nothing() -> None:
    found = positions(lines(5, (1, 0), (2, 0), (3, 1), (4, 1)))
    assert found == pytest.approx([1, log(3) / log(5), 0, 0, 0])


def test_levels_are_even_where_superiors_have_as_many_below() -> None:
    tree = [(i, (i - 1) // 3) for i in range(1, 40)]
    found = positions(lines(40, *tree))
    assert found[0] == 1
    assert found[1] == pytest.approx(log(13) / log(40))
    assert found[1] - found[4] == pytest.approx(found[4] - found[13], abs=0.06)


def test_people_with_two_bosses_count_once_and_circles_end() -> None:
    twice = positions(lines(4, (3, 1), (3, 2), (1, 0), (2, 0)))
    assert twice == pytest.approx([1, 0.5, 0.5, 0])
    assert positions(lines(3, (0, 1), (1, 0), (2, 2))) == pytest.approx([log(2) / log(3), log(2) / log(3), 0])


def test_one_alone_has_nobody_below() -> None:
    assert positions(lines(1)).tolist() == [0]
    assert positions(lines(0)).tolist() == []


def test_the_way_up_is_the_shortest_to_who_can_decide() -> None:
    reports = lines(6, (5, 4), (4, 3), (3, 0), (5, 2), (2, 0), (1, 0))
    assert way_up(steps_along(reports), 5, {0}) == Chain((5, 2, 0), (3, 4))
    assert way_up(steps_along(reports), 5, {0, 4}) == Chain((5, 4), (0,))
    assert way_up(steps_along(reports), 5, {5}) == Chain((5,), ())


def test_there_is_no_way_up_to_who_stands_beside_or_below() -> None:
    assert way_up(steps_along(lines(4, (1, 0), (2, 0), (0, 3), (3, 0))), 1, {2}) is None
