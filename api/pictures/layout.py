"""Where everything of an account's life lies in its picture: decided once for all days.

A role stands below the superior that was stated of it last, in the unit that was stated last; where superiors form a
circle, the role whose id comes first begins it. People without a role there stand beside it at the left, our
colleagues above it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from projections.account_lives import AccountLife, Post

from .blocks import SLOT_HEIGHT, SLOT_WIDTH, Block, Point, block_of, spots
from .folding import folded

_GAP, _LEAST_SLOTS = 28.0, 4
Ranks = dict[str, list[Post]]


class Region(NamedTuple):
    unit: str
    x: float
    y: float
    width: float
    height: float


class Layout(NamedTuple):
    """Upper left corners of slots by role and by person, lines by the role that reports, in pixels; `folds`: by role
    the unit whose box stands for it."""

    slots: dict[str, Point]
    people: Mapping[str, Point]
    regions: list[Region]
    homes: Mapping[str, str | None]
    routes: dict[str, Sequence[Point]]
    folds: Mapping[str, str] = {}


def laid_out(life: AccountLife, collapse: Collection[str] = ()) -> Layout:
    life, folds = folded(life, collapse)
    posts = {one.id: one for one in life.posts}
    homes = _homes(posts)
    root = block_of(None, None, (), _blocks(posts, homes, life.units))
    ours = [id for id in life.near if id in life.ours]
    beside = [id for id in life.near if id not in life.ours]
    return _placed(root, homes, ours, beside)._replace(folds=folds)


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


def _blocks(posts: Mapping[str, Post], homes: Mapping[str, str | None], units: Mapping[str, str | None]) -> list[Block]:
    """Of the roles that report to nobody there."""
    below: defaultdict[str | None, list[str]] = defaultdict(list)
    for id, above in homes.items():
        below[above].append(id)
    around = _Units(units)
    made: dict[str, Block] = {}
    for id in reversed(_downwards(below)):
        own = posts[id].unit
        inside, outside = list[str](), list[str]()
        for one in below[id]:
            (inside if around.holds(own, posts[one].unit) else outside).append(one)
        above = homes[id]
        shared = above is not None and around.same(posts[above].unit, own)
        rows = (_grouped(some, posts, made, own if some is inside else None) for some in (inside, outside))
        made[id] = block_of(id, None if shared or _in_group(id, posts, below[above], homes) else own, *rows)
    return _grouped(below[None], posts, made, None)


def _in_group(id: str, posts: Mapping[str, Post], siblings: Iterable[str], homes: Mapping[str, str | None]) -> bool:
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


class _Units:
    """Which unit lies in which."""

    def __init__(self, parents: Mapping[str, str | None]) -> None:
        self.parents = parents

    def same(self, one: str | None, other: str | None) -> bool:
        return one is not None and one == other

    def holds(self, outer: str | None, inner: str | None) -> bool:
        seen = set[str]()
        while inner is not None and inner not in seen and outer is not None:
            if inner == outer:
                return True
            seen.add(inner)
            inner = self.parents.get(inner)
        return False


def _placed(root: Block, homes: Mapping[str, str | None], ours: Sequence[str], beside: Sequence[str]) -> Layout:
    """Outsiders in columns at the left, our colleagues in rows above: neither moves with what is shown of the tree."""
    high = max(root.height, _LEAST_SLOTS * SLOT_HEIGHT)
    down = int(high // SLOT_HEIGHT)
    columns = -(-len(beside) // down)
    left = columns * SLOT_WIDTH + (_GAP if columns else 0.0)
    across = int(max(root.width, _LEAST_SLOTS * SLOT_WIDTH) // SLOT_WIDTH)
    top = -(-len(ours) // across) * SLOT_HEIGHT + (_GAP if ours else 0.0)
    people = {id: (left + at % across * SLOT_WIDTH, at // across * SLOT_HEIGHT) for at, id in enumerate(ours)}
    people |= {id: (at // down * SLOT_WIDTH, top + at % down * SLOT_HEIGHT) for at, id in enumerate(beside)}
    return _traced(root, (left, top), homes, people)


def _traced(root: Block, begin: Point, homes: Mapping[str, str | None], people: Mapping[str, Point]) -> Layout:
    made = Layout({}, people, [], homes, {})
    for block, x, y, route in spots(root, begin):
        if block.region is not None and block.unit is not None:
            left, above, wide, tall = block.region
            made.regions.append(Region(block.unit, x + left, y + above, wide, tall))
        if block.role is not None:
            made.slots[block.role] = (x + block.slot[0], y + block.slot[1])
            if homes[block.role] is not None:
                made.routes[block.role] = route
    return made
