"""Links of an account's life as lines from box to box, and ways that are as wide as these need them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from projections.account_lives import AccountLife

from .blocks import Block, Point, place
from .boxes import frame_at
from .corridors import ASIDE, AT_HEAD, Way, seat_of
from .folding import fold_of
from .routing import End
from .tracks import Thread, Tracks, told_apart


def threads_of(lives: Iterable[AccountLife], folds: Mapping[str, str]) -> Sequence[Thread]:
    """None where there are more than can be told apart."""

    def seat(person: str, role: str | None) -> str:
        return seat_of(person) if role is None else fold_of(folds[role]) if role in folds else role

    found = {
        Thread(seat(one.person, one.role), seat(one.other, one.other_role), one.person, one.other, one.kind)
        for life in lives
        for one in life.links
    }
    return sorted(found) if told_apart(len(found)) else ()


def lay(tracks: Tracks, threads: Sequence[Thread], slots: Mapping[str, Point], people: Mapping[str, Point]) -> None:
    """The shortest first, since they have least choice; whatever ends at a mark has no line of its own."""
    ends = _ends(slots, people)
    pairs = {one: (ends[one.begin], ends[one.end]) for one in threads if {one.begin, one.end} <= ends.keys()}
    twins = Counter[tuple[str, str]]()
    for thread, pair in sorted(pairs.items(), key=lambda one: _apart(*one[1])):
        seats = min(thread[:2]), max(thread[:2])
        tracks.lay(thread, pair, twins[seats])
        twins[seats] += 1
    tracks.lay_again()


def _ends(slots: Mapping[str, Point], people: Mapping[str, Point]) -> dict[str, End]:
    """By what stands for it each box as small as it may be: none is smaller on any day."""
    frames = {id: frame_at(slot, 0.0) for id, slot in slots.items()}
    frames |= {seat_of(id): frame_at(slot, None) for id, slot in people.items()}
    return {seat: End(seat, frame) for seat, frame in frames.items()}


def _apart(one: End, other: End) -> float:
    (x, y), (across, down) = one.frame.middle, other.frame.middle
    return abs(across - x) + abs(down - y)


def widen(root: Block, lacking: Iterable[tuple[Way, int]]) -> None:
    """Ways by so many pixels at each side, and everything around them."""
    for way, more in lacking:
        wanted, block = max(way.before, way.behind) + more, way.block
        if way.row in (AT_HEAD, ASIDE):
            block.aside = max(block.aside, wanted)
        elif way.number is None:
            block.above[way.row] = max(block.above[way.row], wanted)
        else:
            beside = block.beside[way.row]
            beside[way.number] = max(beside[way.number], wanted)
    for block in reversed(_inwards(root)):
        if block.rows:
            place(block)


def _inwards(root: Block) -> list[Block]:
    """Each after the one it lies in."""
    found = [root]
    for one in found:
        found += (part for row in one.rows for part in row)
    return found
