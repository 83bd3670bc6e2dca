"""Units as they really work together, and reporting lines as they really are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.analysis.formal import Line, lines
from domain.analysis.graph import Graph, graph_of
from domain.analysis.silos import Ties, across_units
from tests.domain.analysis.graphs import People, people

UNITS = ["sales", "sales", "legal", "legal", "plant", None]
NO_LINES = graph_of(6, [], [], [])


def links(*edges: tuple[int, int, float]) -> Graph:
    source, target, weight = zip(*edges, strict=True)
    return graph_of(6, source, target, weight)


def test_ties_across_against_ties_within() -> None:
    found = across_units(links((0, 1, 0.5), (0, 2, 0.5), (2, 0, 0.9), (1, 3, 0.1), (4, 5, 1)), NO_LINES, UNITS)
    assert found.whole == Ties(2, 1)
    assert found.whole.e_i == pytest.approx(1 / 3)
    assert found.units == {"sales": Ties(2, 1), "legal": Ties(2, 0), "plant": Ties(0, 0)}
    assert found.units["legal"].e_i == 1
    assert found.units["plant"].e_i is None


def test_units_that_only_hostility_joins_are_silos() -> None:
    found = across_units(links((0, 2, 0.5), (0, 4, -1), (4, 5, 1)), NO_LINES, UNITS)
    assert found.silos == (("legal", "plant"), ("plant", "sales"))


def test_strong_ties_across_units_are_named_unless_one_reports_to_the_other() -> None:
    informal = links((0, 2, 0.7), (0, 1, 1), (1, 4, 0.9), (3, 1, 1), (0, 3, 0.5), (0, 5, 1))
    assert across_units(informal, links((1, 3, 1)), UNITS).strong == (2, 0)
    assert across_units(informal, NO_LINES, UNITS, strong_from=0.95).strong == (3,)


@given(people(), st.data())
def test_every_tie_between_known_units_is_counted_once(someone: People, data: st.DataObject) -> None:
    size = someone.graph.size
    unit = data.draw(st.lists(st.sampled_from(["a", "b", "c", None]), min_size=size, max_size=size))
    found = across_units(someone.graph, graph_of(size, [], [], []), unit)
    known = [pair for pair in someone.graph.friendly.pairs if unit[pair[0]] and unit[pair[1]]]
    assert found.whole.external + found.whole.internal == len(known)
    assert sum(ties.internal for ties in found.units.values()) == found.whole.internal
    assert sum(ties.external for ties in found.units.values()) == 2 * found.whole.external


def test_reporting_lines_without_warmth_come_first() -> None:
    reports = links((1, 0, 1), (2, 0, 1), (3, 0, 1), (4, 0, 1), (0, 0, 1))
    informal = links((1, 0, 0.8), (0, 2, 0.9), (2, 0, -0.4), (3, 0, 0.1), (5, 0, 1))
    assert lines(reports, informal) == [
        Line(1, "hostile", -0.4, (1, 2)),
        Line(3, "unknown", None, ()),
        Line(2, "cool", 0.1, (3,)),
        Line(0, "warm", 0.8, (0,)),
    ]
    assert [line.tone for line in lines(reports, informal, warm_from=0.9)].count("warm") == 0
