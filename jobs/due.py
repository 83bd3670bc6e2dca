"""What is due: a pure function of a schedule, the last slot that was taken and the clock.

Instants are microseconds since 1970 UTC. A day of UTC always has 24 hours, so that no slot is ever skipped or
doubled when somewhere clocks are put forward or back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Schedule:
    """A slot every so often, `at` so long after midnight UTC (or after any other multiple of `every`)."""

    every: timedelta
    at: timedelta = timedelta()

    def slot(self, now: int) -> int:
        """The latest slot that is not in the future."""
        every, at = self.every // _MICROSECOND, self.at // _MICROSECOND
        return now - (now - at) % every

    def following(self, slot: int) -> int:
        return slot + self.every // _MICROSECOND


def daily(at: timedelta) -> Schedule:
    return Schedule(timedelta(days=1), at)


def due(schedule: Schedule, last: int | None, now: int) -> int | None:
    """The slot to run now, if any. Slots that were missed meanwhile count as one: the latest."""
    slot = schedule.slot(now)
    return slot if last is None or slot > last else None
