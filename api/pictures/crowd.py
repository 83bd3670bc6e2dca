"""People outside in an overview: a mark each in one heap at the left of the tree, where they are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from domain.language import say

from .blocks import TITLE, Block, Point
from .overview import CELL, LEAST, PAD, Heap, cells

# What stands for all of them among ends of lines, and from more than how many on.
CROWD, MANY = "crowd", 12


class Crowd(NamedTuple):
    """Those of a day."""

    heap: Heap
    people: list[str]
    seat: str = CROWD

    @property
    def told(self) -> str:
        return f"{say('outside')} · {len(self.people)}"

    def cells(self) -> Iterator[tuple[str, Point]]:
        """The middle of each mark."""
        places = cells(self.heap)
        return ((id, places[id]) for id in self.people)


def crowd_of(people: Sequence[str], height: float) -> Block:
    """No higher than the tree beside it, unless that is low."""
    rows = max(int((height - TITLE - PAD) // CELL), 1)
    columns = max(int((LEAST - 2 * PAD) // CELL), ceil(len(people) / rows))
    width, high = columns * CELL + 2 * PAD, TITLE + ceil(len(people) / columns) * CELL + PAD
    return Block(None, None, width, high, entry=(3.0, TITLE / 2), marks=tuple(people))
