"""What feeds announce becomes nominations, once each, with what they may mean, and facts where a feed may accept.

A feed may keep only what is watched. What it takes back is withdrawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.errors import BatchTooLarge
from domain.log.settings import settings_of
from domain.matching.verdicts import Rules
from domain.settings import Settings
from domain.unsure import UnsureKind
from jobs.sources.entries import Announcement
from projections.accepting import accept_again
from projections.clerk import Seeing, clerk
from projections.left_to_feeds import recorder_of
from projections.reports import MOST, MOST_ACCEPTED, Outcome, announcement, report
from projections.reports import Announcement as Told
from projections.tenants import Tenant
from projections.watches import interest

from .policy import Feed
from .registry import feeds_of
from .withdrawing import placed, take_back, told_again


def nominate(tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> int:
    """How many were passed over: those that concern no watch, where the feed keeps only what is watched.

    The same announcements again change nothing. Of several in one entry each is a nomination, known by its place.
    """
    told = [*map(_told, numbered([announced for announced in announcements if not announced.withdrawn]))]
    passed_over = _report(tenant, feed, told)
    for gone in announcements:
        if gone.withdrawn:
            take_back(tenant, gone.feed, gone.entry, recorder_of(feed.id))
    return passed_over


def _report(tenant: Tenant, feed: Feed, told: Sequence[Told]) -> int:
    """How many were passed over. What a process recorded and did not live to count is counted first."""
    tenant.catch_up()
    wanted = interest(tenant) if told and feed.options.keep == "watched" else None
    settings, by, passed_over = settings_of(tenant.ledger), recorder_of(feed.id), 0
    rules = _rules(settings, feed)
    most, seeing = MOST if rules.reviewed else MOST_ACCEPTED, clerk(tenant, rules, wanted)
    for start in range(0, len(told), most):
        outcomes = _reported(tenant, told[start : start + most], by, seeing)
        told_again(tenant, outcomes, by)
        if rules.reviewed is None:
            accept_again(tenant, outcomes, accepting(tenant) | {feed.id: rules})
        passed_over += sum(one.outcome == "passed_over" for one in outcomes)
    return passed_over


def _reported(tenant: Tenant, some: Sequence[Told], by: str, seeing: Seeing) -> list[Outcome]:
    """In batches half as large where they become too many facts."""
    try:
        return report(tenant, some, by, seeing)[0]
    except BatchTooLarge:
        half = len(some) // 2
        return [*_reported(tenant, some[:half], by, seeing), *_reported(tenant, some[half:], by, seeing)]


def accepting(tenant: Tenant) -> dict[str, Rules]:
    """Feeds that accept now, and what is sure for each: what one has left open another may make so."""
    settings = settings_of(tenant.ledger)
    active = (feed for feed in feeds_of(tenant.ledger.store, tenant.workspace.id) if feed.state == "active")
    every = {feed.id: _rules(settings, feed) for feed in active}
    return {id: rules for id, rules in every.items() if rules.reviewed is None}


def rules_of(tenant: Tenant, feed: Feed) -> Rules:
    """What is sure of what a feed announces now, and whether anything is accepted."""
    return _rules(settings_of(tenant.ledger), feed)


def _rules(settings: Settings, feed: Feed) -> Rules:
    reviewed: UnsureKind | None = None if settings.accepts else "workspace_reviewed"
    return Rules(settings.thresholds, frozenset(feed.introduces), reviewed if feed.accepts else "feed_reviewed")


def numbered(announcements: Sequence[Announcement]) -> Iterator[Announcement]:
    """All announcements of an entry come together."""
    places = Counter[str]()
    for announced in announcements:
        places[announced.entry] += 1
        yield replace(announced, entry=placed(announced.entry, places[announced.entry]))


def _told(announced: Announcement) -> Told:
    said = {name: value for name, value in vars(announced).items() if value is not None and name != "withdrawn"}
    return announcement(said)
