"""Graphs as rustworkx takes them; it is imported when one is first made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .graph import Graph

if TYPE_CHECKING:
    from rustworkx import PyGraph


def undirected(graph: Graph, more: Iterable[tuple[int, int]] = (), extra: int = 0) -> PyGraph[int, None]:
    """Everybody, `extra` more points behind them, and a tie between any two whom an edge of positive weight or one of
    `more` joins, whichever way and however many."""
    from rustworkx import PyGraph

    made: PyGraph[int, None] = PyGraph(multigraph=False)
    made.add_nodes_from(range(graph.size + extra))
    made.add_edges_from_no_data([*graph.friendly.pairs, *more])
    return made
