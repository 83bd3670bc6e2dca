"""Dates as prose writes them, in English and French. One that could be two, as 03/04/2026, is none."""

from __future__ import annotations

import re
from datetime import date

ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
FRENCH = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_MONTHS = {name: number for names in (ENGLISH, FRENCH) for number, name in enumerate(names, 1)} | {
    **{name[:3]: number for number, name in enumerate(ENGLISH, 1)},
    "sept": 9,
    "fevrier": 2,
    "aout": 8,
    "decembre": 12,
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
DATE = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|(?:\d{{1,2}}(?:st|nd|rd|th|er)? (?:of )?)?(?:{_MONTH})\.?,? \d{{4}}"
    rf"|(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
# Without its year: the one nearest to when it was said.
SHORT_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|er)? (?:of )?(?:{_MONTH})|(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?)(?!,? \d|\w|\.\d)"
)
_NEAR = 150
_DAY = len("2026-03-01")
_DAY_FIRST = re.compile(rf"(?:(\d{{1,2}})(?:st|nd|rd|th|er)? (?:of )?)?({_MONTH})\.?,? (\d{{4}})", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", re.IGNORECASE)


def read_date(text: str) -> str | None:
    """As the contract writes it, a month where no day is given; None where there is no such day."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return _valid(*map(int, text.split("-")))
    if found := _MONTH_FIRST.fullmatch(text):
        return _valid(int(found[3]), _MONTHS[found[1].lower()], int(found[2]))
    if found := _DAY_FIRST.fullmatch(text):
        year, month = int(found[3]), _MONTHS[found[2].lower()]
        return _valid(year, month, int(found[1])) if found[1] else f"{year:04}-{month:02}"
    return None


def read_near(text: str, said: str | None) -> str | None:
    """A day without its year, where it is plain which year is meant: five months before or after it was said."""
    if said is None or len(said) < _DAY:
        return None
    told = date.fromisoformat(said[:_DAY])
    days = (read_date(f"{text} {told.year + more}") for more in (-1, 0, 1))
    near = [day for day in days if day and len(day) == _DAY and abs((date.fromisoformat(day) - told).days) <= _NEAR]
    return near[0] if near else None


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
