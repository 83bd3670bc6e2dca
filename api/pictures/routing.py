"""How a line runs from box to box: along the corridors of a layout, with corners that are a little round.

Where it begins at a box and which lane of a corridor it takes follow from where its two ends lie and from nothing else:
it stays where it is on all days on which they do, whatever comes and goes beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from .blocks import Point
from .boxes import Frame
from .corridors import ASIDE, OVER, Cell, Corridors, Leaving, across

# Pixels from the middle of a corridor; the middle above a row belongs to lines of reporting.
_LEVELS, _ASIDES = (8, 3, -5, 6, -8, -3), (0, 3, -3, 5, -5)
# Pixels from the middle of a box at which lines begin: the nearest, and how far those reach that lead far away.
_NEAREST, _SPREAD, _FAR, _HIGH = 7.0, 56.0, 400.0, 18.0
_TWIN = 5.0
_ROUND = 5
# By whether it goes right, and down: a corner after a part that runs across, and after one that runs down.
_WAYS = {(right, below): (_ROUND * (2 * right - 1), _ROUND * (2 * below - 1)) for right in (0, 1) for below in (0, 1)}
_ACROSS = {way: f"q{x} 0 {x} {y}" for way, (x, y) in _WAYS.items()}
_DOWN = {way: f"q0 {y} {x} {y}" for way, (x, y) in _WAYS.items()}


class End(NamedTuple):
    """A box where a line ends: from `below` it where it is somebody's superior; `titled`: the title of a unit."""

    seat: str
    frame: Frame
    below: bool = False
    title: bool = False


class Lane(NamedTuple):
    level: float
    aside: float
    twin: int


def route(ways: Corridors, one: End, other: End, twin: int = 0) -> list[Point]:
    """The points of a line; `twin`: how many lines between the same two were drawn already."""
    first, second = ways.around(one.seat), ways.around(other.seat)
    shared = _shared(first, second, one.title or other.title)
    lane = _lane(one.frame, other.frame, twin)
    rows = [ways.cells[chain[shared]].row if len(chain) > shared else OVER for chain in (first, second)]
    begin = _Climb(ways, one, other.frame, lane).leaving(first, shared, falling=rows[0] < rows[1])
    end = _Climb(ways, other, one.frame, lane).leaving(second, shared, falling=rows[1] < rows[0])
    between = across(ways.cells[first[shared - 1]], begin, end, lane.level, lane.aside)
    return [*begin.points, *between, *reversed(end.points)]


def _shared(first: Sequence[int], second: Sequence[int], title: bool) -> int:
    """How many cells hold both ends; a title is reached from outside of its unit."""
    most = min(len(first), len(second)) - title
    return next((at for at in range(most) if first[at] != second[at]), most)


def _lane(one: Frame, other: Frame, twin: int) -> Lane:
    """The same from both ends."""
    (x, y), (across, down) = one.middle, other.middle
    number = round((abs(across - x) + 3 * abs(down - y)) / 53) + twin
    return Lane(_LEVELS[number % len(_LEVELS)], _ASIDES[(number // 2) % len(_ASIDES)], twin)


class _Climb:
    """From an end out of the cells that only it lies in."""

    def __init__(self, ways: Corridors, end: End, other: Frame, lane: Lane) -> None:
        self.ways, self.end, self.lane = ways, end, lane
        (x, y), (across, down) = end.frame.middle, other.middle
        self.target, self.over, self.down = across, across - x, down - y

    def leaving(self, chain: Sequence[int], shared: int, *, falling: bool) -> Leaving:
        """`falling`: the other end lies in a lower row."""
        cells = self.ways.cells
        if len(chain) == shared:
            return Leaving([(self._x(), self._bottom())], self._x(), OVER)
        own = cells[chain[-1]]
        if own.row == ASIDE:
            points = self._from_aside(own)
            return Leaving(points, points[-1][0], ASIDE)
        points = self._begin(own, falling=falling and len(chain) == shared + 1)
        for at in range(len(chain) - 1, shared, -1):
            x, y = points[-1][0], cells[chain[at]].above + self.lane.level
            points += ((x, y), (self._beside(cells[chain[at - 1]], x), y))
        return Leaving(points, points[-1][0], cells[chain[shared]].row)

    def _begin(self, own: Cell, *, falling: bool) -> list[Point]:
        """From the box to a way along which the line can go up or down."""
        frame = self.end.frame
        x, beside = frame.middle[0], self._beside(own, frame.middle[0])
        if self.end.title:
            return [(frame.x, frame.middle[1]), (own.left + self.lane.aside, frame.middle[1])]
        if self.end.below:
            return self._from_below(own, beside)
        if falling and not own.buses:
            return [(self._x(), self._bottom())]
        if falling or own.titled:
            side = frame.x + (frame.width if beside > x else 0.0)
            return [(side, self._y()), (beside, self._y())]
        return [(self._x(), frame.y)]

    def _from_below(self, own: Cell, beside: float) -> list[Point]:
        """Over what reports to it, or just under its box if that is nothing."""
        x, bottom = self._x(), self._bottom()
        y = own.buses[0] + self.lane.level if own.buses else bottom + 4
        return [(x, bottom), (x, y), (beside, y)]

    def _from_aside(self, own: Cell) -> list[Point]:
        """To the right, over the boxes of the columns between."""
        begin = (self.end.frame.x + self.end.frame.width, self._y())
        if own.right == self.ways.beside:
            return [begin, (own.right + self.lane.aside, begin[1])]
        turn, y = own.right + self.lane.aside, own.above + self.lane.level
        return [begin, (turn, begin[1]), (turn, y), (self.ways.beside + self.lane.aside, y)]

    def _beside(self, cell: Cell, x: float) -> float:
        """The way beside a cell by which it is nearer from `x` to the other end."""
        left, right, target = cell.left, cell.right, self.target
        nearer = abs(left - x) + abs(left - target) <= abs(right - x) + abs(right - target)
        return (left if nearer else right) + self.lane.aside

    def _x(self) -> float:
        return self.end.frame.middle[0] + self._from_middle(self.over, _NEAREST, _SPREAD)

    def _y(self) -> float:
        return self.end.frame.middle[1] + self._from_middle(self.down, 0.0, _HIGH)

    def _from_middle(self, far: float, nearest: float, most: float) -> float:
        """The farther the other end, the farther from the middle, so that lines to one side do not cross."""
        reached = nearest + (most - nearest) * abs(far) / (abs(far) + _FAR) + _TWIN * self.lane.twin
        return min(reached, most) * (1 if far > 0 else -1)

    def _bottom(self) -> float:
        return self.end.frame.y + self.end.frame.height


def straight(points: Sequence[Point]) -> list[Point]:
    """Without points that lie on one line with those around them, or twice at one place."""
    kept: list[Point] = []
    for point in points:
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        if not kept or kept[-1] != point:
            kept.append(point)
    return kept


def path_of(points: Sequence[Point]) -> str:
    """The data of a path whose parts run across or down, in whole pixels."""
    begin, *rest = _whole(points)
    found, x = [f"M{begin[0]} {begin[1]}"], begin[0]
    for right, down in rest:
        found.append(f"V{down}" if right == x else f"H{right}")
        x = right
    return "".join(found)


def rounded(points: Sequence[Point]) -> str:
    """The same with corners that are a little round, wherever its parts are long enough."""
    whole = _whole(points)
    if len(whole) < 3:
        return path_of(whole)
    (left, top), (x, y) = whole[:2]
    found = [f"M{left} {top}"]
    for right, bottom in whole[2:]:
        across, down = (x - left, bottom - y) if top == y else (right - x, y - top)
        if abs(across) < 2 * _ROUND or abs(down) < 2 * _ROUND:
            found.append(f"H{x}" if top == y else f"V{y}")
        elif top == y:
            found.append(f"H{x - _ROUND if across > 0 else x + _ROUND}{_ACROSS[across > 0, down > 0]}")
        else:
            found.append(f"V{y - _ROUND if down > 0 else y + _ROUND}{_DOWN[across > 0, down > 0]}")
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
