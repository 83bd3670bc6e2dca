"""Ways to a person are those that trying every chain finds best."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from domain.analysis.graph import Chain, Graph, graph_of
from domain.analysis.paths import Network, Way
from tests.domain.analysis.graphs import People, people

# Few different strengths, so that many chains are as wide.
COARSE = st.sampled_from([-0.5, 0.0, 0.3, 0.6, 0.9])


@st.composite
def networks(draw: st.DrawFn) -> tuple[Graph, set[int], int]:
    size = draw(st.integers(2, 7))
    ends = st.integers(0, size - 1)
    edges = draw(st.lists(st.tuples(ends, ends, COARSE), max_size=20))
    columns = [list(column) for column in zip(*edges, strict=True)] or [[], [], []]
    return graph_of(size, *columns), draw(st.sets(ends, max_size=3)), draw(ends)


def every_chain(links: Graph, ours: set[int], person: int) -> Iterator[tuple[float, int, tuple[int, ...]]]:
    """All there are, as (width, links, people)."""
    strength: dict[frozenset[int], float] = {}
    for source, target, weight in zip(links.source.tolist(), links.target.tolist(), links.weight.tolist(), strict=True):
        pair = frozenset((source, target))
        strength[pair] = max(weight, strength.get(pair, weight))

    def grown(chain: tuple[int, ...], width: float) -> Iterator[tuple[float, int, tuple[int, ...]]]:
        if chain[-1] == person:
            yield width, len(chain) - 1, chain
            return
        for other in set(range(links.size)) - set(chain) - ours:
            weight = strength.get(frozenset((chain[-1], other)), 0)
            if weight > 0:
                yield from grown((*chain, other), min(width, weight))

    for one in ours - {person}:
        yield from grown((one,), 1.0)


def keys(found: list[Way]) -> list[tuple[float, int]]:
    return [(way.width, len(way.chain.edges)) for way in found]


def best(links: Graph, ours: set[int], person: int, most: int) -> list[tuple[float, int]]:
    chains = [] if person in ours else every_chain(links, ours, person)
    return [(width, steps) for width, steps, _ in sorted(chains, key=lambda one: (-one[0], one[1]))][:most]


@given(networks(), st.integers(1, 12))
def test_they_are_the_best_of_all_chains(network: tuple[Graph, set[int], int], most: int) -> None:
    links, ours, person = network
    found = Network(links, ours).ways(person, most)
    assert keys(found) == best(links, ours, person, most)
    chains = {chain for _, _, chain in every_chain(links, ours, person)}
    assert {way.chain.people for way in found} <= chains
    assert len({way.chain.people for way in found}) == len(found)


@given(networks())
def test_their_links_join_their_people_and_the_weakest_is_the_width(network: tuple[Graph, set[int], int]) -> None:
    links, ours, person = network
    for way in Network(links, ours).ways(person, 5):
        steps = zip(way.chain.people, way.chain.people[1:], way.chain.edges, strict=False)
        for one, other, edge in steps:
            assert {one, other} == {links.source[edge], links.target[edge]}
        assert way.width == min(links.weight[edge] for edge in way.chain.edges) == links.weight[way.weakest]


def test_the_widest_and_shortest_is_not_made_of_parts_that_are() -> None:
    """To 1 the widest way is around, by 2; but the last link is so weak that the straight one serves as well."""
    links = graph_of(4, [0, 2, 0, 1], [2, 1, 1, 3], [0.9, 0.9, 0.5, 0.4])
    (way,) = Network(links, {0}).ways(3, 1)
    assert way == Way(Chain((0, 1, 3), (2, 3)), 3, 0.4)


def test_hostile_links_lead_nowhere_and_ours_need_no_way() -> None:
    links = graph_of(3, [0, 1], [1, 2], [0.8, -0.8])
    assert Network(links, {0}).ways(2) == []
    assert Network(links, {0}).ways(0) == []
    assert Network(links, set()).ways(1) == []


def test_of_several_links_the_strongest_is_walked() -> None:
    (way,) = Network(graph_of(2, [0, 1], [1, 0], [0.2, 0.7]), {0}).ways(1)
    assert way == Way(Chain((0, 1), (1,)), 1, 0.7)


@given(people(), st.data())
def test_they_end_whatever_the_graph(someone: People, data: st.DataObject) -> None:
    person = data.draw(st.integers(0, someone.graph.size - 1))
    assert len(Network(someone.graph, {0}).ways(person, 4)) <= 4
