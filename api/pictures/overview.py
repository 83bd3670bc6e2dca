"""An overview of an account too large to be read as a whole: who stands uppermost as boxes, all others as marks.

Marks lie by unit below the box that they report to, however many levels below; who is a mark is decided for all days.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from math import ceil, sqrt
from typing import NamedTuple

from .blocks import TITLE, Block, Point
from .boxes import Frame
from .units import Units

# More roles than this cannot be read at the size of a screen; so many boxes can.
LARGE, _NAMED = 400, 40
CELL, PAD, LEAST = 17.0, 8.0, 186.0
_ASPECT = 2.4
Homes = Mapping[str, str | None]


class Heap(NamedTuple):
    """Marks of one unit below one box, in pixels; `route` leads there from the box, and arrives at `entry`."""

    unit: str | None
    x: float
    y: float
    width: float
    height: float
    entry: float
    roles: tuple[str, ...]
    route: tuple[Point, ...]

    @property
    def seat(self) -> str:
        return seat_of_heap(self.roles)

    @property
    def frame(self) -> Frame:
        return Frame(self.x + 3, self.y + 3, self.width - 6, self.height - 6)


class Overview(NamedTuple):
    """What stands under what among the boxes, and by box the heaps below it."""

    homes: dict[str, str | None]
    heaps: Mapping[str | None, list[Block]]


def overview(homes: Homes, units: Mapping[str, str | None], around: Units, kept: Collection[str]) -> Overview:
    """`units`: of each role; `kept`: what is a box in any case."""
    depths = _depths(homes)
    most = _deepest(depths.values())
    above = _nearest(homes, {id for id, depth in depths.items() if depth <= most or id in kept})
    named = {id: over for id, over in above.items() if depths[id] <= most or id in kept}
    piles = defaultdict[tuple[str | None, str | None], list[str]](list)
    for id in sorted(above.keys() - named.keys(), key=lambda id: (depths[id], units[id] or "", id)):
        over = above[id]
        piles[over, around.outermost(units[id], over and units[over])].append(id)
    heaps = defaultdict[str | None, list[Block]](list)
    for (over, unit), ids in piles.items():
        heaps[over].append(_heap(unit, ids))
    return Overview(named, heaps)


def _depths(homes: Homes) -> dict[str, int]:
    found = dict[str, int]()
    for id in homes:
        way, one = list[str](), id
        while one not in found:
            way.append(one)
            above = homes[one]
            if above is None:
                break
            one = above
        depth = found.get(one, -1)
        for one in reversed(way):
            depth += 1
            found[one] = depth
    return found


def _deepest(depths: Iterable[int]) -> int:
    """The lowest level down to which there are no more than can be named; none: -1."""
    counted, reached, level = Counter(depths), 0, 0
    while level in counted and (reached := reached + counted[level]) <= _NAMED:
        level += 1
    return level - 1


def _nearest(homes: Homes, named: Collection[str]) -> dict[str, str | None]:
    """Of each role the first above it that is a box."""
    found = dict[str, str | None]()
    for id in homes:
        way, above = [id], homes[id]
        while above is not None and above not in named and above not in found:
            way.append(above)
            above = homes[above]
        end = above if above is None or above in named else found[above]
        found |= dict.fromkeys(way, end)
    return found


def _heap(unit: str | None, ids: list[str]) -> Block:
    """As wide as its title needs, and wider than high."""
    columns = max(ceil(sqrt(len(ids) * _ASPECT)), int((LEAST - 2 * PAD) // CELL))
    width, height = columns * CELL + 2 * PAD, TITLE + ceil(len(ids) / columns) * CELL + PAD
    return Block(None, unit, width, height, entry=(3.0, TITLE / 2), marks=tuple(ids))


def seat_of_heap(roles: tuple[str, ...]) -> str:
    """What stands for a heap among ends of lines; no id of a role has a slash."""
    return f"heap/{roles[0]}"


def heap_at(block: Block, x: float, y: float, route: tuple[Point, ...]) -> Heap:
    return Heap(block.unit, x, y, block.width, block.height, x + block.entry[0], block.marks, route)


def cells(heap: Heap) -> dict[str, Point]:
    """The middle of each mark."""
    columns = int((heap.width - 2 * PAD) // CELL)
    left, top = heap.x + PAD + CELL / 2, heap.y + TITLE + CELL / 2
    return {id: (left + at % columns * CELL, top + at // columns * CELL) for at, id in enumerate(heap.roles)}
