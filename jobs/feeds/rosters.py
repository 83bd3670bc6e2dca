"""Moves derived from two rosters of one organization: inferences, never stated by the source."""

from __future__ import annotations

from collections.abc import Iterator

from jobs.sources.entries import Announcement, Kind, Roster, Seat


def derived(feed: str, before: tuple[Seat, ...], now: Roster) -> tuple[Announcement, ...]:
    """Who is gone, then who is new; the day is that of the notice, since when it is true nobody says."""
    gone = _missing(before, now.seats)
    new = _missing(now.seats, before)
    return (*_told(feed, "left", gone, now), *_told(feed, "joined", new, now))


def gone_from(before: tuple[Seat, ...], now: Roster) -> int:
    return len(_missing(before, now.seats))


def _missing(some: tuple[Seat, ...], others: tuple[Seat, ...]) -> list[Seat]:
    known = {_key(seat) for seat in others}
    return [seat for seat in some if _key(seat) not in known]


def _key(seat: Seat) -> tuple[str, str]:
    return " ".join(seat.person.casefold().split()), " ".join(seat.role.casefold().split())


def _told(feed: str, kind: Kind, seats: list[Seat], now: Roster) -> Iterator[Announcement]:
    for seat in seats:
        yield Announcement(
            kind=kind,
            feed=feed,
            entry=now.entry,
            source="inference",
            person_name=seat.person,
            role_title=seat.role,
            organization_name=now.organization_name,
            announced=now.published,
        )
