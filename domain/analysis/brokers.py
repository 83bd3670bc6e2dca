"""Who really carries information: whom others ask, and who stands between them."""

from __future__ import annotations

import numpy as np

from .compiled import undirected
from .graph import Floats, Graph

# People; of fewer a second thread takes longer to begin than the whole, and each begins on a processor that others use.
_IN_THREADS_FROM = 1_000


def asked(advice: Graph) -> Floats:
    """How much others turn to each person, of shape (n,): in-strength, the sum of the positive weights of the edges
    that point at them; of ties of advice, key opinion leaders (degree prestige: Wasserman and Faust, Social Network
    Analysis, 1994, 5.3)."""
    towards = advice.friendly
    strength: Floats = np.bincount(towards.target, weights=towards.weight, minlength=advice.size).astype(np.float64)
    return strength


def betweenness(links: Graph) -> Floats:
    """How many of the shortest ways between others lead through each person, from 0 to 1, of shape (n,).

    Sum over pairs s, t of (shortest ways from s to t through v) / (shortest ways from s to t), divided by
    (n - 1)(n - 2) / 2 (Freeman, "A set of measures of centrality based on betweenness", Sociometry 40, 1977, 35-41), as
    Brandes computes it (Journal of Mathematical Sociology 25, 2001, 163-177). Ties are of positive weight, whichever
    way they point and however strong.
    """
    from rustworkx import graph_betweenness_centrality

    found = graph_betweenness_centrality(undirected(links), parallel_threshold=_IN_THREADS_FROM)
    return np.array([found[person] for person in range(links.size)], dtype=np.float64)
