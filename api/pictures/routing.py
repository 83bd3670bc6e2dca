"""How a line runs from box to box: along the corridors of a layout, with corners that are cut a little.

Where it begins at a box and which lane of a corridor it takes follow from where its two ends lie and from nothing else:
it keeps its corridors on all days on which they do, whatever comes and goes beside it (`tracks.py`: its pixels).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from .blocks import SLOT_HEIGHT, Point
from .boxes import Frame
from .corridors import ASIDE, OVER, Cell, Corridors, Leaving, across

# Pixels from the middle of a corridor; the middle above a row belongs to lines of reporting.
_LEVELS, _ASIDES = (8, 3, -8, -3), (3, -3, 7, -2)
# Pixels from the middle of a box at which lines begin: the nearest, and how far those reach that lead far away.
_NEAREST, _SPREAD, _FAR, _HIGH, _LOW = 7.0, 64.0, 1_200.0, 20.0, 6.0
_TWIN = 5.0
_BEND = 40.0  # pixels of way across for which a line turns once more
_CORNER = 5
# By whether it goes right, and down; cut, since that is shorter to write and to paint than a curve.
_WAYS = {(right, below): (_CORNER * (2 * right - 1), _CORNER * (2 * below - 1)) for right in (0, 1) for below in (0, 1)}
_CUT = {way: f"l{x} {y}" for way, (x, y) in _WAYS.items()}


class End(NamedTuple):
    """A box where a line ends: from `below` it where it is somebody's superior; `titled`: the title of a unit."""

    seat: str
    frame: Frame
    below: bool = False
    title: bool = False


class Lane(NamedTuple):
    level: int
    aside: int
    twin: int


def route(ways: Corridors, one: End, other: End, lane: Lane) -> list[Point]:
    """The points of a line."""
    first, second = ways.around(one.seat), ways.around(other.seat)
    shared = _shared(first, second, one.title or other.title)
    rows = [ways.cells[chain[shared]].row if len(chain) > shared else OVER for chain in (first, second)]
    begin = _Climb(ways, one, other.frame, lane).leaving(first, shared, rows)
    end = _Climb(ways, other, one.frame, lane).leaving(second, shared, rows[::-1])
    between = across(ways.cells[first[shared - 1]], begin, end, lane.level, lane.aside)
    return [*begin.points, *between, *reversed(end.points)]


def led(ways: Corridors, one: End, other: End, twin: int) -> list[Point]:
    """In the lane that its ends give it."""
    return route(ways, one, other, lane_of(one.frame, other.frame, twin))


def _shared(first: Sequence[int], second: Sequence[int], title: bool) -> int:
    """How many cells hold both ends; a title is reached from outside of its unit."""
    most = min(len(first), len(second)) - title
    return next((at for at in range(most) if first[at] != second[at]), most)


def lane_of(one: Frame, other: Frame, twin: int) -> Lane:
    """The same from both ends; `twin`: how many lines between the same two were drawn already."""
    (x, y), (across, down) = one.middle, other.middle
    number = round((abs(across - x) + 3 * abs(down - y)) / 53) + twin
    return Lane(_LEVELS[number % len(_LEVELS)], _ASIDES[(number // 2) % len(_ASIDES)], twin)


class _Climb:
    """From an end out of the cells that only it lies in."""

    def __init__(self, ways: Corridors, end: End, other: Frame, lane: Lane) -> None:
        self.ways, self.end, self.lane = ways, end, lane
        self.middle = x, y = end.frame.middle
        across, down = other.middle
        self.target, self.over, self.down = across, across - x, down - y

    def leaving(self, chain: Sequence[int], shared: int, rows: Sequence[int]) -> Leaving:
        """`rows`: its own within the cell that is shared, and that of the other end."""
        cells, falling = self.ways.cells, rows[0] < rows[1]
        if len(chain) == shared:
            return Leaving([(self._x(), self._bottom())], self._x(), OVER)
        own = cells[chain[-1]]
        if own.row == ASIDE:
            points = self._from_aside(own)
            return Leaving(points, points[-1][0], ASIDE)
        leaves = rows[1] == ASIDE and not self.end.title
        if leaves and self.ways.outermost(chain, len(chain) - 1, shared):
            return self._to_aside([(self.end.frame.x, self._y())])
        points = self._begin(own, falling=falling)
        for at in range(len(chain) - 1, shared, -1):
            around, row, x = cells[chain[at - 1]], cells[chain[at]].row, points[-1][0]
            if leaves and self.ways.outermost(chain, at - 1, shared):
                return self._to_aside([*points, (x, around.buses[row] + self.lane.level)])
            points += self._onwards(around, row + falling, x, falling=falling)
        return Leaving(points, points[-1][0], cells[chain[shared]].row)

    def _to_aside(self, points: list[Point]) -> Leaving:
        """To the left, out of the tree."""
        x = self.ways.beside + self.lane.aside
        return Leaving([*points, (x, points[-1][1])], x, ASIDE)

    def _onwards(self, cell: Cell, row: int, x: float, *, falling: bool) -> list[Point]:
        """From the way above a row up out of the cell, or down: beside all that lies there, or from row to row where
        that is shorter."""
        rows = range(row, len(cell.gaps)) if falling else range(row - 1, -1, -1)
        if falling and not rows:
            return []
        free = cell.under[row] if falling else cell.over[row]
        beside = cell.beside(x, free, self.target, self.lane.aside)
        if beside == x:
            return []
        straight = self._turned(cell, row, x, beside)
        # Stairs turn as well, so that nothing is to be gained by them where the way beside is hardly longer.
        if not rows or abs(x - beside) + abs(beside - self.target) <= abs(x - self.target) + _BEND:
            return straight
        return min(straight, self._stairs(cell, rows, x, falling=falling), key=self._cost)

    def _stairs(self, cell: Cell, rows: range, x: float, *, falling: bool) -> list[Point]:
        aside, target, found = self.lane.aside, min(self.target, cell.right) + self.lane.aside, list[Point]()
        for one in rows:
            through = cell.between(one, x, target, aside)
            found += self._turned(cell, one if falling else one + 1, x, through)
            x = through
        return found if falling else [*found, *self._turned(cell, 0, x, cell.beside(x, cell.head, self.target, aside))]

    def _turned(self, cell: Cell, row: int, x: float, other: float) -> list[Point]:
        y = cell.buses[row] + self.lane.level
        return [(x, y), (other, y)]

    def _cost(self, points: Sequence[Point]) -> float:
        """How far it goes across until it stands over the target; a bend more counts as some pixels."""
        turns = [abs(one[0] - other[0]) for one, other in pairwise(points)]
        return sum(one + _BEND for one in turns if one) + abs(points[-1][0] - self.target)

    def _begin(self, own: Cell, *, falling: bool) -> list[Point]:
        """From the box to a way along which the line can go up or down."""
        frame = self.end.frame
        if self.end.title:
            y = self.middle[1] + self._from_middle(self.down, self.over, 0.0, _LOW)
            return [(frame.x, y), (own.left + self.lane.aside, y)]
        if falling or self.end.below:
            return self._from_below(own, falling=falling)
        return self._from_side(own, own.head) if own.titled else [(self._x(), frame.y)]

    def _from_side(self, own: Cell, free: float) -> list[Point]:
        frame, y = self.end.frame, self._y()
        x = self.middle[0]
        beside = own.beside(x, free, self.target, self.lane.aside)
        return [(frame.x + (frame.width if beside > x else 0.0), y), (beside, y)]

    def _from_below(self, own: Cell, *, falling: bool) -> list[Point]:
        """Through what reports to it or over that, or just under its box if that is nothing."""
        begin = self._x(), self._bottom()
        if own.buses:
            through = [begin, *self._onwards(own, 0, begin[0], falling=falling)]
            beside = self._from_side(own, own.over[-1])
            return min(through, beside, key=self._cost) if falling and not self.end.below else through
        if falling:
            return [begin]
        x, y = begin[0], self.middle[1] + SLOT_HEIGHT / 2 - 1
        return [begin, (x, y), (own.beside(x, own.head, self.target, self.lane.aside), y)]

    def _from_aside(self, own: Cell) -> list[Point]:
        """To the right, over the boxes of the columns between."""
        begin = (self.end.frame.x + self.end.frame.width, self._y())
        if own.right == self.ways.beside:
            return [begin, (own.right + self.lane.aside, begin[1])]
        turn, y = own.right + self.lane.aside, own.above + self.lane.level
        return [begin, (turn, begin[1]), (turn, y), (self.ways.beside + self.lane.aside, y)]

    def _x(self) -> float:
        return self.middle[0] + self._from_middle(self.over, self.down, _NEAREST, _SPREAD)

    def _y(self) -> float:
        return self.middle[1] + self._from_middle(self.down, self.over, 0.0, _HIGH)

    def _from_middle(self, far: float, aside: float, nearest: float, most: float) -> float:
        """The farther the other end, the farther from the middle, so that lines to one side do not cross; those to ends
        above each other part too."""
        way = abs(far) + abs(aside) / 3
        reached = nearest + (most - nearest) * way / (way + _FAR) + _TWIN * self.lane.twin
        return min(reached, most) * (1 if far > 0 else -1)

    def _bottom(self) -> float:
        return self.end.frame.y + self.end.frame.height


def straight(points: Sequence[Point]) -> list[Point]:
    """Without points that lie on one line with those around them, or twice at one place."""
    kept = [points[0]]
    for point in points[1:]:
        if len(kept) > 1:
            (left, top), (x, y) = kept[-2:]
            if left == x == point[0] or top == y == point[1]:
                kept.pop()
        if kept[-1] != point:
            kept.append(point)
    return kept


def path_of(points: Sequence[Point]) -> str:
    """The data of a path whose parts run across or down, in whole pixels."""
    return _data(_whole(points))


def branch_of(points: Sequence[Point]) -> str:
    """The same of few points, in a fraction of its time."""
    return _data([(round(x), round(y)) for x, y in points])


def _data(points: Sequence[tuple[int, int]]) -> str:
    (x, y), *rest = points
    found = [f"M{x} {y}"]
    for right, down in rest:
        found.append(f"V{down}" if right == x else f"H{right}")
        x = right
    return "".join(found)


def softened(points: Sequence[Point]) -> str:
    """The same with corners that are cut a little, wherever its parts are long enough."""
    whole = _whole(points)
    if len(whole) < 3:
        return path_of(whole)
    (left, top), (x, y) = whole[:2]
    found = [f"M{left} {top}"]
    for right, bottom in whole[2:]:
        across, down = (x - left, bottom - y) if top == y else (right - x, y - top)
        if abs(across) < 2 * _CORNER or abs(down) < 2 * _CORNER:
            found.append(f"H{x}" if top == y else f"V{y}")
        elif top == y:
            found.append(f"H{x - _CORNER if across > 0 else x + _CORNER}{_CUT[across > 0, down > 0]}")
        else:
            found.append(f"V{y - _CORNER if down > 0 else y + _CORNER}{_CUT[across > 0, down > 0]}")
        left, top, x, y = x, y, right, bottom
    found.append(f"V{y}" if left == x else f"H{x}")
    return "".join(found)


def _whole(points: Sequence[Point]) -> list[tuple[int, int]]:
    kept = straight(points) if len(points) > 2 else points
    return [(round(x), round(y)) for x, y in kept]


def middle_of(points: Sequence[Point]) -> Point:
    """Of the longest straight part of a line."""
    (x, y), (across, down) = max(
        pairwise(points), key=lambda one: abs(one[0][0] - one[1][0]) + abs(one[0][1] - one[1][1])
    )
    return (x + across) / 2, (y + down) / 2
