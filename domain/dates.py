"""Civil dates as the contract writes them: exact, imprecise, open and unknown; days are proleptic ordinals."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from .errors import InvalidRequest
from .language import marked, say

DAWN = date.min.toordinal()
FOREVER = date.max.toordinal()
FORM = marked("a date such as 2019, 2019-06, 2019-06-14, [..2019], [2019-03..2019-06], or null")

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_RANGE = re.compile(r"\[(.*)\.\.(.+)\]")
_OFFSET = re.compile(r"([+-])(\d{1,5})([dwmy])", re.ASCII)
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


@dataclass(frozen=True, slots=True)
class Span:
    """The days a date may mean, first and last included (ordinals)."""

    first: int
    last: int

    @property
    def exact(self) -> bool:
        return self.first == self.last


@lru_cache(maxsize=65_536)
def span_of(text: str) -> Span:
    """The days that a written date may mean. Raises ValueError with the form a date has."""
    if match := _RANGE.fullmatch(text):
        first = DAWN if match[1] == "" else _plain(match[1]).first
        span = Span(first, _plain(match[2]).last)
    else:
        span = _plain(text)
    if span.first > span.last:
        raise ValueError(say("{date} ends before it begins", date=text))
    return span


@lru_cache(maxsize=65_536)
def _plain(text: str) -> Span:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(say("expected {right}", right=say(FORM)))
    year, month, day = int(match[1]), *(int(part) if part else None for part in match.groups()[1:])
    if not 1 <= year <= 9998:
        raise ValueError(say("the year must lie between 0001 and 9998"))
    return _days(year, month, day)


def _days(year: int, month: int | None, day: int | None) -> Span:
    if month is None:
        return Span(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
    if not 1 <= month <= 12:
        raise ValueError(say("the month must lie between 01 and 12"))
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return Span(date(year, month, 1).toordinal(), date(year, month, last).toordinal())
    if not 1 <= day <= last:
        told = {"last": last, "month": f"{year:04}-{month:02}"}
        raise ValueError(say("the day must lie between 01 and {last} in {month}", **told))
    exact = date(year, month, day).toordinal()
    return Span(exact, exact)


def _exact(text: str) -> date:
    """A day in the one form the contract has for it; ISO 8601 knows more."""
    found = _plain(text)
    if not found.exact:
        raise ValueError(say("{date} is more than one day", date=text))
    return date.fromordinal(found.first)


def day_of(instant: datetime) -> int:
    """The civil day (UTC) of an instant."""
    return (instant if instant.tzinfo is UTC else instant.astimezone(UTC)).toordinal()


_NAMED: dict[str, Callable[[date], date]] = {
    "today": lambda today: today,
    "yesterday": lambda today: today - timedelta(days=1),
    "tomorrow": lambda today: today + timedelta(days=1),
    "last-week-end": lambda today: today - timedelta(days=today.isoweekday()),
    "last-month-end": lambda today: today.replace(day=1) - timedelta(days=1),
    "last-quarter-end": lambda today: date(today.year, 3 * ((today.month - 1) // 3) + 1, 1) - timedelta(days=1),
    "last-year-end": lambda today: date(today.year - 1, 12, 31),
}


def resolve_as_of(text: str | None, today: date, *, field: str = "as_of") -> date:
    """The day meant by an `as_of` parameter: a date, a named day, or an offset from today such as -90d or +6m.

    Raises InvalidRequest naming the field.
    """
    if text is None:
        return today
    if text in _NAMED:
        return _NAMED[text](today)
    try:
        if match := _OFFSET.fullmatch(text):
            amount = int(match[2]) if match[1] == "+" else -int(match[2])
            resolved = today + relativedelta(**{_UNITS[match[3]]: amount})  # type: ignore[arg-type]
        else:
            resolved = _exact(text)
    except (ValueError, OverflowError):
        resolved = date.max
    if not 1 <= resolved.year <= 9998:
        raise InvalidRequest(
            say("expected a date such as 2026-06-30, -90d, or one of {names}", names=", ".join(_NAMED)), field=field
        )
    return resolved


def resolve_known_at(text: str) -> datetime:
    """The instant meant by `known_at`: an instant with offset, or a date, which means the end of that day UTC."""
    try:
        if len(text) == 10:
            return datetime.combine(_exact(text), datetime.max.time(), UTC)
        instant = datetime.fromisoformat(text)
        return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        form = say("expected an instant such as 2026-11-22T09:00:00Z, or a date")
        raise InvalidRequest(form, field="known_at") from None
