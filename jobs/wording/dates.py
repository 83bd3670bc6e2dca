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


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
