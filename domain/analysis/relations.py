"""An account's people and what runs between them, as a graph: links, and reporting lines from person to person."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .graph import Graph, graph_of
from .picture import Facts, Link, Picture, Role
from .weights import link_weight

REPORTS, DOTTED = "reports_to", "dotted_to"


class Line(NamedTuple):
    """A reporting line from a holder of `role` to one of `superior`, which may lie behind vacant roles between them."""

    role: str
    superior: str
    kind: str
    why: Facts


Origin = Link | Line


@dataclass(frozen=True, eq=False)
class Relations:
    """`ids`: people by their place in the graph, those who are not ours first, `theirs` of them; `origin`: by edge, the
    link or line that it is of. A link without a direction is two edges."""

    ids: tuple[str, ...]
    theirs: int
    graph: Graph
    origin: tuple[Origin, ...]

    @cached_property
    def place(self) -> dict[str, int]:
        return {id: index for index, id in enumerate(self.ids)}

    @property
    def ours(self) -> range:
        return range(self.theirs, len(self.ids))

    @cached_property
    def formal(self) -> NDArray[np.bool_]:
        """Which edges are reporting lines."""
        return np.array([one.__class__ is Line for one in self.origin], dtype=bool)

    def among_them(self) -> Relations:
        """Without ours, and what runs to and from them."""
        graph = self.graph
        inside = np.maximum(graph.source, graph.target) < self.theirs
        return self.only(inside, self.theirs)

    def only(self, kept: NDArray[np.bool_], size: int | None = None) -> Relations:
        """With the edges where `kept` is true, among the first `size` people."""
        count = len(self.ids) if size is None else size
        origin = tuple(compress(self.origin, kept.tolist()))
        return Relations(self.ids[:count], min(self.theirs, count), self.graph.only(kept)._replace(size=count), origin)


def relations_of(picture: Picture, led: Collection[str] = ()) -> Relations:
    """Everybody on the map; who asks follows whom they ask, who reports follows whom they report to. By links of the
    kinds that are `led` the other end follows, as whoever has a mentor does."""
    edges = [*_links(picture, led), *_lines(picture)]
    named = dict.fromkeys([*picture.person, *(end for edge in edges for end in edge[:2])])
    people = sorted(named, key=lambda id: id in picture.ours)
    place = {id: index for index, id in enumerate(people)}
    graph = graph_of(
        len(people),
        [place[source] for source, *_ in edges],
        [place[target] for _, target, *_ in edges],
        [weight for _, _, weight, _ in edges],
        [origin.kind for *_, origin in edges],
    )
    return Relations(tuple(people), len(people) - len(picture.ours), graph, tuple(origin for *_, origin in edges))


def directions(link: Link, led: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Who follows whom by it."""
    there, back = (link.person, link.other), (link.other, link.person)
    return (back if link.kind in led else there,) if link.directed else (there, back)


def _links(picture: Picture, led: Collection[str]) -> Iterator[tuple[str, str, float, Origin]]:
    for link in picture.links:
        weight = link_weight(link.tone, link.strength)
        yield from ((source, target, weight, link) for source, target in directions(link, led))


def _lines(picture: Picture) -> Iterator[tuple[str, str, float, Origin]]:
    """Weigh as much as a close and strong link, dotted ones half."""
    for role in picture.roles:
        for above, kind, weight in _superiors(role):
            superior = _filled(picture, role, above)
            line = Line(role.id, superior.id, kind, {name: role.why[name] for name in (kind,) if name in role.why})
            for holder in role.holders:
                yield from ((holder.person, one.person, weight, line) for one in superior.holders)


def _superiors(role: Role) -> Iterator[tuple[str, str, float]]:
    if role.reports_to:
        yield role.reports_to, REPORTS, 1.0
    yield from ((above, DOTTED, 0.5) for above in role.dotted_to)


def _filled(picture: Picture, role: Role, above: str) -> Role:
    """The role above, or the first above it that somebody holds; one that nobody does where there is none."""
    nobody, seen = Role(id=above), {role.id}
    superior = picture.role.get(above, nobody)
    while not superior.holders and superior.id not in seen:
        seen.add(superior.id)
        superior = picture.role.get(superior.reports_to or "", nobody)
    return nobody if superior.id in seen else superior
