"""Who was erased is struck from rosters, and stays so: by a keyed hash of the feed, the organization and the name.

The register goes on listing them. Without the hash the next notice would look as if they had come anew.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select, update

from domain.log.writing import insert_ignoring
from domain.matching.text import fold
from jobs.sources.entries import Roster, Seat

from .policy import Feed
from .tables import feed_rosters, feed_struck
from .vault import Vault

Called = frozenset[str]
"""The words of a name, in whatever order and writing."""


def called(name: str) -> Called:
    return frozenset(fold(name).split())


def marks_of(connection: Connection, feed: Feed) -> frozenset[bytes]:
    """Of everybody struck from this feed's rosters."""
    mine = (feed_struck.c.workspace == feed.workspace, feed_struck.c.feed == feed.id)
    return frozenset(map(bytes, connection.scalars(select(feed_struck.c.mark).where(*mine))))


def without(roster: Roster, marks: frozenset[bytes], vault: Vault) -> Roster:
    """The roster as if it did not list whoever was struck."""
    if not marks:
        return roster
    organization = vault.hash(roster.key)
    left = (seat for seat in roster.seats if _mark(vault, organization, called(seat.person)) not in marks)
    return replace(roster, seats=tuple(left))


def strike(connection: Connection, vault: Vault, names: Collection[Called]) -> bool:
    """From every roster that is kept; whether any named them."""
    mine = (feed_rosters.c.workspace == vault.feed.workspace, feed_rosters.c.feed == vault.feed.id)
    kept = connection.execute(select(feed_rosters.c.organization, feed_rosters.c.seats).where(*mine)).all()
    found = [(bytes(row.organization), vault.seats(row.seats)) for row in kept]
    naming = [(organization, seats) for organization, seats in found if _listed(seats, names)]
    for organization, seats in naming:
        marks = [_mark(vault, organization, name) for name in _listed(seats, names)]
        insert_ignoring(connection, feed_struck, [(vault.feed.workspace, vault.feed.id, mark) for mark in marks])
        left = vault.sealed([seat for seat in seats if called(seat.person) not in names])
        here = feed_rosters.c.organization == organization
        connection.execute(update(feed_rosters).where(*mine, here).values(seats=left))
    return bool(naming)


def _listed(seats: Sequence[Seat], names: Collection[Called]) -> list[Called]:
    return [name for name in {called(seat.person) for seat in seats} if name in names]


def _mark(vault: Vault, organization: bytes, name: Called) -> bytes:
    return vault.keys.mac(b"struck", vault.feed.id.encode(), organization, " ".join(sorted(name)).encode())
