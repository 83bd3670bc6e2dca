"""What a better link would change is exactly what recomputing everything with it gives."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.analysis.graph import Floats, Graph, graph_of
from domain.analysis.influence_measure import Influence, influence
from domain.analysis.strengthening import Candidate, Gain, OurLink, TheirLink, coverage, estimates, gains
from domain.analysis.weights import Weights
from domain.errors import InvalidRequest
from tests.domain.analysis.graphs import KINDS, SIGNED, WEIGHTS, People, people

SHARE = st.floats(0, 1)


@st.composite
def candidates(draw: st.DrawFn, size: int) -> Candidate:
    person = st.integers(0, size - 1)
    ours = draw(st.lists(st.builds(OurLink, person, SHARE), max_size=2, unique_by=lambda link: link.person))
    links = st.builds(TheirLink, person, person, st.sampled_from([*KINDS, "a new kind"]), SIGNED)
    theirs = draw(st.lists(links, max_size=3, unique_by=lambda link: link[:3]))
    return Candidate(tuple(ours), tuple(theirs))


def improved(graph: Graph, links: tuple[TheirLink, ...]) -> Graph:
    """The graph with the links, in plain Python: edges that a link replaces go, and each link is an edge."""
    rows = zip(graph.source.tolist(), graph.target.tolist(), graph.weight.tolist(), graph.kind.tolist(), strict=True)
    edges = [(source, target, weight, graph.kinds[kind]) for source, target, weight, kind in rows]
    gone = {(link.source, link.target, link.kind) for link in links}
    edges = [edge for edge in edges if (edge[0], edge[1], edge[3]) not in gone]
    edges += [(link.source, link.target, link.weight, link.kind) for link in links]
    return graph_of(graph.size, *([list(column) for column in zip(*edges, strict=True)] or [[], [], [], []]))


def recomputed(someone: People, weights: Weights, covered: Floats, candidate: Candidate) -> tuple[float, Floats]:
    """Coverage and influence with a candidate, from the beginning."""
    better = covered.copy()
    for link in candidate.ours:
        better[link.person] = link.covered
    found = influence(improved(someone.graph, candidate.theirs), someone.position, someone.power, weights).values
    counting = [max(value, 0) for value in found]
    total = sum(counting)
    share = sum(value * one for value, one in zip(counting, better, strict=True)) / total if total > 0 else 0.0
    return share, found


def agrees(someone: People, weights: Weights, covered: Floats, candidate: Candidate, gain: Gain) -> bool:
    share, found = recomputed(someone, weights, covered, candidate)
    before = influence(*someone, weights).values
    shifts = found - before
    return (
        gain.coverage == pytest.approx(share, abs=1e-7)
        and gain.difference == pytest.approx(share - coverage(before, covered), abs=1e-7)
        and gain.shift == pytest.approx(shifts[gain.person], rel=1e-7, abs=1e-9)
        and abs(gain.shift) == pytest.approx(np.abs(shifts).max(), rel=1e-7, abs=1e-9)
    )


@given(people(), WEIGHTS, st.data())
def test_every_gain_is_what_recomputing_everything_gives(
    someone: People, weights: Weights, data: st.DataObject
) -> None:
    size = someone.graph.size
    covered = np.array(data.draw(st.lists(SHARE, min_size=size, max_size=size)))
    several = data.draw(st.lists(candidates(size), max_size=5))
    found = gains(influence(*someone, weights), covered, several)
    assert sorted(gain.candidate for gain in found) == list(range(len(several)))
    for gain in found:
        assert agrees(someone, weights, covered, several[gain.candidate], gain)


@given(people(), WEIGHTS, st.data())
def test_an_estimate_is_exact_for_the_smallest_change(someone: People, weights: Weights, data: st.DataObject) -> None:
    size, found = someone.graph.size, influence(*someone, weights)
    assume(np.abs(found.values).min() > 1e-3)
    covered = np.array(data.draw(st.lists(SHARE, min_size=size, max_size=size)))
    person, bit = st.integers(0, size - 1), 1e-6
    links = data.draw(st.lists(st.builds(TheirLink, person, person, st.just("new"), st.just(bit)), max_size=5))
    several = [Candidate(theirs=(link,)) for link in links]
    several += [Candidate((OurLink(one, min(covered[one] + bit, 1)),)) for one in range(size)]
    rough = estimates(found, covered, several)
    assert len(rough) == len(several)
    for gain in gains(found, covered, several):
        assert rough[gain.candidate] == pytest.approx(gain.difference, rel=1e-3, abs=1e-10)


def firm() -> tuple[People, Influence, Floats]:
    """1 and 2 follow 0, who follows nobody; 3 is by themselves."""
    graph = graph_of(4, [1, 2], [0, 0], [0.5, 0.5], ["advice", "advice"])
    someone = People(graph, np.array([1.0, 0.3, 0.2, 0.1]), np.zeros(4))
    return someone, influence(*someone), np.array([0.0, 0.5, 0.0, 0.0])


def test_the_comparison_sees_a_gain_that_is_not_exact() -> None:
    someone, found, covered = firm()
    candidate = Candidate(theirs=(TheirLink(3, 0, "advice", 1),))
    (gain,) = gains(found, covered, [candidate])
    assert agrees(someone, Weights(), covered, candidate, gain)
    assert not agrees(someone, Weights(), covered, candidate, gain._replace(coverage=gain.coverage + 1e-4))
    assert not agrees(someone, Weights(), covered, candidate, gain._replace(shift=gain.shift * 1.001))


def test_a_link_to_who_is_more_influential_gains_more() -> None:
    _, found, covered = firm()
    ranked = gains(found, covered, [Candidate((OurLink(person, 0.8),)) for person in range(4)])
    assert [gain.candidate for gain in ranked] == [0, 2, 3, 1]
    assert all(gain.difference > 0 for gain in ranked)


def test_who_comes_to_follow_one_we_cover_adds_to_coverage() -> None:
    _, found, covered = firm()
    (gain,) = gains(found, covered, [Candidate(theirs=(TheirLink(0, 1, "friendship", 1),))])
    assert gain.difference > 0
    assert gain.person == 1


def test_nothing_asked_is_nothing_gained() -> None:
    _, found, covered = firm()
    assert gains(found, covered, []) == []
    assert gains(found, covered, [Candidate()])[0].difference == 0
    assert coverage(np.array([-1.0, 0.0]), np.ones(2)) == 0


def test_a_link_by_which_somebody_passes_on_all_they_have_is_refused_without_damping() -> None:
    someone, _, covered = firm()
    found = influence(*someone, Weights(damping=1, attention=1))
    with pytest.raises(InvalidRequest, match="damping: expected less than 1"):
        gains(found, covered, [Candidate(theirs=(TheirLink(1, 0, "advice", 1.0),))])
