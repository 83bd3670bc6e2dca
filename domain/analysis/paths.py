"""Ways from us to a person: chains of good links, best those whose weakest link is the strongest, then the shortest.

A chain is worth its weakest link: the widest path (Pollack, "The maximum capacity through a network", Operations
Research 8, 1960, 733-736). Of chains as wide those with fewer links come first, since each is an introduction more to
ask for. The next best are found as Yen does ("Finding the k shortest loopless paths in a network", Management Science
17, 1971, 712-716): by leaving each best chain at each of its people. A best chain goes on from there by the widest way,
then by the shortest among ways no narrower than the whole: taken together, the two have no part that is best by itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import pairwise
from math import inf
from typing import NamedTuple

import numpy as np

from .graph import Chain, Graph, Indices

Steps = list[tuple[int, float]]
_US = -1  # the edge by which a chain begins with one of ours, and what comes before it


class Way(NamedTuple):
    """A chain that begins with one of ours. `weakest`: the place of its weakest edge, of weight `width` (of the first
    one, where several are as weak)."""

    chain: Chain
    weakest: int
    width: float


class _Branch(NamedTuple):
    """Chains that begin with `root` and go on with none of those `taken`, in the order in which they are looked at: by
    the best that they may come to (`narrow`: the width below 0) until their best `chain` is known."""

    narrow: float
    length: int
    chain: tuple[int, ...]
    root: tuple[int, ...]
    taken: frozenset[int]


class Network:
    """Who leads to whom by good links, beginning with any of `ours`: the first of a chain and no other is one of them.

    Links are walked whichever way they point; of several between two people the strongest counts; those of a weight of
    0 or below are not usable. A chain within is the tuple of its points, from us (point n) on.
    """

    def __init__(self, links: Graph, ours: Collection[int]) -> None:
        self.us, self.ours = links.size, frozenset(ours)
        self.edge = {(self.us, one): _US for one in ours} | _strongest(links, self.ours)
        self.weight = [*links.weight.tolist(), inf]
        self._widths: dict[int, list[float]] = {}
        self.near: list[Steps] = [[] for _ in range(links.size + 1)]
        for (one, other), edge in self.edge.items():
            self.near[one].append((other, self.weight[edge]))

    def ways(self, person: int, most: int = 3) -> list[Way]:
        """Up to `most` ways to somebody, the best first; none where nobody leads there, or where they are ours."""
        found: list[tuple[int, ...]] = []
        branches = [] if person in self.ours else list(self._branch((self.us,), frozenset(), person))
        while branches and len(found) < most:
            branch = heappop(branches)
            if not branch.chain:
                more = self._followed(branch, person)
            elif branch.chain in found:
                continue
            else:
                found.append(branch.chain)
                more = self._leaving(found, len(branch.root), person)
            for one in more:
                heappush(branches, one)
        return [self._way(chain) for chain in found]

    def _leaving(self, found: list[tuple[int, ...]], left: int, person: int) -> Iterator[_Branch]:
        """What leaves the last chain found for none of those found: from `left` on, where it left another itself.

        Before that it would be what has left that one (Lawler, "A procedure for computing the K best solutions",
        Management Science 18, 1972, 401-405).
        """
        for length in range(left, len(found[-1])):
            root = found[-1][:length]
            taken = frozenset(chain[length] for chain in found if chain[:length] == root)
            yield from self._branch(root, taken, person)

    def _branch(self, root: tuple[int, ...], taken: frozenset[int], person: int) -> Iterator[_Branch]:
        """What goes on from `root` with none of those taken: no wider than the root, nor than the widest way on that
        may lead back through the root."""
        onwards = self._onwards(person)
        widest = max((min(weight, onwards[other]) for other, weight in self._first(root, taken)), default=0.0)
        width = min(self._width(root), widest)
        if width > 0:
            yield _Branch(-width, len(root) + 1, (), root, taken)

    def _followed(self, branch: _Branch, person: int) -> Iterator[_Branch]:
        """With its best chain, if it has one: mostly there is one as wide as can be, and then nothing has to be known
        of the narrower ones."""
        root, first, width = branch.root, self._first(branch.root, branch.taken), -branch.narrow
        rest = self._shortest(root, first, person, width)
        if rest is None:
            width = min(width, self._widest(root, first, person))
            rest = self._shortest(root, first, person, width) if width > 0 else None
        if rest is not None:
            chain = root + rest
            yield branch._replace(narrow=-self._width(chain), length=len(chain), chain=chain)

    def _onwards(self, person: int) -> list[float]:
        """How wide the widest way to somebody is from each point; 0 where none leads there."""
        if person not in self._widths:
            widths, left = [0.0] * (self.us + 1), [person]
            widths[person] = inf
            while left:
                point = left.pop()
                width = widths[point]
                for other, weight in self._tree[point]:
                    if not widths[other]:
                        widths[other] = weight if weight < width else width
                        left.append(other)
            for one in (*self.ours, self.us):
                widths[one] = max((min(weight, widths[other]) for other, weight in self.near[one]), default=0.0)
            self._widths[person] = widths
        return self._widths[person]

    @cached_property
    def _tree(self) -> list[Steps]:
        """The widest way between any two of theirs leads along a tree of the widest links (Hu, "The maximum capacity
        route problem", Operations Research 9, 1961, 898-900)."""
        joined, tree = list(range(self.us)), [Steps() for _ in range(self.us)]
        theirs = ((self.weight[edge], *ends) for ends, edge in self.edge.items() if self.ours.isdisjoint(ends))
        for weight, one, other in sorted((link for link in theirs if self.us not in link[1:]), reverse=True):
            ends = _root(joined, one), _root(joined, other)
            if ends[0] != ends[1]:
                joined[ends[0]] = ends[1]
                tree[one].append((other, weight))
                tree[other].append((one, weight))
        return tree

    def _width(self, chain: tuple[int, ...]) -> float:
        return min((self.weight[edge] for edge in self._edges(chain)), default=inf)

    def _way(self, chain: tuple[int, ...]) -> Way:
        edges = tuple(self._edges(chain))[1:]
        weakest = min(edges, key=self.weight.__getitem__)
        return Way(Chain(chain[1:], edges), weakest, self.weight[weakest])

    def _edges(self, chain: tuple[int, ...]) -> Iterator[int]:
        return (self.edge[step] for step in pairwise(chain))

    def _first(self, root: tuple[int, ...], taken: frozenset[int]) -> Steps:
        """Where one may go on from the end of a root."""
        return [step for step in self.near[root[-1]] if step[0] not in taken and step[0] not in root]

    def _widest(self, root: tuple[int, ...], first: Steps, person: int) -> float:
        """How wide the widest way on is: Dijkstra's algorithm with the narrowest instead of the sum. 0 without any."""
        known, left = dict.fromkeys(root, inf) | dict(first), [(-weight, other) for other, weight in first]
        heapify(left)
        while left:
            narrowest, point = heappop(left)
            if point == person:
                return -narrowest
            for other, weight in self.near[point]:
                through = weight if weight < -narrowest else -narrowest
                if through > known.get(other, 0.0):
                    known[other] = through
                    heappush(left, (-through, other))
        return 0.0

    def _shortest(self, root: tuple[int, ...], first: Steps, person: int, width: float) -> tuple[int, ...] | None:
        """The points of the shortest way on among those at least so wide; nothing where there is none."""
        left = deque(other for other, weight in first if weight >= width)
        came = dict.fromkeys([*root, *left], _US)
        while left and person not in came:
            point = left.popleft()
            for other, weight in self.near[point]:
                if weight >= width and other not in came:
                    came[other] = point
                    left.append(other)
        return _retraced(came, person) if person in came else None


def _root(joined: list[int], point: int) -> int:
    """Of the tree that a point is in."""
    while joined[point] != point:
        joined[point] = point = joined[joined[point]]
    return point


def _retraced(came: dict[int, int], person: int) -> tuple[int, ...]:
    found = [person]
    while (before := came[found[-1]]) != _US:
        found.append(before)
    return tuple(reversed(found))


def _strongest(links: Graph, ours: frozenset[int]) -> dict[tuple[int, int], int]:
    """The strongest usable edge (of several as strong the first) by the two people whom it joins, either way round;
    none leads back to ours."""
    usable = np.flatnonzero((links.weight > 0) & ~links.loops)
    ordered = usable[np.lexsort((-usable, links.weight[usable]))]
    edge = np.repeat(ordered, 2)
    begin, end = (np.stack(ends, axis=1).ravel() for ends in _either_way(links, ordered))
    onwards = ~np.isin(end, list(ours))
    steps = zip(begin[onwards].tolist(), end[onwards].tolist(), strict=True)
    return dict(zip(steps, edge[onwards].tolist(), strict=True))


def _either_way(links: Graph, edges: Indices) -> tuple[tuple[Indices, Indices], tuple[Indices, Indices]]:
    """Beginnings and ends of these edges, there and back."""
    source, target = links.source[edges], links.target[edges]
    return (source, target), (target, source)
