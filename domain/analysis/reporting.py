"""Reporting lines as a graph: how high people stand, and the way up to somebody who can decide."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from math import log

import numpy as np

from .graph import Chain, Floats, Graph, Steps, steps_back


def positions(reports: Graph) -> Floats:
    """How high each person stands formally, from 0 (nobody below) to 1 (everybody below), of shape (n,).

    log(1 + people below) / log(n), where those below report to them directly or through others, by edges from who
    reports to whom they report to. Where every superior has as many subordinates, people below grow by that factor with
    each level, so that this is nearly the share of levels below: heads stand as high as their
    levels, not as their crowds. On a circle of reporting lines everybody is above and below everybody else on it.
    """
    subordinates = steps_back(reports)
    below = [_count_reached(subordinates, person) for person in range(reports.size)]
    return np.log1p(np.array(below, dtype=np.float64)) / log(max(reports.size, 2))


def _count_reached(steps: Steps, start: int) -> int:
    seen, left = {start}, [start]
    while left:
        for person, _ in steps[left.pop()]:
            if person not in seen:
                seen.add(person)
                left.append(person)
    return len(seen) - 1


def way_up(superiors: Steps, start: int, deciders: Collection[int]) -> Chain | None:
    """The shortest way along reporting lines from somebody to the first of those who can decide, which may be
    themselves; nothing where none of them is above. Of ways as short, the one along edges that come first."""
    came: dict[int, tuple[int, int] | None] = {start: None}
    left = deque([start])
    while left:
        person = left.popleft()
        if person in deciders:
            return _retraced(came, person)
        for superior, edge in superiors[person]:
            if superior not in came:
                came[superior] = person, edge
                left.append(superior)
    return None


def _retraced(came: dict[int, tuple[int, int] | None], end: int) -> Chain:
    people, edges = [end], list[int]()
    while step := came[people[-1]]:
        people.append(step[0])
        edges.append(step[1])
    return Chain(tuple(reversed(people)), tuple(reversed(edges)))
