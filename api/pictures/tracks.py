"""Links beside each other: each stretch of one takes the nearest track of its corridor on which no other runs.

This is done once for all links of an account's life: one between two who did not move runs through the same pixels on
all days. Where a way has too few tracks, it is said how much wider it ought to be, for the layout to make it so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from .blocks import Point
from .boxes import Frame
from .corridors import Corridors, Way
from .routing import End, Lane, route, straight

# Pixels from the middle of a corridor that are free: above rows, where lines of reporting keep the middle and a title
# may lie over it; between blocks, where they run down at the left.
_ABOVE, _BETWEEN = range(-9, 13), range(-6, 9)
_OWN = frozenset((-1, 0, 1))
_MOST = 110  # by so many pixels a way becomes wider at each side: more helped no company looked at
# How far a line is moved along the edge of its box, and where it runs on beyond what lies beside the box.
_ALONG, _BEYOND, _INSET = 24, 8, 5
_LONG, _UNDER = 60, 8
_LOWER = tuple(range(9))
# Stretches up to here hide nothing; so far those around may move yet.
_SHORT, _SPARE = 20, 10
# Of more links corridors are full, and nobody follows one: those of a tone share its lane.
_MANY = 400
# Where a corridor has no track left: by tone the lane above a row and that between blocks, which nobody else takes.
_SHARED = {"friendly": (7, 6), "neutral": (3, 2), "hostile": (-7, -3)}
_ABOVE_SHARED, _BETWEEN_SHARED = (frozenset(one) for one in zip(*_SHARED.values(), strict=True))
Span = tuple[int, int]


class Thread(NamedTuple):
    """A link as long as its two people stand at these two ends."""

    begin: str
    end: str
    person: str
    other: str
    kind: str


def told_apart(links: int) -> bool:
    """Whether so many can be."""
    return links <= _MANY


class Tracks:
    """By direction and pixel the spans that are taken; `apart`: pixels between tracks; `growing`: where a way has none
    left, those beyond are taken, and `lacking` says by how much it ought to be wider."""

    def __init__(self, ways: Corridors, apart: int, *, growing: bool = False) -> None:
        self.lacking: list[tuple[Way, int]] = []
        self._apart, self._growing = apart, growing
        self._ways, self._full, self._lines = ways, False, dict[Thread, _Line]()
        self._taken = defaultdict[tuple[bool, int], list[Span]](list)

    def of_day(self, threads: Sequence[Thread]) -> Tracks:
        """The same for more links of one day, if there are any."""
        if all(one in self._lines for one in threads):
            return self
        made = Tracks(self._ways, self._apart)
        made._lines, made._full = dict(self._lines), not self._lines and not told_apart(len(threads))
        made._taken.update({place: list(spans) for place, spans in self._taken.items()})
        return made

    def led(self, thread: Thread, ends: tuple[End, End], twin: int, tone: str) -> Sequence[Point]:
        """A line from box to box, beside all others."""
        if self._full:
            return route(self._ways, *ends, Lane(*_SHARED[tone], twin))
        if thread not in self._lines:
            self.lay(thread, ends, twin)
        return self._lines[thread].points(tone, ends)

    def lay(self, thread: Thread, ends: tuple[End, End], twin: int) -> None:
        lane = Lane(self._apart, 0, twin)
        points = straight([(round(x), round(y)) for x, y in route(self._ways, *ends, lane)])
        line = self._lines[thread] = _Line(points, ends, lane)
        for at in line.stretches:
            self._settle(line, at)
        self._put(line)

    def lay_again(self) -> None:
        """Whatever came upon another since it was laid, as the stretches before and behind it moved."""
        for line in self._lines.values():
            self._lift(line)
            for at in line.stretches:
                if not self._free(line.down(at), line.places[at], line.span(at)):
                    self._settle(line, at)
            self._put(line)

    def _put(self, line: _Line) -> None:
        for at in line.stretches:
            self._taken[line.down(at), line.places[at]].append(line.span(at))

    def _lift(self, line: _Line) -> None:
        for at in line.stretches:
            self._taken[line.down(at), line.places[at]].remove(line.span(at))

    def _settle(self, line: _Line, at: int) -> None:
        """Where nobody is; if that is nowhere, in the lane of its tone, or where it is at a box."""
        first, last = line.span(at)
        if last - first <= _SHORT:
            return
        moves = line.moves(at)
        if moves is None:
            self._settle_inside(line, at, line.middles[at])
        else:
            line.places[at] += self._nearest_free(line.down(at), line.places[at], (first, last), moves) or 0

    def _settle_inside(self, line: _Line, at: int, middle: int) -> None:
        """In a corridor."""
        down, span = line.down(at), line.span(at)
        ways = self._ways.along(down, middle, *span)
        before = min((min(one.before, _MOST) for one in ways), default=0)
        behind = min((min(one.behind, _MOST) for one in ways), default=0)
        usual, rest, beyond = _tracks(down, self._apart, before, behind)
        found = self._nearest_free(down, middle, span, usual, self._apart - 1)
        if found is None and self._growing:
            found = self._beyond(line, at, ways, beyond)
        if found is None:
            found = self._nearest_free(down, middle, span, rest)
        line.shared.discard(at)
        if found is None:
            line.shared.add(at)
        else:
            line.places[at] = middle + found

    def _beyond(self, line: _Line, at: int, ways: Sequence[Way], tracks: Iterable[int]) -> int | None:
        """As if the ways that a stretch passes were wider, if all of them can be."""
        if not ways:
            return None
        down, sides = line.down(at), [all(one.sides[side] for one in ways) for side in (0, 1)]
        tracks = (one for one in tracks if sides[one > 0])
        found = self._nearest_free(down, line.middles[at], line.span(at), tracks, self._apart - 1)
        if found is not None:
            lacking = ((one, _lacking(down, found, one)) for one in ways)
            self.lacking += [(one, more) for one, more in lacking if more]
        return found

    def _nearest_free(self, down: bool, place: int, span: Span, moves: Iterable[int], clear: int = 0) -> int | None:
        """The first of these moves to where no other line is, nor so near."""
        return next((moved for moved in moves if self._free(down, place + moved, span, clear)), None)

    def _free(self, down: bool, place: int, span: Span, clear: int = 0) -> bool:
        first, last, taken = span[0] + _SPARE, span[1] - _SPARE, self._taken
        for pixel in range(place - clear, place + clear + 1):
            for begin, end in taken.get((down, pixel), ()):
                if end > first and last > begin:
                    return False
        return True


def _lacking(down: bool, place: int, way: Way) -> int:
    usual = _BETWEEN if down else _ABOVE
    return max(usual.start - way.before - place, place - (usual.stop - 1 + way.behind), 0)


class _Line:
    """As places of its stretches, across and down in turn, between those of its ends; `middles`: those of their
    corridors; `shared`: which of them lie in the lane of its tone."""

    def __init__(self, points: Sequence[Point], ends: tuple[End, End], lane: Lane) -> None:
        self.downwards = len(points) > 1 and points[0][0] == points[1][0]
        self.frames = [one.frame for one in ends]
        turns = [int(point[(at + self.downwards) % 2]) for at, point in enumerate(points)]
        self.places = [*turns, int(points[-1][(len(points) + self.downwards) % 2])]
        self.stretches, self.shared = range(1, len(points)), set[int]()
        offsets = (lane.level, lane.aside)
        self.middles = [place - offsets[self.down(at)] for at, place in enumerate(self.places)]

    def down(self, at: int) -> bool:
        return (at % 2 == 1) == self.downwards

    def span(self, at: int) -> Span:
        begin, end = self.places[at - 1], self.places[at + 1]
        return (begin, end) if begin <= end else (end, begin)

    def moves(self, at: int) -> Iterable[int] | None:
        """By how many pixels it may be moved, those first that are tried first; none: it lies in a corridor."""
        last = len(self.places) - 2
        if at in (1, last):
            return self._along(at, [frame for end, frame in zip((1, last), self.frames, strict=True) if at == end])
        under = (at == 2 and self._turns_at(0)) or (at == last - 1 and self._turns_at(last + 1))
        return _LOWER if under and not self.down(at) else None

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
        return (moved for moved in _nearest(range(-reach, reach + 1)) if least <= place + moved <= most)

    def points(self, tone: str, ends: tuple[End, End]) -> list[Point]:
        """From edge to edge of the boxes as they are that day."""
        places: list[float] = [*self.places]
        if len(places) < 3:
            return [(places[0], places[1])]
        for at in self.shared:
            places[at] = self.middles[at] + _SHARED[tone][self.down(at)]
        places[0] = _edge(ends[0].frame, self.down(1), places[0], places[2])
        places[-1] = _edge(ends[1].frame, self.down(len(places) - 2), places[-1], places[-3])
        pairs = list(pairwise(places))
        return [(two, one) if (at % 2 == 0) == self.downwards else (one, two) for at, (one, two) in enumerate(pairs)]


def _edge(frame: Frame, down: bool, place: float, onwards: float) -> float:
    begin, size = (frame.y, frame.height) if down else (frame.x, frame.width)
    return begin if onwards < place else begin + size


@lru_cache(maxsize=1_024)
def _tracks(down: bool, apart: int, before: int, behind: int) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
    """Those of a way, nearest to its middle first, where else in it a line may lie, and the tracks beyond; above rows
    the middle belongs to lines of reporting."""
    usual, others = (_BETWEEN, _BETWEEN_SHARED) if down else (_ABOVE, _ABOVE_SHARED | _OWN)
    free = range(usual.start - before, usual.stop + behind)
    rest = _nearest([one for one in free if one not in others])
    every = _nearest([one for one in range(-_MOST // apart * apart, _MOST + 1, apart) if down or one])
    return [one for one in every if one in free], rest, [one for one in every if one not in free]


def _nearest(tracks: Iterable[int]) -> Sequence[int]:
    return sorted(tracks, key=lambda one: (abs(one), one))
