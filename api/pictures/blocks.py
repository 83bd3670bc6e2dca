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
Point = tuple[float, float]


class Placed(NamedTuple):
    """A block in a row of another, the how many-eth there; `route` leads to it from the entry of that one."""

    block: Block
    x: float
    y: float
    route: tuple[Point, ...]
    row: int
    number: int


@dataclass
class Block:
    """`role`: above its rows, of which the `inner` first lie in the region of its `unit`; none for a group. `entry`:
    where its line arrives. `marks`: roles that are no boxes, in a block of nothing else.
    `buses`: the middle of the way above each row; `gaps`: those beside the blocks of each; `above` and `beside`: by how
    much these are wider than usual at each side of their middle; `aside`: how much is free at the right of its head at
    least, and of the whole by how much the way at its left is wider."""

    role: str | None = None
    unit: str | None = None
    width: float = SLOT_WIDTH
    height: float = SLOT_HEIGHT
    entry: Point = (SLOT_WIDTH / 2, SLOT_HEIGHT / 2)
    marks: tuple[str, ...] = ()
    rows: list[list[Block]] = field(default_factory=list)
    inner: int = 0
    slot: Point = (0.0, 0.0)
    region: tuple[float, float, float, float] | None = None
    parts: list[Placed] = field(default_factory=list)
    buses: list[float] = field(default_factory=list)
    gaps: list[list[float]] = field(default_factory=list)
    aside: int = 0
    above: list[int] = field(default_factory=list)
    beside: list[list[int]] = field(default_factory=list)

    def way_above(self, row: int) -> float:
        return BUS + 2 * self.above[row]

    def wide(self, row: int) -> float:
        """The first way beside blocks is wider at one side only: at its left lies the line down to the rows."""
        beside = self.beside[row]
        return _wide(self.rows[row]) + 2 * sum(beside) - beside[0]


def shelves(blocks: Sequence[Block]) -> list[list[Block]]:
    """Rows of about the width at which all of them have the shape of a page; the highest first."""
    ordered = sorted(blocks, key=lambda one: -one.height)
    room = _room(ordered)
    rows: list[list[Block]] = []
    reached = room + 1
    for block in ordered:
        if reached + block.width + GUTTER > room:
            rows.append([])
            reached = 0.0
        rows[-1].append(block)
        reached += block.width + GUTTER
    return rows


def _room(blocks: Sequence[Block]) -> float:
    if not blocks:
        return 0.0
    area = sum((block.width + GUTTER) * (block.height + BUS) for block in blocks)
    few = min(_wide(blocks), _FEW * (SLOT_WIDTH + GUTTER))
    return max(sqrt(area * _ASPECT), few, *(block.width + GUTTER for block in blocks))


def _wide(row: Iterable[Block]) -> float:
    return sum(block.width + GUTTER for block in row)


def block_of(role: str | None, unit: str | None, inside: Sequence[Block], outside: Sequence[Block]) -> Block:
    """`inside` lie in the region of the unit where one is given, `outside` below it."""
    inner = shelves(inside)
    rows = inner + shelves(outside)
    beside = [[0] * (len(row) + 1) for row in rows]
    made = Block(role, unit, rows=rows, inner=len(inner), above=[0] * len(rows), beside=beside)
    place(made)
    return made


def place(made: Block) -> None:
    """Everything in it, by the sizes of the blocks in its rows and of its ways."""
    role, rows = made.role, range(len(made.rows))
    pad, top = (_PAD, TITLE) if made.unit else (0.0, 0.0)
    railed = len(rows) > 1 or (role is None and bool(rows))
    left, least = pad + (_INDENT if railed else 0.0), SLOT_WIDTH if role else 0.0
    widths = [made.wide(row) for row in rows]
    wide = max([least, *widths])
    made.width = left + wide + pad
    centered = role is not None and not railed
    middle = left + (wide if centered else SLOT_WIDTH) / 2 if role is not None else pad + _RAIL
    made.slot = (middle - SLOT_WIDTH / 2, top)
    made.entry = (middle, top + SLOT_HEIGHT / 2 if role else top)
    bottom = top + (SLOT_HEIGHT if role else 0.0)
    first = bottom + made.way_above(0) / 2 if rows else 0.0
    made.parts, made.buses, made.gaps = [], [], []
    buses = _Buses(made, pad + _RAIL, left, wide, first, centered)
    bottom = buses.place(rows[: made.inner], bottom) + pad
    around = max([least, *widths[: made.inner]])
    made.region = (0.0, 0.0, (made.width if centered else left + around + pad), bottom) if made.unit else None
    made.height = buses.place(rows[made.inner :], bottom)
    made.width = max(made.width, head_of(made) + made.aside)


def head_of(block: Block) -> float:
    """How far it reaches to the right; nothing at the head of a group without a title."""
    if block.region is not None:
        return block.region[0] + block.region[2]
    return block.slot[0] + SLOT_WIDTH if block.role is not None else block.width if block.marks else 0.0


@dataclass
class _Buses:
    """Places rows of a block below each other; each row's line runs above it, and down the rail from the first."""

    made: Block
    rail: float
    left: float
    wide: float
    first: float
    centered: bool

    def place(self, rows: Iterable[int], bottom: float) -> float:
        """From `bottom` on; gives where they end."""
        for row in rows:
            self._place_row(row, bottom)
            bottom += self.made.way_above(row) + max(one.height for one in self.made.rows[row])
        return bottom

    def _place_row(self, row: int, bottom: float) -> None:
        made, way = self.made, self.made.way_above(row)
        blocks, beside, x = made.rows[row], made.beside[row], self._begin(row)
        y, bus = bottom + way, bottom + way / 2
        gaps = [x]
        for number, block in enumerate(blocks):
            left = x + beside[number] + GUTTER / 2
            route = self._route(bus, left + block.entry[0], y + block.entry[1])
            made.parts.append(Placed(block, left, y, route, row, number))
            x = left + block.width + GUTTER / 2 + beside[number + 1]
            gaps.append(x)
        made.buses.append(bus)
        made.gaps.append(gaps)

    def _begin(self, row: int) -> float:
        """A single row lies in the middle below its role."""
        return self.left + (self.wide - self.made.wide(row)) / 2 if self.centered else self.left

    def _route(self, bus: float, x: float, y: float) -> tuple[Point, ...]:
        begin = self.made.entry
        if self.centered:
            return (begin, (begin[0], bus), (x, bus), (x, y))
        down = ((begin[0], self.first), (self.rail, self.first), (self.rail, bus)) if bus > self.first else ()
        turn = down or ((begin[0], bus),)
        return (begin, *turn, (x, bus), (x, y))


class Spot(NamedTuple):
    """Where a block came to lie; `route` leads to it from the role that it reports to; `around`: the number of the spot
    that it lies in, in which row, and the how many-eth there."""

    block: Block
    x: float
    y: float
    route: tuple[Point, ...]
    around: int = -1
    row: int = 0
    place: int = 0


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
            waiting.append(Spot(part.block, x, y, before + own, number, part.row, part.number))
