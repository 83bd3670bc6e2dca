"""Where everything of an account's life lies in its picture: decided once for all days.

A role stands below the superior that was stated of it last, in the unit that was stated last; where superiors form a
circle, the role whose id comes first begins it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from projections.account_lives import AccountLife, Post

from .blocks import SLOT_HEIGHT, SLOT_WIDTH, Block, Point, Spot, block_of, spots
from .corridors import Corridors, title_of
from .crowd import CROWD, MANY, crowd_of
from .folding import fold_of, folded
from .overview import LARGE, Heap, heap_at, overview, seat_of_heap
from .sides import Near, Sides, sides_of
from .strokes import apart
from .threads import lay, threads_of, widen
from .tracks import Thread, Tracks
from .units import Units

Detail = Literal["auto", "full", "overview"]
# So often ways are made wider: where one is, lines may take another.
_ROUNDS = 2


def region_of(organization: str) -> str:
    """What stands for an organization among units; no id of a unit has a slash."""
    return f"organization/{organization}"


class Region(NamedTuple):
    """Around a unit, or an organization of several; its line arrives at `entry`."""

    unit: str
    x: float
    y: float
    width: float
    height: float
    entry: float

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


class Layout(NamedTuple):
    """Upper left corners of slots by role and by person, lines by the role that reports, in pixels; `ways`: where other
    lines run, `tracks`: those of links; `brief`: an overview, with `heaps`, and `crowd`, one of those outside or none;
    `folds`: by role the unit whose box stands for it; `covering`: of the people those whom coverage alone brings
    there."""

    slots: dict[str, Point]
    people: Mapping[str, Point]
    regions: list[Region]
    homes: Mapping[str, str | None]
    routes: dict[str, Sequence[Point]]
    ways: Corridors
    heaps: list[Heap]
    tracks: Tracks
    folds: Mapping[str, str] = {}
    brief: bool = False
    crowd: Sequence[Heap] = ()
    covering: frozenset[str] = frozenset()


def laid_out(life: AccountLife, collapse: Collection[str] = (), detail: Detail = "full") -> Layout:
    return laid_out_together({None: life}, collapse, detail)


def laid_out_together(
    lives: Mapping[str | None, AccountLife], collapse: Collection[str] = (), detail: Detail = "full"
) -> Layout:
    """Several organizations as regions, by id; one without an id needs none. What is folded does not decide whether an
    overview is drawn: folding one unit is not to open all others."""
    parts = {id: _Part.of(life, collapse) for id, life in lives.items()}
    briefly = detail == "overview" or (detail == "auto" and sum(len(one.posts) for one in lives.values()) > LARGE)
    blocks = [block for id, part in parts.items() for block in _surrounded(id, part.blocks(briefly))]
    homes = {id: above for part in parts.values() for id, above in part.homes.items()}
    folds = {id: unit for part in parts.values() for id, unit in part.folds.items()}
    near, threads = _near(lives.values(), folds), threads_of(lives.values(), folds)
    made = _Laying.of(block_of(None, None, (), blocks), homes, near, threads, briefly).done()
    return made._replace(folds=folds, brief=briefly, covering=_covering_alone(lives.values()))


def _covering_alone(lives: Iterable[AccountLife]) -> frozenset[str]:
    """In all of them."""
    tied = {id for life in lives for id in life.near if id not in life.covering}
    return frozenset(id for life in lives for id in life.covering if id not in tied)


def _near(lives: Collection[AccountLife], folds: Mapping[str, str]) -> Near:
    ours = {id for life in lives for id in life.ours}
    ids, ties = sorted({id for life in lives for id in life.near}), dict[str, frozenset[str]]()
    for life in lives:
        for id, roles in life.ties.items():
            seats = {fold_of(folds[one]) if one in folds else one for one in roles}
            ties[id] = ties.get(id, frozenset()) | seats
    return Near([id for id in ids if id in ours], [id for id in ids if id not in ours], ties)


def _surrounded(organization: str | None, blocks: Sequence[Block]) -> Sequence[Block]:
    return blocks if organization is None else [block_of(None, region_of(organization), blocks, ())]


@dataclass
class _Part:
    """The tree of one organization; `homes`: the superior under which each box stands."""

    posts: Mapping[str, Post]
    units: Mapping[str, str | None]
    folds: Mapping[str, str]
    homes: Mapping[str, str | None]

    @classmethod
    def of(cls, life: AccountLife, collapse: Collection[str]) -> _Part:
        life, folds = folded(life, collapse)
        posts = {one.id: one for one in life.posts}
        return cls(posts, life.units, folds, _homes(posts))

    def blocks(self, briefly: bool) -> list[Block]:
        """Of what reports to nobody there; `briefly`: with marks for all but the uppermost."""
        around = Units(self.units)
        if not briefly:
            return _blocks(self.posts, self.homes, around, {})
        units, kept = {id: one.unit for id, one in self.posts.items()}, set(map(fold_of, self.folds.values()))
        self.homes, heaps = overview(self.homes, units, around, kept)
        return _blocks(self.posts, self.homes, around, heaps)


def _homes(posts: Mapping[str, Post]) -> dict[str, str | None]:
    """The superior under which each role stands; none that would close a circle."""
    homes = {id: one.superior if one.superior in posts and one.superior != id else None for id, one in posts.items()}
    fine = set[str]()
    for id in homes:
        way, one = dict[str, None](), id
        while one not in fine and one not in way:
            way[one] = None
            above = homes[one]
            if above is None:
                break
            one = above
        if one in way and homes[one] is not None:
            homes[min(list(way)[list(way).index(one) :])] = None
        fine |= way.keys()
    return homes


def _blocks(
    posts: Mapping[str, Post],
    homes: Mapping[str, str | None],
    around: Units,
    heaps: Mapping[str | None, Sequence[Block]],
) -> list[Block]:
    below: defaultdict[str | None, list[str]] = defaultdict(list)
    for id, above in homes.items():
        below[above].append(id)
    made: dict[str, Block] = {}
    for id in reversed(_downwards(below)):
        own = posts[id].unit
        inside, outside = list[str](), list[str]()
        for one in below[id]:
            (inside if around.holds(own, posts[one].unit) else outside).append(one)
        above = homes[id]
        shared = above is not None and around.same(posts[above].unit, own)
        inner, outer = _grouped(inside, posts, made, own), _grouped(outside, posts, made, None)
        for heap in heaps.get(id, ()):
            (inner if heap.unit is None or around.holds(own, heap.unit) else outer).append(heap)
        made[id] = block_of(id, None if shared or _in_group(id, posts, below[above]) else own, inner, outer)
    return [*_grouped(below[None], posts, made, None), *heaps.get(None, ())]


def _in_group(id: str, posts: Mapping[str, Post], siblings: Iterable[str]) -> bool:
    """Whether a sibling is in the same unit, so that one region is drawn around both."""
    unit = posts[id].unit
    return unit is not None and any(posts[one].unit == unit and one != id for one in siblings)


def _grouped(ids: Sequence[str], posts: Mapping[str, Post], made: Mapping[str, Block], unit: str | None) -> list[Block]:
    """Blocks of siblings, those of one unit in one region, unless it is that around all of them."""
    by_unit = defaultdict[str | None, list[str]](list)
    for id in ids:
        by_unit[posts[id].unit].append(id)
    found = list[Block]()
    for own, some in by_unit.items():
        blocks = [made[id] for id in some]
        alone = own is None or own == unit or len(some) == 1
        found += blocks if alone else [block_of(None, own, blocks, ())]
    return found


def _downwards(below: Mapping[str | None, Sequence[str]]) -> list[str]:
    """Every role after the one it stands under."""
    found = list(below.get(None, ()))
    for id in found:
        found += below.get(id, ())
    return found


class _Laying(NamedTuple):
    """Of a tree with people beside it, and links between them."""

    root: Block
    homes: Mapping[str, str | None]
    near: Near
    crowd: Sequence[Block]
    threads: Sequence[Thread]

    @classmethod
    def of(
        cls, root: Block, homes: Mapping[str, str | None], near: Near, threads: Sequence[Thread], briefly: bool
    ) -> _Laying:
        crowd = [crowd_of(near.outside, root.height)] if briefly and len(near.outside) > MANY else []
        near = near._replace(outside=(), aside=crowd[0].width) if crowd else near
        return cls(root, homes, near, crowd, threads)

    def done(self) -> Layout:
        """Again with wider ways where links have no room beside each other."""
        for _ in range(_ROUNDS if self.threads else 0):
            made = self._once(growing=True)
            if not made.tracks.lacking:
                return made
            widen(self.root, made.tracks.lacking)
        return self._once(growing=False)

    def _once(self, *, growing: bool) -> Layout:
        around = self._around({})
        ways = Corridors([], {}, around.way, defaultdict(list))
        made = Layout({}, {}, [], self.homes, {}, ways, [], Tracks(ways, apart(len(self.homes)), growing=growing))
        for number, spot in enumerate(spots(self.root, around.begin)):
            _trace(made, spot, number, len(around.buses))
            if self.threads:
                ways.learn(spot.block, ways.cells[number])
        around = self._around(_middles(made, self.near))
        ways.surround(around)
        ways.learn_aside(self.root, around.begin[1] + self.root.height)
        heaps = [heap_at(one, 0.0, around.begin[1], ()) for one in self.crowd]
        for one in heaps:
            ways.put_aside(CROWD, one.x, one.y)
        lay(made.tracks, self.threads, made.slots, around.places)
        return made._replace(people=around.places, crowd=heaps)

    def _around(self, middles: Mapping[str, Point]) -> Sides:
        return sides_of((self.root.width, self.root.height), self.near, middles, self.root.aside)


def _middles(made: Layout, near: Near) -> dict[str, Point]:
    """Where the roles stand with which people beside the tree have to do."""
    wanted = frozenset[str]().union(*near.ties.values())
    slots = ((id, made.slots[id]) for id in wanted & made.slots.keys())
    found = {id: (x + SLOT_WIDTH / 2, y + SLOT_HEIGHT / 2) for id, (x, y) in slots}
    for heap in made.heaps:
        middle = heap.x + heap.width / 2, heap.y + heap.height / 2
        found |= dict.fromkeys(wanted.intersection(heap.roles), middle)
    return found


def _trace(made: Layout, spot: Spot, number: int, over: int) -> None:
    """`over`: how many rows of people lie over the tree."""
    block, x, y = spot.block, spot.x, spot.y
    made.ways.add(spot, over)
    if block.marks:
        made.heaps.append(heap_at(block, x, y, spot.route))
        made.ways.seats[seat_of_heap(block.marks)] = number
    if block.region is not None and block.unit is not None:
        left, above, wide, tall = block.region
        made.regions.append(Region(block.unit, x + left, y + above, wide, tall, x + block.entry[0]))
        made.ways.seats.setdefault(title_of(block.unit), number)
    if block.role is not None:
        made.slots[block.role] = (x + block.slot[0], y + block.slot[1])
        made.ways.seats[block.role] = number
        if made.homes[block.role] is not None:
            made.routes[block.role] = spot.route
