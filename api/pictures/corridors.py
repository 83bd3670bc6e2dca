"""The free ways of a layout: above each row of blocks, and beside each block.

Lines between boxes keep to them, so that none runs under a box or through the title of a unit. A line leaves the blocks
in which only one of its ends lies, crosses to the other within the innermost block that holds both, and enters again;
it passes rows, or goes between their blocks, by whichever way is shorter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from .blocks import BUS, GUTTER, SLOT_WIDTH, Block, Placed, Point, Spot
from .sides import Sides

# Rows of whatever lies beside the tree, and of a role whose own block holds the other end.
ASIDE, OVER = -2, -1
_REACH = 30.0  # lines turn at most so far from the middle of a way


class Cell(NamedTuple):
    """A block as lines see it, in pixels: the way `above` it, those at its `left` and `right`, and at the right of its
    `head`, which is its box, with the whole of its unit where a title lies over it (`titled`); and for each row in it
    the way above (`buses`) and those between its blocks (`gaps`). From where on everything at the right is free: `over`
    so many rows with the head, `under` so many rows."""

    parent: int
    row: int
    above: float
    left: float
    right: float
    head: float
    titled: bool
    buses: Sequence[float]
    gaps: Sequence[Sequence[float]]
    over: Sequence[float]
    under: Sequence[float]

    def with_rows(self, buses: Sequence[float], gaps: Sequence[Sequence[float]]) -> Cell:
        over = tuple(accumulate((one[-1] for one in gaps), max, initial=self.head))
        under = tuple(accumulate((one[-1] for one in reversed(gaps)), max, initial=self.left))[::-1]
        return self._replace(buses=buses, gaps=gaps, over=over, under=under)

    def beside(self, x: float, free: float, target: float, aside: float) -> float:
        """Where a line from `x` to `target` passes rows with the least way: at the left of all of them, or anywhere at
        the right, where everything is `free`."""
        right = x if free <= x <= self.right else (free if x < free else self.right) + aside
        left = self.left + aside
        nearer = abs(left - x) + abs(left - target) <= abs(right - x) + abs(right - target)
        return left if nearer else right

    def between(self, row: int, x: float, target: float, aside: float) -> float:
        """Where it passes one row, between two blocks or at the right of the last, where everything is free."""
        gaps = self.gaps[row]
        if target >= gaps[-1]:
            return target
        place = bisect_left(gaps, target)
        left, right = gaps[max(place - 1, 0)], gaps[place]
        nearer = abs(left - x) + abs(left - target) <= abs(right - x) + abs(right - target)
        return (left if nearer else right) + aside


class Wide(NamedTuple):
    """From where to where a way is wider, and by how much before and behind its middle."""

    begin: float
    end: float
    before: int
    behind: int


class Corridors(NamedTuple):
    """Cells with the whole first, each after the one it lies in; by key of an end its cell; `beside`: where the way
    runs between the tree and those at its left; `wider`: by direction and middle where ways are."""

    cells: list[Cell]
    seats: dict[str, int]
    beside: float
    wider: defaultdict[tuple[bool, int], list[Wide]]

    def around(self, seat: str) -> list[int]:
        """The cells that hold an end, the whole first."""
        found, cell, cells = list[int](), self.seats[seat], self.cells
        while cell >= 0:
            found.append(cell)
            cell = cells[cell].parent
        return found[::-1]

    def outermost(self, chain: Sequence[int], at: int, shared: int) -> bool:
        """Whether nothing lies at the left of a cell within those around it, down to the one that is shared."""
        pairs = pairwise(self.cells[one] for one in chain[shared - 1 : at + 1])
        return all(one.left <= around.gaps[one.row][0] for around, one in pairs)

    def add(self, spot: Spot, over: int) -> None:
        """The next block; `over`: how many rows of people lie over the tree."""
        block, x, y = spot.block, spot.x, spot.y
        above = self.cells[spot.around].buses[spot.row] if self.cells else y
        row = spot.row + over if spot.around == 0 else spot.row
        left, right = x - block.beside, x + block.width + block.beside
        buses, gaps = [y + one for one in block.buses], [[x + one for one in some] for some in block.gaps]
        head = x + _head(block) + GUTTER / 2
        cell = Cell(spot.around, row, above, left, right, head, block.region is not None, (), (), (head,), (left,))
        self.cells.append(cell.with_rows(buses, gaps) if gaps else cell)
        for part in block.parts:
            if part.block.spare:
                self._widen(part, x, y, block)

    def _widen(self, part: Placed, x: float, y: float, around: Block) -> None:
        """The ways above a block that many lead past, and at its sides from there to the way below its row."""
        spare, bus, *below = part.block.spare, *around.buses[part.row : part.row + 2], around.height
        self.wider[False, round(y + bus)].append(Wide(x, x + around.width, spare, spare))
        left, right = x + part.x - part.block.beside, x + part.x + part.block.width + part.block.beside
        begin, end = y + bus - _REACH, y + below[0] + _REACH
        self.wider[True, round(left)].append(Wide(begin, end, 0, spare))
        self.wider[True, round(right)].append(Wide(begin, end, spare, 0))

    def spare(self, down: bool, middle: int, first: int, last: int) -> tuple[int, int]:
        """How many pixels beyond the usual are free before and behind the middle of a way, along a part of it."""
        found = [one for one in self.wider.get((down, middle), ()) if one.begin <= first and last <= one.end]
        return max((one.before for one in found), default=0), max((one.behind for one in found), default=0)

    def surround(self, sides: Sides) -> None:
        """People over the tree are rows of the whole; those at the left reach it by a way of their own."""
        whole = self.cells[0]
        self.cells[0] = whole.with_rows([*sides.buses, *whole.buses], [*sides.gaps, *whole.gaps])
        for id, (x, y) in sides.places.items():
            self.seats[seat_of(id)] = len(self.cells)
            row, right = sides.rows.get(id, ASIDE), sides.columns.get(id, x + SLOT_WIDTH + GUTTER / 2)
            self._put(row, x, y, right)

    def put_aside(self, seat: str, x: float, y: float) -> None:
        """What stands for many at the left of the tree."""
        self.seats[seat] = len(self.cells)
        self._put(ASIDE, x, y, self.beside)

    def _put(self, row: int, x: float, y: float, right: float) -> None:
        left = x - GUTTER / 2
        self.cells.append(Cell(0, row, y - BUS / 2, left, right, right, False, (), (), (right,), (left,)))


def _head(block: Block) -> float:
    """How far the head of a block reaches to the right; nothing at the head of a group without a title."""
    if block.region is not None:
        return block.region[0] + block.region[2]
    return block.slot[0] + SLOT_WIDTH if block.role is not None else block.width if block.marks else 0.0


def seat_of(person: str) -> str:
    """What stands for somebody without a role among ends; no id of a role has a slash."""
    return f"person/{person}"


def title_of(unit: str) -> str:
    """What stands for the title of a unit among ends."""
    return f"title/{unit}"


class Leaving(NamedTuple):
    """A line from its end on as far as a way between rows: from the last point it goes up or down at `x`."""

    points: list[Point]
    x: float
    row: int


def across(cell: Cell, one: Leaving, other: Leaving, level: float, aside: float) -> list[Point]:
    """What joins two ends within a cell; ways are followed so many pixels below and beside their middle."""
    if one.row == other.row:
        y = cell.buses[one.row] + level if one.row >= 0 else 0.0
        return [] if one.x == other.x else [(one.x, y), (other.x, y)]
    if one.row > other.row:
        return across(cell, other, one, level, aside)[::-1]
    return _down(cell, one, other, level, aside)


def _down(cell: Cell, upper: Leaving, lower: Leaving, level: float, aside: float) -> list[Point]:
    """Through the gap of each row in between by which the way is shortest."""
    found, x = list[Point](), upper.x
    for row in range(lower.row if upper.row == ASIDE else upper.row + 1, lower.row + 1):
        y = cell.buses[row] + level
        found.append((x, y))
        x = lower.x if row == lower.row else cell.between(row, x, lower.x, aside)
        found.append((x, y))
    return found
