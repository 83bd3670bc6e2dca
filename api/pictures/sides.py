"""Places of people without a role there: outsiders in columns at the left of the tree, our colleagues in rows above it.

Neither moves with what is shown of the tree on a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .blocks import BUS, GUTTER, SLOT_HEIGHT, SLOT_WIDTH, Point

_GAP, _LEAST = 28.0, 4
_WIDE, _HIGH = SLOT_WIDTH + GUTTER, SLOT_HEIGHT + BUS


class Sides(NamedTuple):
    """Upper left corners of slots by person; of our rows the ways above and between them, as `corridors.Cell` has them;
    `columns`: by outsider the way at the right; `way`: that beside the tree; `begin`: the corner of the tree."""

    places: dict[str, Point]
    rows: dict[str, int]
    columns: dict[str, float]
    buses: list[float]
    gaps: list[list[float]]
    way: float
    begin: Point


def sides_of(tree: Point, ours: Sequence[str], outside: Sequence[str]) -> Sides:
    """Beside a tree of this width and height."""
    down, across = (
        int(max(room, _LEAST * size) // size) for room, size in zip(tree[::-1], (_HIGH, _WIDE), strict=True)
    )
    columns, rows = -(-len(outside) // down), -(-len(ours) // across)
    left, top = columns * _WIDE + (_GAP if columns else 0.0), rows * _HIGH + (_GAP if rows else 0.0)
    way = left - _GAP / 2
    places = {id: (left + GUTTER / 2 + at % across * _WIDE, at // across * _HIGH + BUS) for at, id in enumerate(ours)}
    places |= {id: (at // down * _WIDE, top + at % down * _HIGH + BUS) for at, id in enumerate(outside)}
    ends = {id: at // down + 1 for at, id in enumerate(outside)}
    return Sides(
        places,
        {id: at // across for at, id in enumerate(ours)},
        {id: way if column == columns else column * _WIDE - GUTTER / 2 for id, column in ends.items()},
        [row * _HIGH + BUS / 2 for row in range(rows)],
        [[left + at * _WIDE for at in range(across + 1)]] * rows,
        way,
        (left, top),
    )
