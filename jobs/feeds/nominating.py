"""What feeds announce becomes nominations, once each, with what they may mean; what they take back is withdrawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from itertools import count

from domain.errors import NotFound, OutOfTurn
from jobs.sources.entries import Announcement
from projections.moments import moment_of
from projections.nomination_reads import one
from projections.reports import MOST, Outcome, announcement, nomination_id, report, told_of
from projections.reports import Announcement as Told
from projections.reviews import Doubt, undo, withdraw
from projections.suggestions import suggestions
from projections.tenants import Tenant

from .policy import Feed

TAKEN_BACK = "the source does not tell it any more"


def nominate(tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> None:
    """The same announcements again change nothing. Of several in one entry each is a nomination, known by its place."""
    by = f"feed:{feed.id}"
    told = [*map(_told, numbered([announced for announced in announcements if not announced.withdrawn]))]
    for start in range(0, len(told), MOST):
        outcomes, _ = report(tenant, told[start : start + MOST], by, suggestions(tenant))
        _told_again(tenant, outcomes, by)
    for gone in announcements:
        if gone.withdrawn:
            _take_back(tenant, gone, by)


def numbered(announcements: Sequence[Announcement]) -> Iterator[Announcement]:
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
