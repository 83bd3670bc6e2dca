"""What was pulled, read again: a better reader may see more in the same bytes."""

from __future__ import annotations

from sqlalchemy import Connection, select

from jobs.sources.capped import read_capped
from jobs.sources.entries import Entry, Options, Unreadable

from .seen import Fresh, contents, fresh_of
from .tables import feed_pulls
from .vault import Vault


def read_again(bodies: list[tuple[str, bytes]], options: Options) -> tuple[list[Entry], int]:
    """Entries as they stood last, and how many documents cannot be read. Those whose text lies elsewhere are left."""
    entries: dict[str, Entry] = {}
    unread = 0
    for kind, body in bodies:
        try:
            page = read_capped(kind, body, options)
        except Unreadable:
            unread += 1
            continue
        entries = {id: entry for id, entry in entries.items() if id not in page.withdrawn}
        entries |= {entry.id: entry for entry in page.entries if entry.document is None}
    return sorted(entries.values(), key=lambda one: (one.published or "", one.id)), unread


def kept_bodies(connection: Connection, vault: Vault) -> list[tuple[str, bytes]]:
    """With the kind each is read as, in the order they came."""
    mine = (feed_pulls.c.workspace == vault.feed.workspace, feed_pulls.c.feed == vault.feed.id)
    ordered = select(feed_pulls).where(*mine).order_by(feed_pulls.c.pulled_at, feed_pulls.c.part)
    return [(row.kind, vault.opened_bytes(row.body)) for row in connection.execute(ordered)]


def news_in(connection: Connection, vault: Vault, entries: list[Entry]) -> list[Fresh]:
    """Entries that say something else than when they were read before."""
    seen = contents(connection, vault.feed, [vault.hash(entry.id) for entry in entries])
    return fresh_of(entries, seen, vault)
