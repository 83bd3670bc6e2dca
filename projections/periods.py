"""What begins and ends, with what is stated of it while it runs: pieces of it, ready for the rows of a view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from domain.facts import Fact
from domain.resolution import Life, Run, Said, Segment, lives, runs, stays, within_stays
from domain.standing import Standing

from .intervals import flag, of_types, text
from .stating import since, until

Key = tuple[str, ...]


class Piece(NamedTuple):
    """Days on which the same values hold of something that runs."""

    start: int
    end: int
    said: Segment
    life: Life


def grouped(standings: Sequence[Standing], cls: type[Fact], *names: str) -> defaultdict[Key, list[Standing]]:
    """Facts of a type by what these fields say."""
    found = defaultdict(list)
    for one in of_types(standings, cls):
        found[tuple(getattr(one.fact, name) for name in names)].append(one)
    return found


def pieces(begun: Sequence[Standing], ended: Sequence[Standing], names: Sequence[str]) -> Iterator[Piece]:
    """What is stated with a beginning is a value of the stay, until another beginning in it states something else."""
    held = [run for run in runs(begun, ended) if run.begin and run.start < run.stop]
    said = within_stays(_said(held, names), stays(held))
    for life in lives(held):
        cuts = {one.start for one in said if life.start < one.start < life.stop}
        for start, end in pairwise(sorted(life.bounds() | cuts)):
            yield Piece(start, end, next(one for one in said if one.start <= start < one.end), life)


def _said(held: Iterable[Run], names: Sequence[str]) -> list[Said]:
    begun = [(run.start, run.begin) for run in held if run.begin]
    return [Said(start, one.place, one.fact.stated(*names)) for start, one in begun]


def running_columns() -> tuple[Any, ...]:
    """Since and until when it runs without a break, how sure that is, and the facts that say so.

    `running` gives the values, `running_json` (running.py) tells of them.
    """
    dates = text("since"), text("until"), flag("possible"), text("certainty", required=True)
    return (*dates, text("begun_by", required=True), text("ended_by"))


def running(life: Life, day: int) -> tuple[object, ...]:
    """The values of these columns on a day."""
    last = max(life.runs, key=lambda run: run.stop)
    certainty = "probable" if life.probable(day) else "confirmed"
    first = life.first.begin.fact.id if life.first.begin else ""
    return since(life.first), until(last), life.possible(day), certainty, first, last.end.fact.id if last.end else None
