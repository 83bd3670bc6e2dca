"""When a feed has gone bad: pure judgments about one pull beside those before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.language import in_english
from jobs.sources.entries import Bad, Entry

_FLOOD, _TIMES = 100, 10
_ENOUGH = 10
_EARLIEST = date(1900, 1, 1)
_AHEAD = timedelta(days=2)
_BACK = timedelta(days=730)
_YEARS_AHEAD = 10


@dataclass(frozen=True)
class Past:
    """What was seen of a feed: counts of its accepted pulls (newest first), entries known, day of the newest."""

    counts: Sequence[int] = ()
    known: int = 0
    newest: str | None = None


@dataclass(frozen=True)
class Pull:
    """What one pull gave. `listing`: it shows a window, part of which should have been there the last time."""

    count: int
    fresh: int
    days: Sequence[str] = field(default=())
    listing: bool = True


def gone_bad(past: Past, pull: Pull) -> str | None:
    """Why a person should look before anything of this is accepted; None: nothing is strange."""
    usual = sum(past.counts) / len(past.counts) if past.counts else 0
    if pull.listing and pull.count == 0 and past.counts and past.counts[0] > 0:
        return in_english("no entries, where there were {count} the last time", count=past.counts[0])
    if usual and pull.count > max(_FLOOD, _TIMES * usual):
        return in_english("{count} entries, more than ten times the usual {usual:.0f}", count=pull.count, usual=usual)
    if pull.listing and past.known >= _ENOUGH and pull.count >= _ENOUGH and pull.fresh == pull.count:
        return in_english("all entries are new: either many were missed, or the ids have changed")
    return _dates(past, pull)


def takes_back_much(gone: int, fresh: int) -> str | None:
    """`gone`: entries taken back; `fresh`: all that is news."""
    if gone >= _ENOUGH and gone * 2 > fresh:
        return in_english("{count} announcements are taken back at once", count=gone)
    return None


def _dates(past: Past, pull: Pull) -> str | None:
    if past.newest is None or len(pull.days) < _ENOUGH:
        return None
    before = (date.fromisoformat(past.newest) - _BACK).isoformat()
    old = sum(day < before for day in pull.days)
    if old * 2 <= len(pull.days):
        return None
    return in_english("most new entries are two years older than the newest before")


def absurd(entry: Entry, place: int, today: date) -> Bad | None:
    """An entry dated as nothing can be."""
    day = day_of(entry)
    if day is not None and not _EARLIEST <= day <= today + _AHEAD:
        problem = in_english("is published in the future" if day > today else "is published before 1900")
        return Bad(place=place, problem=problem)
    if any(_year_of(move.starts) > today.year + _YEARS_AHEAD for move in entry.moves):
        return Bad(place=place, problem=in_english("tells of a day more than ten years ahead"))
    return None


def _year_of(starts: str | None) -> int:
    """The first of an interval; of an open beginning or none, 0."""
    return int(starts.lstrip("[")[:4]) if starts and starts.lstrip("[")[:4].isdigit() else 0


def mostly_absurd(entries: int, bad: int) -> bool:
    return bad >= 3 and bad * 2 > entries


def day_of(entry: Entry) -> date | None:
    """None where it is not known to the day."""
    try:
        return date.fromisoformat((entry.published or "")[:10])
    except ValueError:
        return None


def emptied(before: int, left: int) -> bool:
    """Whether more than half of a roster is gone at once."""
    return before >= 2 and left * 2 > before
