"""Relations in a firm that was really observed: who carries information, who is between departments."""

import numpy as np

from domain.analysis.brokers import asked, betweenness
from domain.analysis.formal import lines
from domain.analysis.graph import steps_along
from domain.analysis.paths import Network
from domain.analysis.reporting import way_up
from domain.analysis.silos import across_units
from domain.analysis.single_points import single_points
from tests.real.krackhardt import firm

FIRM = firm()
PRESIDENT = FIRM.people.index("A07")
ADVICE, FRIENDSHIP, REPORTS = (FIRM.graph.of_kinds([kind]) for kind in ("Advice", "Friendship", "ReportTo"))


def test_the_one_most_asked_is_the_advice_hub() -> None:
    assert FIRM.people[int(np.argmax(asked(ADVICE)))] == "A02"
    assert asked(ADVICE).sum() == 190


def test_the_president_is_above_everybody_and_reached_from_everywhere() -> None:
    assert FIRM.position[PRESIDENT] == FIRM.position.max() == np.log(21) / np.log(21)
    assert all(way_up(steps_along(REPORTS), person, {PRESIDENT}) for person in range(21))
    assert all(Network(ADVICE, {0}).ways(person) for person in range(1, 21))


def test_the_tree_of_reporting_lines_breaks_at_each_superior_and_advice_nowhere() -> None:
    superiors = {(int(one),) for one in set(REPORTS.target)}
    assert {point.people for point in single_points(REPORTS, {PRESIDENT}, np.ones(21)).people} == superiors
    assert len(single_points(REPORTS, {PRESIDENT}, np.ones(21)).ties) == 20
    assert single_points(ADVICE, set(range(21)), np.ones(21)) == ((), ())


def test_friendship_goes_across_departments_less_than_advice_does() -> None:
    nobody = FIRM.graph.of_kinds([])
    advice, friendship = (across_units(graph, nobody, FIRM.department).whole for graph in (ADVICE, FRIENDSHIP))
    assert advice.external + advice.internal == len(ADVICE.pairs)
    assert friendship.e_i is not None
    assert advice.e_i is not None
    assert -1 < friendship.e_i < advice.e_i < 1


def test_some_reporting_lines_have_no_friendship_and_somebody_stands_between() -> None:
    found = lines(REPORTS, FRIENDSHIP)
    assert {line.tone for line in found} == {"unknown", "warm"}
    assert len(found) == 20
    assert 0 < betweenness(FRIENDSHIP).max() < 1
