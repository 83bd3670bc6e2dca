"""What feeds announce becomes nominations: once each, with what they may mean; and facts, where a feed may accept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from domain.errors import BatchTooLarge
from domain.log.settings import settings_of
from domain.matching.verdicts import Rules
from domain.settings import Settings
from jobs.sources.entries import Announcement
from projections.accepting import accept_again
from projections.clerk import Seeing, clerk
from projections.reports import MOST, MOST_ACCEPTED, Outcome, announcement, report
from projections.reports import Announcement as Told
from projections.tenants import Tenant

from .policy import Feed


def nominate(tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> None:
    """The same announcements again change nothing. Of several in one entry each is a nomination, known by its place."""
    told = [_told(one) for one in _numbered(announcements)]
    settings = settings_of(tenant.ledger)
    rules = _rules(settings, feed)
    by, most = f"feed:{feed.id}", MOST if rules is None else MOST_ACCEPTED
    for start in range(0, len(told), most):
        seeing = clerk(tenant, settings.thresholds, rules)
        outcomes = _reported(tenant, told[start : start + most], by, seeing)
        if rules is not None:
            accept_again(tenant, feed.id, outcomes, rules, by)


def _reported(tenant: Tenant, some: Sequence[Told], by: str, seeing: Seeing) -> list[Outcome]:
    """In batches half as large where they become too many facts."""
    try:
        return report(tenant, some, by, seeing)[0]
    except BatchTooLarge:
        half = len(some) // 2
        return [*_reported(tenant, some[:half], by, seeing), *_reported(tenant, some[half:], by, seeing)]


def _rules(settings: Settings, feed: Feed) -> Rules | None:
    """None where a person decides on everything."""
    if not (settings.accepts and feed.accepts):
        return None
    return Rules(settings.thresholds, frozenset(feed.introduces))


def _numbered(announcements: Sequence[Announcement]) -> Iterator[Announcement]:
    """All announcements of an entry come together."""
    places = Counter[str]()
    for one in announcements:
        places[one.entry] += 1
        place = places[one.entry]
        yield one if place == 1 else replace(one, entry=f"{one.entry}#{place}")


def _told(announced: Announcement) -> Told:
    return announcement({name: value for name, value in asdict(announced).items() if value is not None})
