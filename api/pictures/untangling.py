"""Links of one way that change their tracks with each other, where fewer lines cross then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .tracks import Line, Span, Tracks

_ROUNDS = 6


class _Stretch(NamedTuple):
    line: Line
    at: int

    @property
    def place(self) -> int:
        return self.line.places[self.at]

    @property
    def span(self) -> Span:
        return self.line.span(self.at)

    def crossed(self, place: int, other: _Stretch, beside: int) -> int:
        """How many of the two parts that lead to it from there cross another that lies beside."""
        begin, end = other.span
        places, found = self.line.places, 0
        for turn, far in ((self.at - 1, self.at - 2), (self.at + 1, self.at + 2)):
            first, last = sorted((place, places[far]))
            found += begin < places[turn] < end and first < beside < last
        return found


def untangle(tracks: Tracks) -> None:
    """Until nothing is gained, or long enough."""
    ways = [some for some in _by_way(tracks.lines).values() if len(some) > 1]
    for _ in range(_ROUNDS):
        changed = [_swapped(tracks, one, other) for some in ways for one, other in _neighbors(some)]
        if not any(changed):
            return


def _by_way(lines: Sequence[Line]) -> dict[tuple[bool, int], list[_Stretch]]:
    found = defaultdict[tuple[bool, int], list[_Stretch]](list)
    for line in lines:
        for at in line.stretches[1:-1]:
            if line.moves(at) is None and at not in line.shared:
                found[line.down(at), line.middles[at]].append(_Stretch(line, at))
    return found


def _neighbors(some: list[_Stretch]) -> Iterator[tuple[_Stretch, _Stretch]]:
    """Each with the next that runs beside it."""
    ordered = sorted(some, key=lambda one: one.place)
    for number, one in enumerate(ordered):
        begin, end = one.span
        beside = (other for other in ordered[number + 1 :] if other.span[0] < end and begin < other.span[1])
        if (other := next(beside, None)) is not None and one.line is not other.line:
            yield one, other


def _swapped(tracks: Tracks, one: _Stretch, other: _Stretch) -> bool:
    here, there = one.place, other.place
    now = one.crossed(here, other, there) + other.crossed(there, one, here)
    then = one.crossed(there, other, here) + other.crossed(here, one, there)
    return then < now and tracks.swap((one.line, one.at), (other.line, other.at))
