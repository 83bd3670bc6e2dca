"""Links beside each other: each stretch of one takes the nearest track of its corridor on which no other runs.

The corridors, and the lanes that are tried first, follow from the two ends (`routing.py`): what comes and goes
elsewhere moves a link by some pixels at most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from .blocks import Point
from .boxes import Frame
from .corridors import Corridors
from .routing import End, Lane, lane_of, route, straight

# Pixels from the middle of a corridor: above rows, where lines of reporting keep the middle and a title may lie over
# it; between blocks, where they run down at the left.
_ABOVE, _BETWEEN = range(-9, 13), range(-6, 9)
_OWN = frozenset((-1, 0, 1))
_APART = 3  # pixels between the tracks that are tried first
# How far a line is moved along the edge of its box, and where it runs on beyond what lies beside the box.
_ALONG, _BEYOND, _INSET = 24, 8, 5
_LONG, _UNDER = 60, 8
_LOWER = tuple(range(9))
# Stretches up to here hide nothing; so far those around may move yet.
_SHORT, _SPARE = 20, 10
# Of more links corridors are full, and nobody follows one: those of a tone share its lane.
_MANY = 400
# Where a corridor has no track left: by tone the lane above a row and that between blocks, which nobody else takes.
_SHARED = {"friendly": (10, 7), "neutral": (6, 1), "hostile": (-9, -6)}
_ABOVE_SHARED, _BETWEEN_SHARED = (frozenset(one) for one in zip(*_SHARED.values(), strict=True))
Span = tuple[int, int]


class Tracks:
    """Of one picture: by direction and pixel the spans that are taken."""

    def __init__(self, lines: int, ways: Corridors) -> None:
        self._full, self._ways = lines > _MANY, ways
        self._taken = defaultdict[tuple[bool, int], list[Span]](list)

    def led(self, one: End, other: End, twin: int, tone: str) -> Sequence[Point]:
        """A line from box to box, beside all that were led before."""
        lane = Lane(*_SHARED[tone], twin) if self._full else lane_of(one.frame, other.frame, twin)
        points = route(self._ways, one, other, lane)
        whole = points if self._full else straight([(round(x), round(y)) for x, y in points])
        return whole if self._full or len(whole) < 2 else self._apart(whole, (one.frame, other.frame), lane, tone)

    def _apart(self, points: Sequence[Point], frames: tuple[Frame, Frame], lane: Lane, tone: str) -> Sequence[Point]:
        line = _Line(points, points[0][0] == points[1][0], frames, lane, self._ways)
        for at in range(1, len(points)):
            self._settle(line, at, tone)
        for at in range(1, len(points)):
            self._taken[line.down(at), line.places[at]].append(line.span(at))
        return line.points()

    def _settle(self, line: _Line, at: int, tone: str) -> None:
        """Where nobody is; if that is nowhere, in the lane of its tone, or where it is at a box."""
        first, last = line.span(at)
        if last - first <= _SHORT:
            return
        place, down = line.places[at], line.down(at)
        for moved in line.moves(at):
            taken = self._taken.get((down, place + moved))
            if taken is None or all(end - _SPARE <= first or last <= begin + _SPARE for begin, end in taken):
                line.places[at] = place + moved
                return
        if line.inner(at):
            line.places[at] = line.middle(at) + _SHARED[tone][down]


class _Line:
    """As places of its stretches, across and down in turn, between those of its ends."""

    def __init__(
        self, points: Sequence[Point], downwards: bool, frames: tuple[Frame, Frame], lane: Lane, ways: Corridors
    ) -> None:
        self.downwards, self.frames, self.lane, self.ways = downwards, frames, lane, ways
        turns = [int(point[(at + downwards) % 2]) for at, point in enumerate(points)]
        self.places = [*turns, int(points[-1][(len(points) + downwards) % 2])]

    def down(self, at: int) -> bool:
        return (at % 2 == 1) == self.downwards

    def span(self, at: int) -> Span:
        begin, end = self.places[at - 1], self.places[at + 1]
        return (begin, end) if begin <= end else (end, begin)

    def moves(self, at: int) -> Iterable[int]:
        """By how many pixels it may be moved, those first that are tried first."""
        last = len(self.places) - 2
        if at in (1, last):
            return self._along(at, [frame for end, frame in zip((1, last), self.frames, strict=True) if at == end])
        if not self.inner(at):
            return _LOWER
        down, middle = self.down(at), self.middle(at)
        return _tracks(down, self.places[at] - middle, *self.ways.spare(down, middle, *self.span(at)))

    def inner(self, at: int) -> bool:
        """Whether it lies in a corridor, and not just at a box."""
        last = len(self.places) - 2
        under = (at == 2 and self._turns_at(0)) or (at == last - 1 and self._turns_at(last + 1))
        return at not in (1, last) and (self.down(at) or not under)

    def middle(self, at: int) -> int:
        """That of its corridor."""
        return self.places[at] - (self.lane.aside if self.down(at) else self.lane.level)

    def _turns_at(self, end: int) -> bool:
        """Whether it turns just under a box, to go up beside it."""
        inner = 2 if end == 0 else end - 2
        return abs(self.places[end] - self.places[inner]) < _UNDER

    def _along(self, at: int, frames: Iterable[Frame]) -> Iterator[int]:
        """No farther than the edges of the boxes where it ends."""
        first, last = self.span(at)
        down, place, reach = self.down(at), self.places[at], _ALONG if last - first <= _LONG else _BEYOND
        edges = [(one.x, one.x + one.width) if down else (one.y, one.y + one.height) for one in frames]
        least, most = max(begin for begin, _ in edges) + _INSET, min(end for _, end in edges) - _INSET
        return (moved for moved in _nearest(range(-reach, reach + 1), 0) if least <= place + moved <= most)

    def points(self) -> list[Point]:
        pairs = list(pairwise(self.places))
        return [(two, one) if (at % 2 == 0) == self.downwards else (one, two) for at, (one, two) in enumerate(pairs)]


@cache
def _tracks(down: bool, lane: int, before: int, behind: int) -> tuple[int, ...]:
    """From a lane to each track of a way; above rows the middle belongs to lines of reporting."""
    usual, others = (_BETWEEN, _BETWEEN_SHARED) if down else (_ABOVE, _ABOVE_SHARED | _OWN)
    tracks = range(usual.start - before, usual.stop + behind)
    return _nearest([one for one in tracks if one not in others], lane)


def _nearest(tracks: Sequence[int], lane: int) -> tuple[int, ...]:
    """From a place to each: whole steps first."""
    moves = [one - lane for one in tracks]
    return tuple(sorted(moves, key=lambda one: (abs(one) % _APART != 0, abs(one), one)))
