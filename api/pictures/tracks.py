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
from .routing import End, Lane, lane_of, straight

# Pixels from the middle of a corridor: above rows, where lines of reporting keep the middle and a title may lie over
# it; between blocks, where they run down at the left.
_ABOVE = tuple(one for one in range(-9, 13) if abs(one) > 1)
_BETWEEN = tuple(range(-6, 9))
_APART = 3  # pixels between the tracks that are tried first
# How far a line is moved along the edge of its box, and where it runs on beyond what lies beside the box.
_ALONG, _BEYOND, _INSET = 24, 8, 5
_LONG, _UNDER = 60, 8
_LOWER = tuple(range(9))
# Stretches up to here hide nothing; so far those around may move yet.
_SHORT, _SPARE = 20, 10
# Of more links corridors are full, and nobody follows one: they share lanes.
_MANY = 400
Span = tuple[int, int]


class Tracks:
    """Of one picture: by direction and pixel the spans that are taken."""

    def __init__(self, lines: int) -> None:
        self._full, self._taken = lines > _MANY, defaultdict[tuple[bool, int], list[Span]](list)

    def apart(self, points: Sequence[Point], one: End, other: End, twin: int) -> Sequence[Point]:
        """A line from box to box, beside all that were led before."""
        whole = points if self._full else straight([(round(x), round(y)) for x, y in points])
        if self._full or len(whole) < 2:
            return whole
        frames = one.frame, other.frame
        line = _Line(whole, whole[0][0] == whole[1][0], frames, lane_of(*frames, twin))
        for at in range(1, len(whole)):
            self._settle(line, at)
        for at in range(1, len(whole)):
            self._taken[line.down(at), line.places[at]].append(line.span(at))
        return line.points()

    def _settle(self, line: _Line, at: int) -> None:
        """Where nobody is; if that is nowhere, it stays."""
        first, last = line.span(at)
        if last - first <= _SHORT:
            return
        place, down = line.places[at], line.down(at)
        for moved in line.moves(at):
            taken = self._taken.get((down, place + moved))
            if taken is None or all(end - _SPARE <= first or last <= begin + _SPARE for begin, end in taken):
                line.places[at] = place + moved
                return


class _Line:
    """As places of its stretches, across and down in turn, between those of its ends."""

    def __init__(self, points: Sequence[Point], downwards: bool, frames: tuple[Frame, Frame], lane: Lane) -> None:
        self.downwards, self.frames, self.lane = downwards, frames, lane
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
        if self.down(at):
            return _nearest(_BETWEEN, self.lane.aside)
        under = (at == 2 and self._turns_at(0)) or (at == last - 1 and self._turns_at(last + 1))
        return _LOWER if under else _nearest(_ABOVE, self.lane.level)

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
def _nearest(tracks: Sequence[int], lane: int) -> tuple[int, ...]:
    """From a lane to each track: whole steps first."""
    moves = [one - lane for one in tracks]
    return tuple(sorted(moves, key=lambda one: (abs(one) % _APART != 0, abs(one), one)))
