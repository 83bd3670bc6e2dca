"""Which lines go together into one batch: a pure function of what must not come later than what.

A batch may name what it creates itself, wherever in it. So the order of the file is kept where it can be; where a
subject is created too far behind the line that names it, its line is brought forward.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence

SIZE = 1_000


class Unplaceable(Exception):
    """A line names something that is created too far behind it, and may not be brought forward."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def cut(
    order: Sequence[int], reach: Mapping[int, int], breaks: Sequence[int] = (), size: int = SIZE
) -> list[Sequence[int]]:
    """Batches of lines. Raises Unplaceable.

    `reach` says for a place in the order how far behind lies what it needs; no batch spans a line in `breaks`.
    """
    batches, start = [], 0
    while start < len(order):
        end = _end(order, start, breaks, size)
        best, farthest = start, start
        for place in range(start, end):
            farthest = max(farthest, reach.get(place, place))
            best = place + 1 if farthest <= place else best
        if best == start:
            raise Unplaceable(order[start])
        batches.append(order[start:best])
        start = best
    return batches


def _end(order: Sequence[int], start: int, breaks: Sequence[int], size: int) -> int:
    """Where the largest batch from here would end."""
    end = min(start + size, len(order))
    if not breaks:
        return end
    group = bisect_right(breaks, order[start])
    return next((place for place in range(start, end) if bisect_right(breaks, order[place]) != group), end)


def hoisted(
    count: int, needs: Callable[[int], Iterable[int]], may: Callable[[int, int], bool] = lambda line, needed: True
) -> list[int]:
    """All lines, each after the lines it needs as far as there is such an order and `may` lets them come forward."""
    seen, order = bytearray(count), list[int]()
    for first in range(count):
        if seen[first]:
            continue
        seen[first] = 1
        waiting = [(first, iter(needs(first)))]
        while waiting:
            following = next((one for one in waiting[-1][1] if not seen[one] and may(first, one)), None)
            if following is None:
                order.append(waiting.pop()[0])
            else:
                seen[following] = 1
                waiting.append((following, iter(needs(following))))
    return order


def reach_of(order: Sequence[int], needs: Callable[[int], Iterable[int]]) -> dict[int, int]:
    """For each place in the order that needs something behind it: the farthest such place."""
    place_of = {line: place for place, line in enumerate(order)}
    farthest = {place: max(map(place_of.__getitem__, needs(line)), default=0) for place, line in enumerate(order)}
    return {place: needed for place, needed in farthest.items() if needed > place}
