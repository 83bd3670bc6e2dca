"""What feeds keep goes with whoever is erased: documents and announcements that name them, and their seats in rosters.

A document is only kept to be read again, so that all of a feed's go. What comes later of an entry that was theirs finds
the tombstone of its nomination, whose id is a keyed hash of feed and entry.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import Connection, delete, select, update

from domain.log.elsewhere import Leaving
from domain.log.keys import KeyRing
from domain.log.reading import of_family, roots_of_subjects
from domain.log.tables import facts
from domain.nominations import NominationReported
from jobs.sources.entries import Announcement
from projections.reports import id_of_entry

from .nominating import numbered
from .policy import Feed
from .registry import feeds_in
from .striking import Called, called, strike
from .tables import feed_entries, feed_pulls
from .vault import Vault


def forget(connection: Connection, keys: KeyRing, leaving: Leaving) -> None:
    """Of every feed: announcements and seats by name, documents where anything of the feed was theirs."""
    naming = _announcing(connection, keys.workspace, leaving.accepted | leaving.matched)
    names = {called(name) for name in leaving.names} - {called("")}
    for feed in feeds_in(connection, keys.workspace):
        vault = Vault(keys, feed)
        dropped = _drop_waiting(connection, vault, leaving.accepted, names)
        if strike(connection, vault, names) or dropped or feed.id in naming:
            _drop_documents(connection, feed)


def _announcing(connection: Connection, workspace: int, nominations: Collection[str]) -> set[str]:
    """The feeds that reported these nominations."""
    found = roots_of_subjects(connection, workspace, "nomination", sorted(nominations))
    reports = (of_family([root for roots in found.values() for root in roots]), facts.c.type == NominationReported.type)
    states = connection.scalars(select(facts.c.state).where(facts.c.workspace == workspace, *reports))
    return {msgspec.json.decode(state)["feed"] for state in states}


def _drop_waiting(connection: Connection, vault: Vault, theirs: Collection[str], names: Collection[Called]) -> bool:
    """An entry that is theirs counts as dropped: the same again is no news. Whether there was any."""
    mine = (feed_entries.c.workspace == vault.feed.workspace, feed_entries.c.feed == vault.feed.id)
    told = (*mine, feed_entries.c.announcements.is_not(None))
    rows = connection.execute(select(feed_entries.c.entry, feed_entries.c.announcements).where(*told)).all()
    gone = [row.entry for row in rows if _concerns(vault, vault.announcements(row.announcements), theirs, names)]
    for entry in gone:
        dropped = {"state": "dropped", "announcements": None}
        connection.execute(update(feed_entries).where(*mine, feed_entries.c.entry == entry).values(dropped))
    return bool(gone)


def _concerns(
    vault: Vault, announcements: Sequence[Announcement], theirs: Collection[str], names: Collection[Called]
) -> bool:
    """By the nomination it would become, or by whom it names."""
    ids = {id_of_entry(vault.keys, one.feed, one.entry) for one in numbered(announcements)}
    told = {called(name) for one in announcements for name in (one.person_name, one.predecessor_name) if name}
    return not (ids.isdisjoint(theirs) and told.isdisjoint(names))


def _drop_documents(connection: Connection, feed: Feed) -> None:
    mine = (feed_pulls.c.workspace == feed.workspace, feed_pulls.c.feed == feed.id)
    connection.execute(delete(feed_pulls).where(*mine))
