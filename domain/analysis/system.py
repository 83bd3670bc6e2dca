"""The system of linear equations that influence is the solution of, factorized once for all that is asked of it.

SciPy is imported when the first system is made: nobody else pays for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import InvalidRequest
from ..lazy import lazy
from .graph import Floats, Graph, Indices
from .weights import Weights, weighed

if TYPE_CHECKING:
    from scipy.sparse import csc_array


@dataclass(frozen=True)
class Flows:
    """What runs from whom to whom. Flow k is of edge `edge[k]`, from unknown `giver[k]` to unknown `taker[k]`.

    `ways`: how many flows each edge has; those of all edges follow one after the other. There is an unknown for each
    person; with the directions `in` and `out` two, of which the second, n + i, is what person i is as the one that
    gives. All columns are of shape (flows,).
    """

    size: int
    giver: Indices
    taker: Indices
    edge: Indices
    counted: Floats
    ways: int = 1


def flows_of(graph: Graph, weights: Weights) -> Flows:
    """Influence runs along each edge to whom it points at; with other directions than `followed` also back."""
    n, edges = graph.size, np.arange(len(graph.source))
    counted = weighed(graph, weights)
    if weights.direction == "followed":
        return Flows(n, graph.source, graph.target, edges, counted)
    shift = 0 if weights.direction == "mutual" else n
    giver = np.concatenate([graph.source + shift, graph.target])
    taker = np.concatenate([graph.target, graph.source + shift])
    return Flows(n + shift, giver, taker, np.tile(edges, 2), np.tile(counted, 2), ways=2)


class System:
    """x = b + T x, where T[i, j] is the share of what j has that reaches i.

    T[i, j] = damping x w[j, i] / max(attention, sum over k of |w[j, k]|), w being what flows count. Nobody passes on
    more than `damping` of what they have, so the columns of |T| add up to at most `damping`, and with a damping below 1
    the series (I - T)^-1 = I + T + T^2 + … converges for every graph, sign and weight; with a damping of 1 it does as
    long as nobody's attention is used up. Raises InvalidRequest naming `damping` where it is 1 and somebody's is.
    """

    def __init__(self, flows: Flows, weights: Weights) -> None:
        self.flows = flows
        self.damping = weights.damping
        self.attention = weights.attention
        self.paid: Floats = np.bincount(flows.giver, weights=np.abs(flows.counted), minlength=flows.size).astype(
            np.float64
        )
        self.share = self.damping * flows.counted / self.divisor(self.paid)[flows.giver]

    def divisor(self, paid: Floats) -> Floats:
        """What people's attention is divided by, where what they follow adds up to `paid`."""
        if self.damping >= 1 and paid.max(initial=0) >= self.attention:
            raise InvalidRequest("expected less than 1: somebody here passes on all that they have", field="damping")
        return np.maximum(self.attention, paid)

    @lazy
    def passed_on(self) -> csc_array:
        """T, of shape (unknowns, unknowns)."""
        from scipy.sparse import coo_array

        flows = self.flows
        return coo_array((self.share, (flows.taker, flows.giver)), shape=(flows.size, flows.size)).tocsc()

    @lazy
    def _factors(self) -> Any:
        from scipy.sparse import coo_array
        from scipy.sparse.linalg import splu

        # The diagonal outweighs each column of I - T, so that no rows need to be exchanged: half the work is left.
        options = {"SymmetricMode": True}
        flows, each = self.flows, np.arange(self.flows.size)
        places = np.concatenate([each, flows.taker]), np.concatenate([each, flows.giver])
        entries = np.concatenate([np.ones(flows.size), -self.share])
        equations = coo_array((entries, places), shape=(flows.size, flows.size))
        return splu(equations.tocsc(), permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0, options=options)

    def solved(self, start: Floats) -> Floats:
        """(I - T)^-1 b, for one b of shape (unknowns,) or several of shape (unknowns, several)."""
        if start.ndim == 1:
            solution: Floats = self._factors.solve(start)
            return solution
        # One at a time: for several at once SuperLU calls threaded BLAS on tiny blocks, which takes twice as long and,
        # where the processors are busy, ten times.
        return np.column_stack([self._factors.solve(column) for column in start.T])

    def pulled(self, weight: Floats) -> Floats:
        """(I - T')^-1 g, of shape (unknowns,): how much g'x grows with what each unknown has at the start."""
        solution: Floats = self._factors.solve(weight, trans="T")
        return solution
