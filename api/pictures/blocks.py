"""Nested blocks: a role above the rows of blocks that report to it, units as regions around what is theirs.

The layout is a tidy tree whose rows break where they grow too wide, so that 3,000 roles keep the shape of a page.
Lines of reporting run only between rows and down the left edge of a block, so that none crosses a box; others find
their way there and in the gutters between blocks (`corridors.py`). Every role has a slot of the same size: boxes may be
of different sizes within it, and never meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import NamedTuple

SLOT_WIDTH, SLOT_HEIGHT = 204.0, 80.0
_ASPECT = 1.9  # of a page, wider than high
BUS, GUTTER = 22.0, 8.0
_RAIL, _INDENT = 8.0, 16.0
_PAD, TITLE = 8.0, 18.0
_FEW = 4  # so many single roles make one row
# For so many roles the ways around a block are a pixel wider at each side, up to so many; unless it holds nearly all.
_PER_PIXEL, _MOST, _SHARE = 4, 18, 0.6
Point = tuple[float, float]


class Placed(NamedTuple):
    """A block in a row of another; `route` leads to it from the entry of that one."""

    block: Block
    x: float
    y: float
    route: tuple[Point, ...]
    row: int


@dataclass
class Block:
    """`role`: above its rows; none for a group. `unit`: of the region around it. `entry`: where its line arrives.
    `marks`: roles that are no boxes, in a block of nothing else. `roles`: how many are boxes in it;
    `spare`: how far beyond the usual all is free above it and beside it, at each side, since links of many lead past.
    `buses`: the middle of the way above each row; `gaps`: those beside the blocks of each."""

    role: str | None = None
    unit: str | None = None
    width: float = SLOT_WIDTH
    height: float = SLOT_HEIGHT
    slot: Point = (0.0, 0.0)
    entry: Point = (SLOT_WIDTH / 2, SLOT_HEIGHT / 2)
    region: tuple[float, float, float, float] | None = None
    parts: list[Placed] = field(default_factory=list)
    buses: list[float] = field(default_factory=list)
    gaps: list[list[float]] = field(default_factory=list)
    marks: tuple[str, ...] = ()
    roles: int = 0
    spare: int = 0

    @property
    def beside(self) -> float:
        """How much is free at each side."""
        return GUTTER / 2 + self.spare

    @property
    def room(self) -> float:
        """How wide it is with what is free at both sides."""
        return self.width + GUTTER + 2 * self.spare


def shelves(blocks: Sequence[Block]) -> list[list[Block]]:
    """Rows of about the width at which all of them have the shape of a page; the highest first."""
    ordered = sorted(blocks, key=lambda one: -one.height)
    room = _room(ordered)
    rows: list[list[Block]] = []
    reached = room + 1
    for block in ordered:
        if reached + block.room > room:
            rows.append([])
            reached = 0.0
        rows[-1].append(block)
        reached += block.room
    return rows


def _room(blocks: Sequence[Block]) -> float:
    if not blocks:
        return 0.0
    area = sum(block.room * (block.height + BUS + 2 * block.spare) for block in blocks)
    few = min(_wide(blocks), _FEW * (SLOT_WIDTH + GUTTER))
    return max(sqrt(area * _ASPECT), few, *(block.room for block in blocks))


def _wide(row: Iterable[Block]) -> float:
    return sum(block.room for block in row)


def block_of(role: str | None, unit: str | None, inside: Sequence[Block], outside: Sequence[Block]) -> Block:
    """`inside` lie in the region of the unit where one is given, `outside` below it."""
    made = Block(role, unit, roles=_widened(role, [*inside, *outside]))
    pad, top = (_PAD, TITLE) if unit else (0.0, 0.0)
    inner, outer = shelves(inside), shelves(outside)
    railed = len(inner) + len(outer) > 1 or (role is None and bool(inner or outer))
    left = pad + (_INDENT if railed else 0.0)
    wide = max([SLOT_WIDTH if role else 0.0, *map(_wide, (*inner, *outer))])
    made.width = left + wide + pad
    centered = role is not None and not railed
    middle = left + (wide if centered else SLOT_WIDTH) / 2 if role is not None else pad + _RAIL
    made.slot = (middle - SLOT_WIDTH / 2, top)
    made.entry = (middle, top + SLOT_HEIGHT / 2 if role else top)
    bottom = top + (SLOT_HEIGHT if role else 0.0)
    first = next((bottom + way_above(row) / 2 for row in (*inner, *outer)), 0.0)
    buses = _Buses(made, pad + _RAIL, left, wide, first, centered)
    bottom = buses.place(inner, bottom) + pad
    around = max([SLOT_WIDTH if role else 0.0, *map(_wide, inner)])
    made.region = (0.0, 0.0, (made.width if centered else left + around + pad), bottom) if unit else None
    made.height = buses.place(outer, bottom)
    return made


def _widened(role: str | None, parts: Sequence[Block]) -> int:
    """The ways around parts that hold many; gives how many roles there are. In a chain, where nearly all lie in one
    part, each of hundreds of levels would add to it."""
    roles = (role is not None) + sum(one.roles for one in parts)
    for one in parts:
        one.spare = min(max(one.roles // _PER_PIXEL - _FEW, 0), _MOST) if one.roles < _SHARE * roles else 0
    return roles


def way_above(row: Iterable[Block]) -> float:
    return BUS + 2 * max(one.spare for one in row)


@dataclass
class _Buses:
    """Places rows of a block below each other; each row's line runs above it, and down the rail from the first."""

    made: Block
    rail: float
    left: float
    wide: float
    first: float
    centered: bool

    def place(self, rows: Sequence[Sequence[Block]], bottom: float) -> float:
        """From `bottom` on; gives where they end."""
        for row in rows:
            self._place_row(row, bottom)
            bottom += way_above(row) + max(one.height for one in row)
        return bottom

    def _place_row(self, row: Sequence[Block], bottom: float) -> None:
        way, x, number = way_above(row), self._begin(row), len(self.made.buses)
        y, bus = bottom + way, bottom + way / 2
        gaps = [x]
        for block in row:
            left = x + block.beside
            route = self._route(bus, left + block.entry[0], y + block.entry[1])
            self.made.parts.append(Placed(block, left, y, route, number))
            x += block.room
            gaps.append(x)
        self.made.buses.append(bus)
        self.made.gaps.append(gaps)

    def _begin(self, row: Sequence[Block]) -> float:
        """A single row lies in the middle below its role."""
        if not self.centered:
            return self.left
        return self.left + (self.wide - _wide(row)) / 2

    def _route(self, bus: float, x: float, y: float) -> tuple[Point, ...]:
        begin = self.made.entry
        if self.centered:
            return (begin, (begin[0], bus), (x, bus), (x, y))
        down = ((begin[0], self.first), (self.rail, self.first), (self.rail, bus)) if bus > self.first else ()
        turn = down or ((begin[0], bus),)
        return (begin, *turn, (x, bus), (x, y))


class Spot(NamedTuple):
    """Where a block came to lie; `route` leads to it from the role that it reports to; `around`: the number of the spot
    that it lies in, in which row."""

    block: Block
    x: float
    y: float
    route: tuple[Point, ...]
    around: int = -1
    row: int = 0


def spots(root: Block, begin: Point) -> Iterator[Spot]:
    """Every block with its place in the picture, outer ones first."""
    waiting, number = [Spot(root, *begin, ())], -1
    while waiting:
        spot, number = waiting.pop(), number + 1
        yield spot
        for part in spot.block.parts:
            x, y = spot.x + part.x, spot.y + part.y
            own = tuple((spot.x + across, spot.y + down) for across, down in part.route)
            before = spot.route if spot.block.role is None else ()
            waiting.append(Spot(part.block, x, y, before + own, number, part.row))
