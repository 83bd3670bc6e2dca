"""What is looked for as it is written; if nothing is called so, as a name and a place; if not that, with slips."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from domain.search.words import KINDS, parted

from .finding import At, Besides, Hits, find
from .index import SearchIndex
from .placing import Places, together


class Found(NamedTuple):
    """Hits with the words that are their names, the words of the organization that they belong to, if it was that;
    and whether slips were forgiven."""

    hits: Hits
    name: str
    within: str | None = None
    typos: bool = False


def found(index: SearchIndex, text: str, at: At, besides: Besides) -> Found:
    hits = find(index, text, at, besides, typos=False)
    if len(hits):
        return Found(hits, text)
    within = _within(index, text, at, besides)
    return within or Found(find(index, text, at, besides, typos=True), text, typos=True)


def _within(index: SearchIndex, text: str, at: At, besides: Besides) -> Found | None:
    """Who and what is called like some of the words, at an organization that is called like the others."""
    for name, place in parted(text):
        bodies = find(index, place, at, besides, typos=False)
        bodies = bodies.take(bodies.of("organization"))
        hits = find(index, name, at, besides, typos=False) if len(bodies) else bodies
        there = _belonging(index, hits, bodies, at)
        if len(there):
            return Found(there, name, within=place)
    return None


def _belonging(index: SearchIndex, hits: Hits, bodies: Hits, at: At) -> Hits:
    """Those that are at one of these organizations, or were."""
    hits = hits.take(np.flatnonzero(hits.kinds != KINDS.index("organization")))
    places = Places(index, hits, at)
    near = together(places.organizations, places.formerly)
    return hits.take(np.unique(near.hits[np.isin(near.numbers, bodies.homes)]))
