"""Which fact holds where: values and periods, resolved on the valid-time axis for what is known at one moment.

The rules are those of contract §2. Days are ordinals, intervals half-open. Nothing here knows storage; what changes
with the other clock is the list passed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from .dates import DAWN, FOREVER, Span, span_of
from .standing import Standing


class Said(NamedTuple):
    """Values stated from a day on; `place` decides between equal days."""

    day: int
    place: int
    values: dict[str, Any]


class Segment(NamedTuple):
    """From the first day to the day before the last, these values hold; `places` names the fact of each."""

    start: int
    end: int
    values: dict[str, Any]
    places: dict[str, int]


def span(said: Standing) -> Span | None:
    """The days its date may mean; None where the date is unknown."""
    return None if said.fact.effective is None else span_of(said.fact.effective)


def value_day(said: Standing) -> int:
    """The day from which a value counts: unknown means the day it was recorded, for creating facts the dawn of time."""
    dates = span(said)
    if dates is not None:
        return dates.first
    return DAWN if said.fact.creates or said.fact.undated else said.day


def segments(stated: Iterable[Said]) -> list[Segment]:
    """The latest day at or before wins, on equal days the last place; nothing holds before the first."""
    ordered = sorted(stated, key=_when_and_where)
    ends = [day for day, _place, _values in ordered[1:]] + [FOREVER]
    result: list[Segment] = []
    values: dict[str, Any] = {}
    places: dict[str, int] = {}
    for (day, place, own), end in zip(ordered, ends):  # noqa: B905  where nothing is stated, one end is too many
        values, places = values | own, places | dict.fromkeys(own, place)
        if day < end:
            result.append(Segment(day, end, values, places))
    return result


_when_and_where = itemgetter(0, 1)


def first_name(stated: Iterable[Said], name: str = "name") -> Iterator[Said]:
    """A name before its first date is the first known name."""
    named = [said for said in stated if name in said.values]
    first = min(named, key=_when_and_where) if named else None
    if first is not None and first.day > DAWN:
        yield Said(DAWN, first.place, {name: first.values[name]})


class Run(NamedTuple):
    """One period: what began it, and the end that ended it, if any.

    It holds on [start, stop); on the days before `sure` and from `fading` on it is only possible.
    """

    begin: Standing | None
    end: Standing | None
    start: int
    sure: int
    fading: int
    stop: int

    @property
    def backwards(self) -> bool:
        return self.begin is not None and self.stop < self.start

    def bounds(self) -> list[int]:
        """The days on which a piece of the run begins, and the day after the last; none when it holds on no day."""
        if self.start >= self.stop:
            return []
        if self.sure <= self.start and self.stop <= self.fading:
            return [self.start, self.stop]
        inside = {day for day in (self.sure, self.fading) if self.start < day < self.stop}
        return [self.start, *sorted(inside), self.stop]

    def parts(self) -> list[tuple[int, int, bool]]:
        """(from, to, possible) pieces of the run; none when it holds on no day."""
        if self.sure <= self.start < self.stop <= self.fading:
            return [(self.start, self.stop, False)]
        return [(one, other, not self.sure <= one < self.fading) for one, other in pairwise(self.bounds())]

    def covers(self, day: int) -> bool:
        return self.start <= day < self.stop


@dataclass(slots=True)
class _Open:
    begin: Standing
    start: int
    sure: int
    end: Standing | None = None
    fading: int = FOREVER
    stop: int = FOREVER

    def close(self, end: Standing) -> None:
        """The earliest end counts; of equal ones the one dated most precisely, then the one recorded first."""
        fading, stop = end_days(end)
        place = FOREVER if self.end is None else self.end.place
        if (stop, -fading, end.place) < (self.stop, -self.fading, place):
            self.end, self.fading, self.stop = end, fading, stop

    def run(self) -> Run:
        return Run(self.begin, self.end, self.start, self.sure, self.fading, self.stop)


def begin_days(begin: Standing) -> tuple[int, int]:
    """(first day it counts, first day it is sure): an unknown date is sure from the day it was recorded."""
    effective = begin.fact.effective
    return (DAWN, max(begin.day, DAWN)) if effective is None else _turning(effective)


def end_days(end: Standing) -> tuple[int, int]:
    """(first day it may no longer hold, first day it does not hold)."""
    effective = end.fact.effective
    return (end.day, end.day) if effective is None else _turning(effective)


@lru_cache(maxsize=65_536)
def _turning(effective: str) -> tuple[int, int]:
    """The first day that something dated so may have happened, and the first on which it surely has."""
    dates = span_of(effective)
    return dates.first, dates.first if dates.exact else dates.last + 1


def runs(begins: Sequence[Standing], ends: Iterable[Standing]) -> list[Run]:
    """Every beginning opens a run; ends are applied as contract §2 says, whatever the order they arrived in.

    An end with a `took` ends that beginning. Another ends what was running the day before it, else what began within
    its date; an end that found nothing comes back as a run without beginning, held on no day.
    """
    ends = list(ends)
    if not ends:
        return [Run(begin, None, *begin_days(begin), FOREVER, FOREVER) for begin in begins]
    opened = [_Open(begin, *begin_days(begin)) for begin in begins]
    stray = _ended(opened, ends)
    return [run.run() for run in opened] + [_stray(end) for end in stray]


def _ended(opened: list[_Open], ends: list[Standing]) -> list[Standing]:
    """Applies the ends; those that found nothing to end."""
    by_id = {run.begin.fact.id: run for run in opened}
    unnamed: list[Standing] = []
    for end in ends:
        took = getattr(end.fact, "took", None)
        if not isinstance(took, str):
            unnamed.append(end)
        elif took in by_id:
            by_id[took].close(end)
    return [end for end in sorted(unnamed, key=_end_order) if not _end_unnamed(opened, end)]


def _end_order(end: Standing) -> tuple[int, int]:
    return end_days(end)[0], end.place


def _end_unnamed(opened: list[_Open], end: Standing) -> bool:
    first, stop = end_days(end)
    last = first if stop == first else stop - 1
    ended = [run for run in opened if run.start <= first - 1 < run.stop]
    ended = ended or [run for run in opened if first <= run.start <= last]
    for run in ended:
        run.close(end)
    return bool(ended)


def _stray(end: Standing) -> Run:
    first = end_days(end)[0]
    return Run(None, end, first, first, first, first)


def stays(running: Iterable[Run]) -> list[tuple[int, int]]:
    """Runs that share a day form one stay: (first day, first day after)."""
    result: list[tuple[int, int]] = []
    for run in sorted((run for run in running if run.start < run.stop), key=lambda run: (run.start, run.stop)):
        if result and run.start < result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], run.stop))
        else:
            result.append((run.start, run.stop))
    return result


def within_stays(stated: Iterable[Said], bounds: Iterable[tuple[int, int]]) -> list[Segment]:
    """Values belong to the stay they were stated in: they end with it, and a return starts blank."""
    stated = list(stated)
    result: list[Segment] = []
    for start, stop in bounds:
        for part in segments(said for said in stated if start <= said.day < stop):
            end = min(part.end, stop)
            if part.start < end:
                result.append(part._replace(end=end))
    return result


class Life(NamedTuple):
    """Runs that share days, as one: `first` began it."""

    start: int
    stop: int
    first: Run
    runs: tuple[Run, ...]

    def possible(self, day: int) -> bool:
        """Whether none of the runs is sure that day."""
        return not any(run.sure <= day < run.fading for run in self.runs if run.covers(day))

    def probable(self, day: int) -> bool:
        """Whether only probable facts say so."""
        begins = (run.begin for run in self.runs if run.covers(day))
        return all(begin is not None and begin.fact.certainty == "probable" for begin in begins)

    def bounds(self) -> set[int]:
        return {day for run in self.runs for day in run.bounds()}


def lives(found: Iterable[Run]) -> list[Life]:
    """Runs that share a day, joined."""
    ordered = sorted((run for run in found if run.begin and run.start < run.stop), key=_begin_order)
    result: list[Life] = []
    for run in ordered:
        if result and run.start < result[-1].stop:
            last = result[-1]
            result[-1] = Life(last.start, max(last.stop, run.stop), last.first, (*last.runs, run))
        else:
            result.append(Life(run.start, run.stop, run, (run,)))
    return result


def _begin_order(run: Run) -> tuple[int, int]:
    return run.start, run.begin.place if run.begin else 0
