"""Places of people without a role there: outsiders in columns at the left of the tree, our colleagues in rows above it,
each as near as may be to those whom they have to do with on any day.

Neither moves with what is shown of the tree on a day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from .blocks import BUS, GUTTER, SLOT_HEIGHT, SLOT_WIDTH, Point

_GAP, _LEAST = 28.0, 4
_WIDE, _HIGH = SLOT_WIDTH + GUTTER, SLOT_HEIGHT + BUS


class Near(NamedTuple):
    """Ids of our colleagues, who stand over the tree, and of outsiders, at the left of it; by id the roles that they
    have to do with; `aside`: how wide it is what stands there for all outsiders."""

    ours: Sequence[str]
    outside: Sequence[str]
    ties: Mapping[str, frozenset[str]]
    aside: float = 0.0

    def wanted(self, middles: Mapping[str, Point], axis: int) -> dict[str, float]:
        """By id, along one axis, the middle of those whom they have to do with: in this order, and first for whoever
        has nobody."""
        ids = (self.ours, self.outside)[axis]
        places = {id: [middles[one][axis] for one in self.ties.get(id, ()) if one in middles] for id in ids}
        found = {id: fmean(some) if some else 0.0 for id, some in places.items()}
        return dict(sorted(found.items(), key=lambda one: (one[1], one[0])))


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


def sides_of(tree: Point, near: Near, middles: Mapping[str, Point], wider: int = 0) -> Sides:
    """Beside a tree of this width and height; `middles`: of the roles in it, once they are placed; `wider`: by how much
    the way at its left is, at each side."""
    gap = _GAP + 2 * wider
    across, down = (int(max(room, _LEAST * size) // size) for room, size in zip(tree, (_WIDE, _HIGH), strict=True))
    columns, rows = -(-len(near.outside) // down), -(-len(near.ours) // across)
    wide = columns * _WIDE + near.aside
    left, top = wide + (gap if wide else 0.0), rows * _HIGH + (_GAP if rows else 0.0)
    way = left - gap / 2
    over = _spread({id: (x - left) / _WIDE for id, x in near.wanted(middles, 0).items()}, across)
    beside = _spread({id: (y - top) / _HIGH for id, y in near.wanted(middles, 1).items()}, down)
    places = {id: (left + GUTTER / 2 + at % across * _WIDE, at // across * _HIGH + BUS) for id, at in over.items()}
    places |= {id: (at // down * _WIDE, top + at % down * _HIGH + BUS) for id, at in beside.items()}
    ends = {id: at // down + 1 for id, at in beside.items()}
    return Sides(
        places,
        {id: at // across for id, at in over.items()},
        {id: way if column == columns else column * _WIDE - GUTTER / 2 for id, column in ends.items()},
        [row * _HIGH + BUS / 2 for row in range(rows)],
        [[left + at * _WIDE for at in range(across + 1)]] * rows,
        way,
        (left, top),
    )


def _spread(wanted: Mapping[str, float], room: int) -> dict[str, int]:
    """By id a place among so many: in this order and each near its own, as long as a single line is enough."""
    found, last, packed = dict[str, int](), -1, len(wanted) > room
    for waiting, (id, place) in zip(range(len(wanted), 0, -1), wanted.items(), strict=True):
        last = found[id] = last + 1 if packed else max(last + 1, min(int(place), room - waiting))
    return found
