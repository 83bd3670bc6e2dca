"""What follows an attempt: a pure function of how it went, how often and since when it was tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Literal

_MICROSECOND = timedelta(microseconds=1)
GONE = 410
LONGEST = timedelta(days=1)


@dataclass(frozen=True)
class Outcome:
    """How an attempt went. `retry_after`: seconds, where the other side said so.

    `nothing`: there was nothing to say. `for_good`: trying again would not help.
    """

    status: int | None = None
    problem: str | None = None
    retry_after: float | None = None
    nothing: bool = False
    for_good: bool = False

    @property
    def taken(self) -> bool:
        return self.problem is None

    @property
    def gone(self) -> bool:
        return self.status == GONE


@dataclass(frozen=True)
class Next:
    """How a delivery stands after an attempt, and when it is due if it waits (microseconds since 1970 UTC)."""

    state: Literal["waiting", "delivered", "dropped", "dead"]
    at: int


def after(
    outcome: Outcome, attempts: int, began: int, now: int, schedule: Sequence[timedelta], spread: float, chance: Random
) -> Next:
    """`attempts`: this one included. Dead is what was tried once more than the schedule has waits, or for as long.

    The age counts from when it might have been tried first: what waited behind another that died is not waited for
    all over again.
    """
    if outcome.taken:
        return Next("dropped" if outcome.nothing else "delivered", now)
    whole = sum(schedule, timedelta()) // _MICROSECOND
    if outcome.gone or outcome.for_good or attempts > len(schedule) or now - began >= whole:
        return Next("dead", now)
    asked = min(outcome.retry_after or 0.0, LONGEST.total_seconds()) * 1_000_000
    wait = schedule[attempts - 1] / _MICROSECOND * chance.uniform(1, 1 + spread)
    return Next("waiting", now + round(max(wait, asked)))
