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

from .blocks import BUS, GUTTER, SLOT_WIDTH, Block, Point, Spot, head_of
from .sides import Sides

# Rows of whatever lies beside the tree, and of a role whose own block holds the other end; what stands for that of the
# head of a block.
ASIDE, OVER, AT_HEAD = -2, -1, -3
_WIDE = 1_000
_FREE_ASIDE = 6  # pixels beyond the usual that nothing else takes


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

    def past(self, block: Block, row: int) -> tuple[float, float, float]:
        """From where to where a row lies beside a line, and how far it reaches to the right."""
        begin = self.buses[row] + block.way_above(row) / 2
        return begin, begin + max(one.height for one in block.rows[row]), self.gaps[row][-1]

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


class Way(NamedTuple):
    """From where to where one leads past blocks, and how much is free beyond the usual before and behind its middle;
    `row` and `number` say which of its block it is (none: above a row), `sides` on which it can be wider."""

    begin: float
    end: float
    before: int
    behind: int
    block: Block
    row: int
    number: int | None
    sides: tuple[bool, bool] = (True, True)


class Corridors(NamedTuple):
    """Cells with the whole first, each after the one it lies in; by key of an end its cell; `beside`: where the way
    runs between the tree and those at its left; `known`: by direction and middle the ways, where lines are to be told
    apart."""

    cells: list[Cell]
    seats: dict[str, int]
    beside: float
    known: defaultdict[tuple[bool, int], list[Way]]

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
        above, left, right = y, x - GUTTER / 2, x + block.width + GUTTER / 2
        if self.cells:
            around = self.cells[spot.around]
            above, left, right = around.buses[spot.row], *around.gaps[spot.row][spot.place : spot.place + 2]
        row = spot.row + over if spot.around == 0 else spot.row
        buses, gaps = [y + one for one in block.buses], [[x + one for one in some] for some in block.gaps]
        head = x + head_of(block) + GUTTER / 2
        cell = Cell(spot.around, row, above, left, right, head, block.region is not None, (), (), (head,), (left,))
        self.cells.append(cell.with_rows(buses, gaps) if gaps else cell)

    def learn(self, block: Block, cell: Cell) -> None:
        """The ways in a block, and that at the right of its head, where all is free as far as the next one."""
        for row, (bus, gaps) in enumerate(zip(cell.buses, cell.gaps, strict=True)):
            wide, (begin, end, _) = block.above[row], cell.past(block, row)
            self.known[False, round(bus)].append(Way(cell.left, cell.right, wide, wide, block, row, None))
            for number, x in enumerate(gaps):
                wide = block.beside[row][number]
                way = Way(begin, end, wide if number else 0, wide, block, row, number, (number > 0, True))
                self.known[True, round(x)].append(way)
        if cell.gaps:
            self._learn_right(block, cell, int(cell.right - cell.head))

    def _learn_right(self, block: Block, cell: Cell, free: int) -> None:
        """What a line passes at the right of all rows where these are less wide."""
        above, below = cell.above, cell.buses[0] - block.way_above(0) / 2
        if free > 0:
            way = Way(above, below, 0, free, block, AT_HEAD, None, (False, True))
            self.known[True, round(cell.head)].append(way)
        passed = [(above, below, cell.head), *(cell.past(block, row) for row in range(len(cell.gaps)))]
        for x in {right for _, _, right in passed}:
            for begin, end, right in passed:
                if right < x:
                    way = Way(begin, end, int(x - right), _WIDE, block, AT_HEAD, None, (False, True))
                    self.known[True, round(x)].append(way)

    def learn_aside(self, whole: Block, height: float) -> None:
        """The way at the left of everything."""
        way = Way(0.0, height, whole.aside + _FREE_ASIDE, whole.aside, whole, ASIDE, None)
        self.known[True, round(self.beside)].append(way)

    def along(self, down: bool, middle: int, first: int, last: int) -> list[Way]:
        """Those that a part of a line passes."""
        return [one for one in self.known.get((down, middle), ()) if one.begin < last and first < one.end]

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
