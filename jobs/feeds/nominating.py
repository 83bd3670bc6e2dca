"""What feeds announce becomes nominations, once each, with what they may mean; what they take back is withdrawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from jobs.sources.entries import Announcement
from projections.reports import MOST, announcement, report
from projections.reports import Announcement as Told
from projections.suggestions import suggestions
from projections.tenants import Tenant

from .policy import Feed
from .withdrawing import placed, take_back, told_again


def nominate(tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> None:
    """The same announcements again change nothing. Of several in one entry each is a nomination, known by its place."""
    by = f"feed:{feed.id}"
    told = [*map(_told, numbered([announced for announced in announcements if not announced.withdrawn]))]
    for start in range(0, len(told), MOST):
        outcomes, _ = report(tenant, told[start : start + MOST], by, suggestions(tenant))
        told_again(tenant, outcomes, by)
    for gone in announcements:
        if gone.withdrawn:
            take_back(tenant, gone.feed, gone.entry, by)


def numbered(announcements: Sequence[Announcement]) -> Iterator[Announcement]:
    """All announcements of an entry come together."""
    places = Counter[str]()
    for announced in announcements:
        places[announced.entry] += 1
        yield replace(announced, entry=placed(announced.entry, places[announced.entry]))


def _told(announced: Announcement) -> Told:
    said = {name: value for name, value in asdict(announced).items() if value is not None and name != "withdrawn"}
    return announcement(said)
