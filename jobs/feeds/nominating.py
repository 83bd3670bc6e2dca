"""What feeds announce becomes nominations, once each, with what they may mean, and facts where a feed may accept.

A feed may keep only what is watched. What it takes back is withdrawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from itertools import count

from domain.errors import NotFound, OutOfTurn
from domain.log.settings import settings_of
from domain.matching.verdicts import Rules
from domain.settings import Settings
from jobs.sources.entries import Announcement
from projections.accepting import accept_again
from projections.clerk import clerk
from projections.moments import moment_of
from projections.nomination_reads import one
from projections.reports import MOST, MOST_ACCEPTED, Outcome, announcement, nomination_id, report, told_of
from projections.reports import Announcement as Told
from projections.reviews import Doubt, undo, withdraw
from projections.tenants import Tenant
from projections.watches import interesting

from .policy import Feed

TAKEN_BACK = "the source does not tell it any more"


def nominate(tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> int:
    """How many were passed over: those that concern no watch, where the feed keeps only what is watched.

    The same announcements again change nothing. Of several in one entry each is a nomination, known by its place.
    """
    every = [*map(_told, _numbered([announced for announced in announcements if not announced.withdrawn]))]
    told = interesting(tenant, every) if feed.options.keep == "watched" else every
    _report(tenant, feed, told)
    for gone in announcements:
        if gone.withdrawn:
            _take_back(tenant, gone, _by(feed))
    return len(every) - len(told)


def _report(tenant: Tenant, feed: Feed, told: Sequence[Told]) -> None:
    settings = settings_of(tenant.ledger)
    rules = _rules(settings, feed)
    by, most = _by(feed), MOST if rules is None else MOST_ACCEPTED
    for start in range(0, len(told), most):
        outcomes, _ = report(tenant, told[start : start + most], by, clerk(tenant, settings.thresholds, rules))
        _told_again(tenant, outcomes, by)
        if rules is not None:
            accept_again(tenant, feed.id, outcomes, rules, by)


def _by(feed: Feed) -> str:
    return f"feed:{feed.id}"


def _rules(settings: Settings, feed: Feed) -> Rules | None:
    """None where a person decides on everything."""
    if not (settings.accepts and feed.accepts):
        return None
    return Rules(settings.thresholds, frozenset(feed.introduces))


def _numbered(announcements: Sequence[Announcement]) -> Iterator[Announcement]:
    """All announcements of an entry come together."""
    places = Counter[str]()
    for announced in announcements:
        places[announced.entry] += 1
        yield replace(announced, entry=_placed(announced.entry, places[announced.entry]))


def _placed(entry: str, place: int) -> str:
    return entry if place == 1 else f"{entry}#{place}"


def _told(announced: Announcement) -> Told:
    said = {name: value for name, value in asdict(announced).items() if value is not None and name != "withdrawn"}
    return announcement(said)


def _take_back(tenant: Tenant, gone: Announcement, by: str) -> None:
    """Each nomination of the entry, with the facts it became; what somebody corrected by hand since stays."""
    for place in count(1):
        id = nomination_id(tenant, Told(feed=gone.feed, entry=_placed(gone.entry, place)))
        try:
            erased = one(tenant, id, moment_of(tenant.ledger)).get("erased", False)
        except NotFound:
            return
        with suppress(OutOfTurn):  # it is withdrawn already
            if not erased:
                withdraw(tenant, id, Doubt(reason=TAKEN_BACK, keep_corrected=True), by)


def _told_again(tenant: Tenant, outcomes: Sequence[Outcome], by: str) -> None:
    """What the feed took back and now tells as before comes back to review."""
    for told in told_of(tenant, [outcome for outcome in outcomes if outcome.outcome == "unchanged"]):
        if told.get("state") == "withdrawn" and _decided_by(tenant, told["nomination"]) == by:
            undo(tenant, told["nomination"], Doubt(), by)


def _decided_by(tenant: Tenant, id: str) -> str | None:
    found = one(tenant, id, moment_of(tenant.ledger))
    return next((fact["recorded_by"] for fact in found["history"] if fact["id"] == found["decision"]), None)
