"""The engine's library: families and the homes they concern, read from the log up to a position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from domain.log.keys import KeyRing
from domain.log.reading import read_families, roots_of_subjects
from domain.standing import Family, Recorded

from .engine import Subject


@dataclass
class Shelf:
    """Reads within one transaction; nothing after `upto` is seen."""

    connection: Connection
    keys: KeyRing
    upto: int

    def families(self, roots: Iterable[int]) -> dict[int, Family]:
        members: dict[int, list[Recorded]] = defaultdict(list)
        for recorded in read_families(self.connection, self.keys, roots, self.upto):
            members[recorded.root].append(recorded)
        return {root: Family(found) for root, found in members.items()}

    def roots_about(self, homes: Iterable[Subject]) -> dict[Subject, list[int]]:
        asked = list(homes)
        by_kind: dict[str, list[str]] = defaultdict(list)
        for kind, id in asked:
            by_kind[kind].append(id)
        found = {
            kind: roots_of_subjects(self.connection, self.keys.workspace, kind, ids) for kind, ids in by_kind.items()
        }
        return {(kind, id): sorted(found[kind].get(id, [])) for kind, id in asked}

    def history(self, subject: Subject) -> list[Recorded]:
        """Every fact of every family about a subject, in the order of the log."""
        roots = self.roots_about([subject])[subject]
        return read_families(self.connection, self.keys, roots, self.upto)
