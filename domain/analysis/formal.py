"""Formal against real: what runs informally along each reporting line."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal, NamedTuple

from .graph import Graph

Tone = Literal["hostile", "unknown", "cool", "warm"]


class Line(NamedTuple):
    """A reporting line, by the place of its edge; `links`: places of the informal edges between the two, either way
    round; `warmth`: the weight of the coolest of them."""

    edge: int
    tone: Tone
    warmth: float | None
    links: tuple[int, ...]


def lines(reports: Graph, links: Graph, warm_from: float = 0.3) -> list[Line]:
    """Each reporting line between two people, the coldest first: hostile (one of the two is to the other), unknown (no
    informal link was ever told), cool (below `warm_from`), warm."""
    between = defaultdict(list)
    for edge, pair in enumerate(zip(links.lower.tolist(), links.upper.tolist(), strict=True)):
        between[pair].append(edge)
    ends, weights = zip(reports.lower.tolist(), reports.upper.tolist(), strict=True), links.weight.tolist()
    found = [
        _line(edge, weights, between.get(pair, []), warm_from) for edge, pair in enumerate(ends) if pair[0] != pair[1]
    ]
    return sorted(found, key=lambda line: (_ORDER[line.tone], line.warmth or 0, line.edge))


_ORDER: dict[Tone, int] = {"hostile": 0, "unknown": 1, "cool": 2, "warm": 3}


def _line(edge: int, weights: list[float], between: list[int], warm_from: float) -> Line:
    if not between:
        return Line(edge, "unknown", None, ())
    warmth = min(weights[one] for one in between)
    tone: Tone = "hostile" if warmth < 0 else "warm" if warmth >= warm_from else "cool"
    return Line(edge, tone, warmth, tuple(between))
