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

from .graph import Chain, Graph

Steps = list[tuple[int, float]]
_US = -1  # the edge by which a chain begins with one of ours, and what comes before it


class Way(NamedTuple):
    """A chain that begins with one of ours. `weakest`: the place of its weakest edge, of weight `width` (of the first
    one, where several are as weak)."""

    chain: Chain
    weakest: int
    width: float


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
        candidates: list[tuple[float, int, tuple[int, ...], int]] = []
        seen, left = set[tuple[int, ...]](), 1
        while len(found) < most and person not in self.ours:
            for length, chain in self._leaving(found, left, person):
                if chain not in seen:
                    seen.add(chain)
                    heappush(candidates, (-self._width(chain), len(chain), chain, length))
            if not candidates:
                break
            *_, chain, left = heappop(candidates)
            found.append(chain)
        return [self._way(chain) for chain in found]

    def _leaving(self, found: list[tuple[int, ...]], left: int, person: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The best chains that are none of those found, each with the length of the root it shares with one of them; at
        first the best of all. Before the last one `left` another they would be the same as those from that one (Lawler,
        "A procedure for computing the K best solutions", Management Science 18, 1972, 401-405)."""
        if not found:
            yield from ((1, chain) for chain in self._best((self.us,), set(), person))
            return
        for length in range(left, len(found[-1])):
            root = found[-1][:length]
            taken = {chain[length] for chain in found if chain[:length] == root}
            yield from ((length, chain) for chain in self._best(root, taken, person))

    def _best(self, root: tuple[int, ...], taken: set[int], person: int) -> Iterator[tuple[int, ...]]:
        """The best chain that begins with `root` and goes on with none of those taken, if there is one.

        None is wider than its root, nor than the widest way on that may lead back through the root: mostly there is
        one so wide, and then nothing has to be known of the narrower ones.
        """
        first, onwards = self._first(root, taken), self._onwards(person)
        widest = max((min(weight, onwards[other]) for other, weight in first), default=0.0)
        most = min(self._width(root), widest)
        rest = self._shortest(root, first, person, most) if most > 0 else None
        if most > 0 and rest is None:
            most = min(most, self._widest(root, first, person))
            rest = self._shortest(root, first, person, most) if most > 0 else None
        if rest is not None:
            yield root + rest

    def _onwards(self, person: int) -> list[float]:
        """How wide the widest way to somebody is from each point; 0 where none leads there."""
        if person not in self._widths:
            widths, left = [0.0] * (self.us + 1), [person]
            widths[person] = inf
            while left:
                point = left.pop()
                for other, weight in self._tree[point]:
                    if not widths[other]:
                        widths[other] = min(widths[point], weight)
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

    def _first(self, root: tuple[int, ...], taken: set[int]) -> Steps:
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
    """The strongest usable edge by the two people whom it joins, either way round; none leads back to ours."""
    found: dict[tuple[int, int], int] = {}
    weights = links.weight.tolist()
    edges = enumerate(zip(links.source.tolist(), links.target.tolist(), weights, strict=True))
    usable = ((edge, ends, weight) for edge, (*ends, weight) in edges if weight > 0 and ends[0] != ends[1])
    for edge, (source, target), weight in usable:
        for step in ((source, target), (target, source)):
            if step[1] not in ours and (step not in found or weight > weights[found[step]]):
                found[step] = edge
    return found
