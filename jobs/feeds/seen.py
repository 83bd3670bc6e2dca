"""Which entries were seen, and with what content: the same entry twice is no news."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from jobs.sources.entries import Announcement, Entry, Move

from .policy import Feed
from .tables import feed_entries
from .vault import Vault

_CHUNK = 400


@dataclass(frozen=True)
class Fresh:
    """An entry that is new, says something else or is taken back: its keyed hashes and what it announces."""

    entry: bytes
    content: bytes
    announcements: tuple[Announcement, ...]
    held: bool = False

    @property
    def whole(self) -> bool:
        """Whether it leaves nothing open of who comes or goes where, and when."""
        named = (
            (one.kind != "unknown", one.person_name, one.organization_name, one.role_title, one.starts)
            for one in self.announcements
        )
        return bool(self.announcements) and all(map(all, named))


def contents(connection: Connection, feed: Feed, entries: Collection[bytes]) -> dict[bytes, bytes]:
    """Content by entry, of those that were seen."""
    found: dict[bytes, bytes] = {}
    wanted = list(entries)
    for start in range(0, len(wanted), _CHUNK):
        query = select(feed_entries.c.entry, feed_entries.c.content).where(
            *_of(feed), feed_entries.c.entry.in_(wanted[start : start + _CHUNK])
        )
        found |= {bytes(row.entry): bytes(row.content) for row in connection.execute(query)}
    return found


def fresh_of(entries: Sequence[Entry], seen: dict[bytes, bytes], vault: Vault) -> list[Fresh]:
    found = []
    for entry in entries:
        hashed, content = vault.hash(entry.id), vault.content(entry.moves)
        if seen.get(hashed) != content:
            told = tuple(_announced(move, vault.feed.id, entry.id) for move in entry.moves)
            found.append(Fresh(hashed, content, told))
    return found


def said_once(connection: Connection, feed: Feed, fresh: Sequence[Fresh], seen: dict[bytes, bytes]) -> list[Fresh]:
    """Just what an entry said, whole, that is not told any more: the same under a new id, which is remembered.

    `seen`: what is told or taken back now, as it was seen before. Entries beside each other are two announcements.
    """
    new = {one.entry: one.content for one in fresh if one.whole and one.entry not in seen}
    said = _said_by_others(connection, feed, {*new.values()} - {*seen.values()}, seen)
    return [replace(one, announcements=()) if new.get(one.entry) in said else one for one in fresh]


def _said_by_others(
    connection: Connection, feed: Feed, contents: Collection[bytes], told: Collection[bytes]
) -> set[bytes]:
    """Of these contents those of entries that were seen and are not told now."""
    wanted, found = list(contents), set[bytes]()
    for start in range(0, len(wanted), _CHUNK):
        own = feed_entries.c.content.in_(wanted[start : start + _CHUNK])
        rows = connection.execute(select(feed_entries.c.entry, feed_entries.c.content).where(*_of(feed), own))
        found |= {bytes(row.content) for row in rows if bytes(row.entry) not in told}
    return found


def taken_back(entries: Collection[str], seen: dict[bytes, bytes], vault: Vault) -> list[Fresh]:
    """Of entries that the source does not tell any more those that it once told."""
    found = [(id, vault.hash(id), vault.taken_back(id)) for id in sorted(entries)]
    return [
        Fresh(hashed, content, (Announcement(feed=vault.feed.id, entry=id, kind="unknown", withdrawn=True),))
        for id, hashed, content in found
        if hashed in seen and seen[hashed] != content
    ]


def _announced(move: Move, feed: str, entry: str) -> Announcement:
    return Announcement(feed=feed, entry=entry, **{field.name: getattr(move, field.name) for field in fields(Move)})


def keep(connection: Connection, vault: Vault, fresh: Sequence[Fresh], now: int, *, held: bool) -> None:
    """An entry that announces nothing is only remembered."""
    rows = [_row(vault, one, now, place, held=held or one.held) for place, one in enumerate(fresh)]
    for start in range(0, len(rows), _CHUNK):
        some = rows[start : start + _CHUNK]
        again = feed_entries.c.entry.in_([row["entry"] for row in some])
        connection.execute(delete(feed_entries).where(*_of(vault.feed), again))
        connection.execute(insert(feed_entries), some)


def _row(vault: Vault, fresh: Fresh, now: int, place: int, *, held: bool) -> dict[str, Any]:
    quiet = not fresh.announcements
    return {
        "workspace": vault.feed.workspace,
        "feed": vault.feed.id,
        "entry": fresh.entry,
        "content": fresh.content,
        "state": "delivered" if quiet else "held" if held else "waiting",
        "seen_at": now,
        "place": place,
        "announcements": None if quiet else vault.sealed(fresh.announcements),
    }


def waiting(connection: Connection, vault: Vault, most: int) -> list[tuple[bytes, list[Announcement]]]:
    """In the order they were seen."""
    query = select(feed_entries.c.entry, feed_entries.c.announcements).where(
        *_of(vault.feed), feed_entries.c.state == "waiting"
    )
    ordered = query.order_by(feed_entries.c.seen_at, feed_entries.c.place).limit(most)
    return [(bytes(row.entry), vault.announcements(row.announcements)) for row in connection.execute(ordered)]


def untaken(connection: Connection, vault: Vault, most: int) -> list[dict[str, Any]]:
    """What is held or waiting, as it would be handed over, each with its state."""
    query = select(feed_entries).where(*_of(vault.feed), feed_entries.c.state.in_(("held", "waiting")))
    rows = connection.execute(query.order_by(feed_entries.c.seen_at, feed_entries.c.place).limit(most)).all()
    return [
        {"state": row.state, **{name: value for name, value in vars(one).items() if value not in (None, False)}}
        for row in rows
        for one in vault.announcements(row.announcements)
    ]


def delivered(connection: Connection, feed: Feed, entries: Sequence[bytes]) -> None:
    done = (*_of(feed), feed_entries.c.entry.in_(entries), feed_entries.c.state == "waiting")
    connection.execute(update(feed_entries).where(*done).values(state="delivered", announcements=None))


def known_count(connection: Connection, feed: Feed) -> int:
    return connection.scalar(select(func.count()).select_from(feed_entries).where(*_of(feed))) or 0


def _of(feed: Feed) -> tuple[Any, Any]:
    return feed_entries.c.workspace == feed.workspace, feed_entries.c.feed == feed.id
