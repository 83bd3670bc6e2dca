"""Units as they really work together: ties within and across them, strong ones across, and units without any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from .graph import Graph

Pair = tuple[str, str]


class Ties(NamedTuple):
    """`external`: ties across units, `internal`: within one. Two people count once, however many ties they have."""

    external: int
    internal: int

    @property
    def e_i(self) -> float | None:
        """(E - I) / (E + I), from -1 (all within) to 1 (all across); nothing where there is no tie (Krackhardt and
        Stern, "Informal networks and organizational crises", Social Psychology Quarterly 51, 1988, 123-140)."""
        total = self.external + self.internal
        return (self.external - self.internal) / total if total else None


class Units(NamedTuple):
    """`whole`: of all people; `units`: of each unit, by its name; `silos`: pairs of units that no tie joins;
    `strong`: places of strong edges across units that are no reporting line, the strongest first."""

    whole: Ties
    units: dict[str, Ties]
    silos: tuple[Pair, ...]
    strong: tuple[int, ...]


def across_units(links: Graph, reports: Graph, unit: Sequence[str | None], strong_from: float = 0.6) -> Units:
    """`unit`: of each person, nothing where unknown: their ties count nowhere. `links`: the informal ones; those of a
    positive weight are ties, those of `strong_from` or more strong ones."""
    ends = ((unit[one], unit[other]) for one, other in links.friendly.pairs)
    between = Counter((min(one, other), max(one, other)) for one, other in ends if one and other)
    names = sorted({name for name in unit if name})
    return Units(
        _counted(between),
        {name: _counted({pair: ties for pair, ties in between.items() if name in pair}) for name in names},
        tuple(pair for pair in combinations(names, 2) if pair not in between),
        _strong(links, reports, unit, strong_from),
    )


def _counted(between: Mapping[Pair, int]) -> Ties:
    internal = sum(ties for (one, other), ties in between.items() if one == other)
    return Ties(sum(between.values()) - internal, internal)


def _strong(links: Graph, reports: Graph, unit: Sequence[str | None], strong_from: float) -> tuple[int, ...]:
    lines = reports.pairs
    edges = zip(links.source.tolist(), links.target.tolist(), links.weight.tolist(), strict=True)
    found = [
        (-weight, edge)
        for edge, (one, other, weight) in enumerate(edges)
        if weight >= strong_from and _across(unit[one], unit[other]) and (min(one, other), max(one, other)) not in lines
    ]
    return tuple(edge for _, edge in sorted(found))


def _across(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other
