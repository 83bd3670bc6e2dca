"""Which roles became which, as of a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from .snapshots import Snapshot
from .successors import successors


class Heirs:
    """Of these roles: what they became (`after`) and what became them (`before`), rows by the role asked about."""

    def __init__(self, at: Snapshot, roles: Iterable[str]) -> None:
        asked = set(roles)
        self.after = _by("home", at.holding_rows(successors.c.home, asked))
        self.before = _by("successor", at.holding_rows(successors.c.successor, asked))

    @property
    def roles(self) -> set[str]:
        """All that are named."""
        rows = (row for found in (self.after, self.before) for some in found.values() for row in some)
        return {id for row in rows for id in (row.home, row.successor)}


def _by(name: str, rows: Iterable[Any]) -> dict[str, list[Any]]:
    found = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.home, row.successor)):
        found[getattr(row, name)].append(row)
    return found
