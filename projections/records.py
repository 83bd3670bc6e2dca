"""What a person or an organization answers as, as known at a moment: itself, unless it was merged into another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table

from .merged import TABLES
from .organizations import organizations
from .people import people
from .snapshots import Snapshot

_NAMED: dict[str, Table] = {"person": people, "organization": organizations}


def known_as(at: Snapshot, kind: str, id: str) -> str:
    """The id that counts; of other kinds of subjects each is its own."""
    return kept_of(at, kind, [id]).get(id, id)


def kept_of(at: Snapshot, kind: str, ids: Iterable[str]) -> dict[str, str]:
    """By id, of those of these records that were merged: what each answers as."""
    if kind not in TABLES:
        return {}
    table = TABLES[kind]
    return {row.item: row.home for row in at.known_rows(table.c.item, ids, only=("item", "home"))}


def merged_into(at: Snapshot, kind: str, ids: Iterable[str]) -> dict[str, list[str]]:
    """By id that counts: ids of the records that answer as it, in order."""
    if kind not in TABLES:
        return {}
    table, found = TABLES[kind], defaultdict[str, list[str]](list)
    for row in at.known_rows(table.c.home, ids, only=("item", "home")):
        found[row.home].append(row.item)
    return {kept: sorted(merged) for kept, merged in found.items()}


def records_of(at: Snapshot, kind: str, id: str) -> list[str]:
    """Every id of a body: the one that counts, then those merged into it."""
    kept = known_as(at, kind, id)
    return [kept, *merged_into(at, kind, [kept]).get(kept, ())]


class Bodies:
    """Which records are of one body, at any position, from rows read once: merges are few."""

    def __init__(self, at: Snapshot) -> None:
        self._rows = {kind: at.rows(table, at.ours(table)) for kind, table in TABLES.items()}

    def known_as(self, position: int, kind: str, id: str) -> str:
        """The id that counts."""
        return next((row.home for row in self._known(position, kind) if row.item == id), id)

    def records(self, position: int, kind: str, id: str) -> list[str]:
        """Every id of the body of which this one counts, this first."""
        return [id, *sorted(row.item for row in self._known(position, kind) if row.home == id)]

    def _known(self, position: int, kind: str) -> list[Any]:
        return [row for row in self._rows.get(kind, ()) if row.known_from <= position < row.known_to]


def called_when_merged(at: Snapshot, kind: str, ids: Iterable[str] | None = None) -> dict[str, list[str]]:
    """By id that counts, of all or of these: what it and its duplicates were called when they were merged.

    Of two names of equal dates the one recorded last holds, on every day: the other one would be lost for matching.
    """
    table, names = TABLES[kind], _NAMED[kind]
    known = at.rows(table, at.known(table)) if ids is None else at.rows(table, at.known(table), table.c.home, ids)
    kept = {row.item: row.home for row in known}
    if not kept:
        return {}
    told = table.c.known_from <= at.position
    merging = {
        (kept[row.item], row.known_from)
        for row in at.rows(table, at.ours(table) & told, table.c.item, kept)
        if kept.get(row.home, row.home) == kept[row.item]
    }
    found = defaultdict[str, list[str]](list)
    ended = at.ours(names) & (names.c.known_to <= at.position) & names.c.name.is_not(None)
    for row in at.rows(names, ended, names.c.home, {*kept, *kept.values()}, only=("home", "known_to", "name")):
        if ((id := kept.get(row.home, row.home)), row.known_to) in merging:
            found[id].append(row.name)
    return found
