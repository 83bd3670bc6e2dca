"""Periods: what begins, which end ends it, what runs on a day, and what forms one stay."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.oracle.days import NEVER, Fact, beginning_span, end_span, place


@dataclass(frozen=True)
class End:
    fact: Fact
    first: int
    last: int

    @property
    def day(self) -> int:
        """The first day on which it no longer holds."""
        return self.first if self.first == self.last else self.last + 1


@dataclass
class Period:
    fact: Fact
    first: int
    last: int
    ends: list[End] = field(default_factory=list)

    @property
    def end(self) -> End | None:
        """Of several ends the earliest decides; of equal ones the one dated most precisely."""
        return min(self.ends, key=lambda end: (end.day, -end.first, place(end.fact)), default=None)

    @property
    def end_day(self) -> int:
        return self.end.day if self.end else NEVER

    @property
    def held(self) -> bool:
        return self.first < self.end_day

    @property
    def begun(self) -> tuple[int, int]:
        return self.first, place(self.fact)

    def runs_on(self, day: int) -> bool:
        return self.first <= day < self.end_day

    def possible_on(self, day: int) -> bool:
        """Imprecise dates leave open whether it held on the days they may mean."""
        windows = [(self.first, self.last), *([(self.end.first, self.end.last)] if self.end else [])]
        return any(first < last and first <= day <= last for first, last in windows)


@dataclass
class Line:
    """All the periods of one key, and the ends that found nothing to end."""

    periods: list[Period] = field(default_factory=list)
    unmatched: list[End] = field(default_factory=list)

    def running(self, day: int) -> list[Period]:
        return sorted((period for period in self.periods if period.runs_on(day)), key=lambda period: period.begun)

    def stay_on(self, day: int) -> list[Period]:
        """The stay that runs on the day: periods that hang together by shared days."""
        return next((stay for stay in self.stays() if any(period.runs_on(day) for period in stay)), [])

    def stays(self) -> list[list[Period]]:
        stays: list[list[Period]] = []
        for period in sorted((period for period in self.periods if period.held), key=lambda period: period.begun):
            if stays and period.first < max(earlier.end_day for earlier in stays[-1]):
                stays[-1].append(period)
            else:
                stays.append([period])
        return stays


def began(fact: Fact) -> Period:
    return Period(fact, *beginning_span(fact))


def ended(fact: Fact) -> End:
    return End(fact, *end_span(fact))


def line(begins: Iterable[Fact], ends: Iterable[Fact], named: Iterable[Fact] = ()) -> Line:
    """Every begin opens a period; named ends find theirs by id, the others by their date."""
    result = Line([began(fact) for fact in begins])
    for fact in named:
        end_by_name(result.periods, ended(fact))
    for end in sorted(map(ended, ends), key=lambda end: (end.first, place(end.fact))):
        if not end_by_date(result.periods, end):
            result.unmatched.append(end)
    return result


def end_by_name(periods: list[Period], end: End) -> None:
    for period in periods:
        if period.fact["id"] == end.fact["took"]:
            period.ends.append(end)


def end_by_date(periods: list[Period], end: End) -> bool:
    """Ends what ran on the day before its date; if nothing did, what began within its date."""
    ran = [period for period in periods if period.runs_on(end.first - 1)]
    begun_within = [period for period in periods if end.first <= period.first <= end.last]
    for period in ran or begun_within:
        period.ends.append(end)
    return bool(ran or begun_within)


def marks(running: list[Period], day: int) -> dict[str, Any]:
    """`possible` and `probable` where no running period is sure."""
    possible = all(period.possible_on(day) for period in running)
    probable = all(period.fact["certainty"] == "probable" for period in running)
    return ({"possible": True} if possible else {}) | ({"certainty": "probable"} if probable else {})
