"""What influence takes for granted and a workspace may set otherwise; and how tone and strength make a weight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import numpy as np
from msgspec import Meta, Struct

from .graph import Floats, Graph

Direction = Literal["followed", "mutual", "in", "out"]
USUAL_STRENGTH, STRONGEST = 5.0, 10.0

Factor = Annotated[float, Meta(ge=0, le=10)]


class Weights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much each thing counts for influence; docs/analysis.md has the formula.

    `base`, `position`, `power`: what everybody has by being there, what a formal position of 1 and an informal power of
    1 (10 on the scale of facts) add. `damping`: what is left at most of influence a step away. `attention`: how many
    full links somebody can follow before each counts for less. `hostility`: how much more a hostile link counts than a
    friendly one of the same weight. `kinds`: factors by kind of link, 1 for those not named. `direction`: `followed`
    (influence runs to whom people follow), `mutual` (both ways), `in` and `out` (being followed by those who follow
    much; following those who are followed much). `led`: kinds of directed links by which the other end follows the
    person; those that the workspace's vocabulary says so of, if left out.

    PN centrality as it was published is that of `base` 1, `position` and `power` 0, `damping` 1, `attention` 2n - 2 and
    `hostility` 2, among n people whose links weigh -1 or 1, in the direction `mutual`; PN-in and PN-out in `in` and
    `out`.
    """

    base: Factor = 0.1
    position: Factor = 1.0
    power: Factor = 1.0
    damping: Annotated[float, Meta(ge=0, le=1)] = 0.6
    attention: Annotated[float, Meta(gt=0)] = 3.0
    hostility: Factor = 2.0
    kinds: Mapping[str, Factor] = {}
    direction: Direction = "followed"
    led: tuple[str, ...] | None = None


def weighed(graph: Graph, weights: Weights) -> Floats:
    """What each edge counts, of shape (edges,): its weight by the factors of kind and hostility; loops nothing."""
    factors = np.array([weights.kinds.get(name, 1.0) for name in graph.kinds])
    counted = graph.weight * (factors[graph.kind] if graph.kinds else 1.0)
    counted = np.where(counted < 0, counted * weights.hostility, counted)
    return np.where(graph.loops, 0.0, counted)


def link_weight(tone: float | None, strength: float | None) -> float:
    """The weight from -1 to 1 of a link with a tone from -2 to 2 and a strength from 0 to 10: strength / 10 x warmth.

    Warmth is tone / 2 for a bad tone and 1/2 + tone / 4 for any other: a strong neutral link carries half of what a
    close one does. An unknown tone is taken as neutral, an unknown strength as 5.
    """
    felt = 0.0 if tone is None else float(tone)
    warmth = felt / 2 if felt < 0 else 0.5 + felt / 4
    return warmth * (USUAL_STRENGTH if strength is None else strength) / STRONGEST
