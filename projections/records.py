"""What a person or an organization answers as, as known at a moment: itself, unless it was merged into another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .merged import TABLES
from .snapshots import Snapshot


def known_as(at: Snapshot, kind: str, id: str) -> str:
    """The id that counts; of other kinds of subjects each is its own."""
    return kept_of(at, kind, [id]).get(id, id)


def kept_of(at: Snapshot, kind: str, ids: Iterable[str]) -> dict[str, str]:
    """By id, of those of these records that were merged: what each answers as."""
    if kind not in TABLES:
        return {}
    table = TABLES[kind]
    return {row.item: row.home for row in at.rows(table, at.known(table), table.c.item, ids, only=("item", "home"))}


def merged_into(at: Snapshot, kind: str, ids: Iterable[str]) -> dict[str, list[str]]:
    """By id that counts: ids of the records that answer as it, in order."""
    table, found = TABLES[kind], defaultdict[str, list[str]](list)
    for row in at.rows(table, at.known(table), table.c.home, ids, only=("item", "home")):
        found[row.home].append(row.item)
    return {kept: sorted(merged) for kept, merged in found.items()}


def records_of(at: Snapshot, kind: str, id: str) -> list[str]:
    """Every id of a body: the one that counts, then those merged into it."""
    kept = known_as(at, kind, id)
    return [kept, *merged_into(at, kind, [kept]).get(kept, ())]
