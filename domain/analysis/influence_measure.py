"""Influence: PN centrality, generalized to weights, directions and a start from position and power.

Everett and Borgatti ("Networks containing negative ties", Social Networks 38, 2014, 111-120) define PN centrality of
an undirected graph of n people with positive ties P and negative ties N as

    PN = (I - A / (2n - 2))^-1 1,    A = P - 2N

and, where ties have a direction,

    PN-in  = (I - A'A / (2n - 2)^2)^-1 (I + A' / (2n - 2)) 1
    PN-out = (I - AA' / (2n - 2)^2)^-1 (I + A  / (2n - 2)) 1.

Here influence is the solution x of x = b + T x (system.py), with b from position and power instead of 1, and what a
person passes on bounded for each of them instead of by 2n - 2 for all. PN is the case of a start of 1, no damping, an
attention of 2n - 2 and a hostility of 2; PN-in and PN-out are the two halves of the system in which everybody is two
unknowns, since x_in = 1 + A'x_out / (2n - 2) and x_out = 1 + A x_in / (2n - 2).

A bound for each person, rather than for all, is what keeps changes where they are: without a link, everybody whom no
chain of links leads to from its source has what they had. And a hostile link from somebody whose influence is positive
never raises its target: docs/analysis.md has the proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..lazy import lazy
from .graph import Floats, Graph
from .system import System, flows_of
from .weights import Weights


class FromNeighbor(NamedTuple):
    """What somebody has from `person` by an edge (its place in the graph); below 0 where the link is hostile."""

    person: int
    edge: int
    amount: float


class Why(NamedTuple):
    """The parts that make up somebody's influence; `total` is their sum. Neighbors: the weightiest first."""

    total: float
    base: float
    position: float
    power: float
    neighbors: tuple[FromNeighbor, ...]


@dataclass(frozen=True)
class Start:
    """What people have by themselves: `position` and `power` are factors of the weights times what was told."""

    base: float
    position: Floats
    power: Floats

    @lazy
    def values(self) -> Floats:
        return self.base + self.position + self.power


@dataclass(frozen=True, eq=False)
class Influence:
    """`unknowns`: the solution, of shape (unknowns,): see Flows."""

    graph: Graph
    weights: Weights
    start: Start
    system: System
    unknowns: Floats

    @property
    def first(self) -> int:
        """The unknown of person 0."""
        return self.graph.size if self.weights.direction == "out" else 0

    @lazy
    def values(self) -> Floats:
        """Influence of each person, of shape (n,), in the unit of the start; below 0 where hostility outweighs it."""
        return self.people(self.unknowns)

    def people(self, unknowns: Floats) -> Floats:
        """The rows of the people among those of the unknowns."""
        return unknowns[self.first : self.first + self.graph.size]

    def among_unknowns(self, values: Floats) -> Floats:
        """Values of the people in their places among the unknowns, 0 in the others."""
        rows = np.zeros(self.system.flows.size)
        rows[self.first : self.first + self.graph.size] = values
        return rows

    @lazy
    def _received(self) -> list[list[FromNeighbor]]:
        """By taker."""
        flows, n = self.system.flows, self.graph.size
        amounts = self.system.share * self.unknowns[flows.giver]
        columns = flows.taker.tolist(), (flows.giver % max(n, 1)).tolist(), flows.edge.tolist(), amounts.tolist()
        received: list[list[FromNeighbor]] = [[] for _ in range(flows.size)]
        for taker, *got in zip(*columns, strict=True):
            if got[-1]:
                received[taker].append(FromNeighbor(*got))
        return received

    def why(self, person: int) -> Why:
        unknown = self.first + person
        return Why(
            float(self.unknowns[unknown]),
            self.start.base,
            float(self.start.position[person]),
            float(self.start.power[person]),
            tuple(sorted(self._received[unknown], key=lambda one: -abs(one.amount))),
        )


def influence(graph: Graph, position: Floats, power: Floats, weights: Weights | None = None) -> Influence:
    """`position` and `power`: of shape (n,), from 0 to 1; NaN where nobody knows, which adds nothing.

    Raises InvalidRequest naming `damping` where it is 1 and somebody's attention is used up.
    """
    used = weights or Weights()
    start = Start(used.base, used.position * np.nan_to_num(position), used.power * np.nan_to_num(power))
    system = System(flows_of(graph, used), used)
    unknowns = system.solved(np.tile(start.values, system.flows.size // graph.size) if graph.size else start.values)
    return Influence(graph, used, start, system, unknowns)
