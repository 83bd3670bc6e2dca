"""Musical chairs: moves linked by the roles they pass on, as chains and circles across organizations.

Two moves are linked where one took the post that the other left, within a window of days. What hangs together is one
chain, whatever the order the moves are given in; its line is the longest way through it that passes no post twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from .dates import Span
from .moves import Move, Spell

WINDOW_DAYS = 92
# Posts that several hold make webs with more ways than anybody could walk: there the longest of so many counts.
_MOST_WAYS = 20_000


@dataclass(frozen=True, eq=False, slots=True)
class Step:
    """One post that a move took or none, and one that it left or none: who leaves two posts makes two steps."""

    move: Move
    took: Spell | None
    left: Spell | None

    @property
    def order(self) -> tuple[tuple[int, str, str], str]:
        return self.move.order, self.left.id if self.left else ""


Way = tuple[Step, ...]
Followers = Mapping[Step, list[Step]]


class Chain(NamedTuple):
    """Moves that hang together, in order.

    `line` goes from who left to who came last, each move taking a post that the one before it left; where it goes
    round, to who took what the last one left. `roles` are the posts along it. `circles` are posts whose holders went
    round, one circle of each set of posts that has any.
    """

    moves: tuple[Move, ...]
    line: tuple[Move, ...]
    roles: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...]

    @property
    def order(self) -> tuple[int, str, str]:
        return self.moves[0].order


def chains_of(moves: Iterable[Move], window: int = WINDOW_DAYS) -> list[Chain]:
    """Chains of two moves or more, in the order of their first moves; `window` in days."""
    steps = sorted(_steps(moves), key=lambda step: step.order)
    followers = _followers(steps, window)
    found = (_chain(group, followers) for group in _groups(steps, followers))
    return sorted((chain for chain in found if len(chain.moves) > 1), key=lambda chain: chain.order)


def _steps(moves: Iterable[Move]) -> Iterator[Step]:
    """Who left and took another post after a while makes two moves: the later one tells both."""
    every = {move.id: move for move in moves}
    told = {spell.id for move in every.values() if move.took for spell in move.left}
    for move in every.values():
        if move.took or not any(spell.id in told for spell in move.left):
            yield from (Step(move, move.took, left) for left in move.left or (None,))


def _followers(steps: list[Step], window: int) -> Followers:
    """By step: those that took the post it left, in order."""
    takers: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        if step.took:
            takers[step.took.role].append(step)
    return {step: [next for next in _takers_of(step, takers) if _follows(next, step, window)] for step in steps}


def _takers_of(step: Step, takers: Mapping[str, list[Step]]) -> list[Step]:
    return takers.get(step.left.role, []) if step.left else []


def _follows(next: Step, step: Step, window: int) -> bool:
    if next.took is None or step.left is None or next.move.person == step.move.person:
        return False
    begin, end = next.took.begin, step.left.end
    return begin is not None and end is not None and _distance(begin, end) <= window


def _distance(one: Span, other: Span) -> int:
    """Days between two dates, 0 where they may be the same day."""
    return max(0, one.first - other.last, other.first - one.last)


def _groups(steps: list[Step], followers: Followers) -> Iterator[list[Step]]:
    """Steps that hang together: linked, or of one move."""
    near = {step: set(found) for step, found in followers.items()}
    by_move: dict[str, Step] = {}
    for step in steps:
        for other in (*followers[step], by_move.setdefault(step.move.id, step)):
            near[other].add(step)
            near[step].add(other)
    seen: set[Step] = set()
    for step in steps:
        if step not in seen:
            group = _reached(step, near)
            seen |= group
            yield sorted(group, key=lambda one: one.order)


def _reached(start: Step, near: Mapping[Step, Iterable[Step]]) -> set[Step]:
    found, waiting = {start}, [start]
    while waiting:
        further = set(near[waiting.pop()]) - found
        found |= further
        waiting += further
    return found


def _chain(group: list[Step], followers: Followers) -> Chain:
    moves = tuple({step.move.id: step.move for step in group}.values())
    way = _longest(group, followers)
    line = tuple(step.move for step in _closed(way, followers))
    return Chain(moves, line, _posts(way), tuple(_circles(group, followers)))


def _closed(way: Way, followers: Followers) -> Way:
    """With the step that brings it back to where it began: it passes no other post, but somebody else."""
    told = {step.move for step in way}
    back = (next for next in followers[way[-1]] if way[0] in followers[next] and next.move not in told)
    return (*way, *islice(back, 1))


def _longest(group: list[Step], followers: Followers) -> Way:
    """Of ways that pass as many posts the one that tells most moves, of those the first in order."""
    return max(islice(_ways(group, followers), _MOST_WAYS), key=lambda way: (len(_posts(way)), len(way)))


def _ways(group: list[Step], followers: Followers) -> Iterator[Way]:
    """Every way through a group that passes no post twice, first from the steps that nothing leads to."""
    followed = {next for step in group for next in followers[step]}
    for start in sorted(group, key=lambda step: step in followed):
        waiting: list[Way] = [(start,)]
        while waiting:
            way = waiting.pop()
            yield way
            passed = set(_posts(way))
            onward = (next for next in followers[way[-1]] if next.left is None or next.left.role not in passed)
            waiting += reversed([(*way, next) for next in onward])


def _posts(way: Way) -> tuple[str, ...]:
    first = (way[0].took.role,) if way[0].took else ()
    return (*first, *(step.left.role for step in way if step.left))


def _circles(group: list[Step], followers: Followers) -> Iterator[tuple[str, ...]]:
    """Of steps that all lead back to each other the shortest circle through the first of them."""
    seen: set[Step] = set()
    for step in group:
        if step not in seen and (circle := _way_back(step, followers)):
            back = {other for other in _reached(step, followers) if step in _reached(other, followers)}
            seen |= back
            yield _posts(circle)[1:]


def _way_back(start: Step, followers: Followers) -> Way:
    """The shortest way from a step to itself, without coming back; nothing where there is none."""
    ways: dict[Step, Way] = {start: (start,)}
    waiting = [start]
    for step in waiting:
        for next in followers[step]:
            if next is start:
                return ways[step]
            if next not in ways:
                ways[next] = (*ways[step], next)
                waiting.append(next)
    return ()
