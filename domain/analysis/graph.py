"""People as the points 0 … n-1 of a graph, and what runs between them as signed, weighted, directed edges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
# From each person, those who are one step away and the edge that leads there.
Steps = list[list[tuple[int, int]]]


class Chain(NamedTuple):
    """A way through a graph: people in order, and between them the places of the edges, one fewer."""

    people: tuple[int, ...]
    edges: tuple[int, ...]


class Graph(NamedTuple):
    """`source` follows, asks, reports to or likes `target`; several edges may run between the same two people.

    `source`, `target`: indices of shape (edges,). `weight`: of shape (edges,), from -1 (as hostile as can be) to 1 (as
    strong and warm as can be), 0 runs nothing. `kind`: of shape (edges,), places in `kinds`. A tie that holds both ways
    is two edges, except for what takes ties as mutual. Edges from somebody to themselves are kept, and count nowhere.
    """

    size: int
    source: Indices
    target: Indices
    weight: Floats
    kind: Indices
    kinds: tuple[str, ...]

    @property
    def loops(self) -> NDArray[np.bool_]:
        return np.equal(self.source, self.target)

    @property
    def friendly(self) -> Graph:
        """The same people with the edges of positive weight between two of them."""
        return self.only((self.weight > 0) & ~self.loops)

    @property
    def pairs(self) -> set[tuple[int, int]]:
        """Any two people whom an edge joins, the smaller index first."""
        apart = ~self.loops
        return set(zip(self.lower[apart].tolist(), self.upper[apart].tolist(), strict=True))

    @property
    def lower(self) -> Indices:
        """Of the ends of each edge the one with the smaller index, of shape (edges,)."""
        return np.minimum(self.source, self.target)

    @property
    def upper(self) -> Indices:
        return np.maximum(self.source, self.target)

    def of_kinds(self, kinds: Iterable[str]) -> Graph:
        """The same people with the edges of some kinds only."""
        wanted = [place for place, name in enumerate(self.kinds) if name in set(kinds)]
        return self.only(np.isin(self.kind, wanted))

    def only(self, kept: NDArray[np.bool_]) -> Graph:
        """The same people with the edges where `kept`, of shape (edges,), is true."""
        return self._replace(
            source=self.source[kept], target=self.target[kept], weight=self.weight[kept], kind=self.kind[kept]
        )


def graph_of(
    size: int,
    source: Sequence[int] | Indices,
    target: Sequence[int] | Indices,
    weight: Sequence[float] | Floats,
    kind: Sequence[str] | None = None,
) -> Graph:
    """`kind`: the name of each edge's kind; without it all are of the kind `link`.

    Raises ValueError where the columns do not fit each other, name nobody, or weigh more than 1 either way.
    """
    names = ["link"] * len(source) if kind is None else list(kind)
    kinds = tuple(dict.fromkeys(names))
    places = {name: place for place, name in enumerate(kinds)}
    graph = Graph(
        size,
        np.asarray(source, dtype=np.intp),
        np.asarray(target, dtype=np.intp),
        np.asarray(weight, dtype=np.float64),
        np.array([places[name] for name in names], dtype=np.intp),
        kinds,
    )
    _check(graph)
    return graph


def _check(graph: Graph) -> None:
    columns = graph.source, graph.target, graph.weight, graph.kind
    if len({column.shape for column in columns}) > 1:
        raise ValueError(f"source, target, weight and kind differ in length: {[len(column) for column in columns]}")
    ends = np.concatenate([graph.source, graph.target])
    if ends.size and (ends.min() < 0 or ends.max() >= graph.size):
        raise ValueError(f"source and target have to be from 0 to {graph.size - 1}")
    if not bool(np.all(np.abs(graph.weight) <= 1)):
        raise ValueError("weight has to be from -1 to 1")


def steps_along(graph: Graph) -> Steps:
    """From each source to its targets, in the order of the edges."""
    return _steps(graph.size, graph.source, graph.target)


def steps_back(graph: Graph) -> Steps:
    """From each target to its sources, in the order of the edges."""
    return _steps(graph.size, graph.target, graph.source)


def _steps(size: int, begin: Indices, end: Indices) -> Steps:
    steps: Steps = [[] for _ in range(size)]
    for edge, (one, other) in enumerate(zip(begin.tolist(), end.tolist(), strict=True)):
        if one != other:
            steps[one].append((other, edge))
    return steps
