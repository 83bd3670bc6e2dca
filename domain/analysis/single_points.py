"""Single points of failure: people and ties without whom parts of an account come off from us.

Articulation points and bridges (Hopcroft and Tarjan, "Efficient algorithms for graph manipulation", Communications of
the ACM 16, 1973, 372-378) of the graph of good relations, in which our colleagues are joined to one point more, us: so
the only colleague who knows somebody is one too, and nobody is whom another way leads around.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

from .compiled import undirected
from .graph import Floats, Graph, steps_along, steps_back

if TYPE_CHECKING:
    from rustworkx import PyGraph


class Part(NamedTuple):
    """People who hang together and come off, the worthiest first; `worth`: what theirs among them add up to."""

    people: tuple[int, ...]
    worth: float


class SinglePoint(NamedTuple):
    """Without `people` (one person, or both ends of a tie) the `parts` come off, the worthiest first.

    They come off from us; in a component that nothing joins to us, from the worthiest part that remains. `worth`: of
    all of them.
    """

    people: tuple[int, ...]
    parts: tuple[Part, ...]
    worth: float


class SinglePoints(NamedTuple):
    """The worst first."""

    people: tuple[SinglePoint, ...]
    ties: tuple[SinglePoint, ...]


def single_points(relations: Graph, ours: Collection[int], worth: Floats) -> SinglePoints:
    """`relations`: good ones have a positive weight, others do not count. `worth`: of shape (n,), how much it matters
    to reach each person, such as their influence; what is below 0 counts as 0, and so do `ours`."""
    from rustworkx import articulation_points, bridges

    us = relations.size
    graph = undirected(relations, ((person, us) for person in ours), extra=1)
    worths = [0.0 if person in ours else max(float(one), 0.0) for person, one in enumerate(worth)] + [0.0]
    people = [(person,) for person in articulation_points(graph) if person != us]
    ties = [(min(tie), max(tie)) for tie in bridges(graph) if us not in tie]
    return SinglePoints(*(_worst_first(graph, points, us, worths) for points in (people, ties)))


def reached(relations: Graph, ours: Collection[int]) -> frozenset[int]:
    """Whomever a chain of good links joins to any of ours, and ours."""
    steps = steps_along(relations.friendly), steps_back(relations.friendly)
    found, left = set(ours), list(ours)
    while left:
        person = left.pop()
        new = {other for along in steps for other, _ in along[person]} - found
        found |= new
        left += new
    return frozenset(found)


def _worst_first(
    graph: PyGraph[int, None], points: Iterable[tuple[int, ...]], us: int, worths: list[float]
) -> tuple[SinglePoint, ...]:
    found = [_single_point(graph, point, us, worths) for point in points]
    return tuple(sorted(found, key=lambda one: (-one.worth, one.people)))


def _single_point(graph: PyGraph[int, None], point: tuple[int, ...], us: int, worths: list[float]) -> SinglePoint:
    pieces = _pieces(graph, point)
    parts = [_part(piece, worths) for piece in pieces if us not in piece]
    parts.sort(key=lambda part: (-part.worth, -len(part.people), part.people))
    if len(parts) == len(pieces):
        del parts[0]
    return SinglePoint(point, tuple(parts), sum(part.worth for part in parts))


def _pieces(graph: PyGraph[int, None], point: tuple[int, ...]) -> list[frozenset[int]]:
    """What the component of a person falls into without them, or that of a tie without it."""
    from rustworkx import node_connected_component

    around: Iterable[int] = point
    rest = graph.copy()
    if len(point) == 1:
        around = graph.neighbors(point[0])
        rest.remove_node(point[0])
    else:
        rest.remove_edge(*point)
    return list(dict.fromkeys(frozenset(node_connected_component(rest, one)) for one in around))


def _part(piece: frozenset[int], worths: list[float]) -> Part:
    people = tuple(sorted(piece, key=lambda person: (-worths[person], person)))
    return Part(people, sum(worths[person] for person in people))
