"""Days on which something was so, and the first on which it is so no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

# From a day, an ordinal, to before another.
Days = tuple[int, int]
Contents = Mapping[tuple[Any, ...], Sequence[Days]]


def contents_of(rows: Iterable[Any], content: Callable[[Any], tuple[Any, ...] | None]) -> Contents:
    """By what rows say, the days on which they say it, in order; rows that say nothing are left out."""
    found = defaultdict(list)
    for row in rows:
        if (said := content(row)) is not None:
            found[said].append((row.valid_from.toordinal(), row.valid_to.toordinal()))
    return {said: sorted(days) for said, days in found.items()}


def merged(some: Iterable[Days]) -> list[Days]:
    """The days of any of these, which are in order: a span more than there are gaps between them."""
    found: list[Days] = []
    for first, stop in some:
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(stop, found[-1][1])
        else:
            found.append((first, stop))
    return found


def first_lost(before: Contents, since: Contents) -> int | None:
    """The first day of which something was said before and is not since; nothing where all is."""
    found = (_first_outside(days, since.get(said, ())) for said, spans in before.items() for days in spans)
    return min((day for day in found if day is not None), default=None)


def first_changed(before: Contents, since: Contents) -> int | None:
    """The first day of which something was said before and is not since, or the other way about."""
    found = first_lost(before, since), first_lost(since, before)
    return min((day for day in found if day is not None), default=None)


def _first_outside(days: Days, cover: Iterable[Days]) -> int | None:
    day, stop = days
    for first, last in cover:
        if first <= day < last:
            day = last
    return day if day < stop else None
