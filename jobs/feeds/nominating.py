"""What feeds announce becomes nominations: once each, with what they may mean; all of it, or what is watched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from jobs.sources.entries import Announcement
from projections.reports import MOST, announcement, report
from projections.reports import Announcement as Told
from projections.suggestions import suggestions
from projections.tenants import Tenant
from projections.watches import interesting

from .policy import Feed


def nominate(tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> int:
    """How many were passed over: those that concern no watch, where the feed keeps only what is watched.

    The same announcements again change nothing. Of several in one entry each is a nomination, known by its place.
    """
    every = [_told(one) for one in _numbered(announcements)]
    told = interesting(tenant, every) if feed.options.keep == "watched" else every
    for start in range(0, len(told), MOST):
        report(tenant, told[start : start + MOST], f"feed:{feed.id}", suggestions(tenant))
    return len(every) - len(told)


def _numbered(announcements: Sequence[Announcement]) -> Iterator[Announcement]:
    """All announcements of an entry come together."""
    places = Counter[str]()
    for one in announcements:
        places[one.entry] += 1
        place = places[one.entry]
        yield one if place == 1 else replace(one, entry=f"{one.entry}#{place}")


def _told(announced: Announcement) -> Told:
    return announcement({name: value for name, value in asdict(announced).items() if value is not None})
