"""The engine's library: families and the homes they concern, read from the log up to a position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from sqlalchemy import Connection

from domain.amendments import VISITED, adopted
from domain.log.keys import KeyRing
from domain.log.merged import Merges, read_merges
from domain.log.reading import read_families, roots_of_facts, roots_of_subjects, visitors_of
from domain.log.writing import ask
from domain.sameness import Sameness, merges
from domain.standing import Family, Recorded

from .engine import Subject

_VISITED = f"SELECT 1 FROM subject_facts WHERE workspace = ? AND kind = '{VISITED}' LIMIT 1"  # noqa: S608  our own word


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

    def subjects_of(self, families: Mapping[int, Family]) -> frozenset[Subject]:
        """Everything that these were ever about, with what their ends were corrected to name elsewhere."""
        members = (member.fact for family in families.values() for member in family.members.values())
        named = [id for fact in members if (id := adopted(fact)) is not None]
        elsewhere = self.families(roots_of_facts(self.connection, self.keys.workspace, named).values())
        return frozenset().union(*(family.subjects for some in (families, elsewhere) for family in some.values()))

    def roots_about(self, homes: Iterable[Subject]) -> dict[Subject, list[int]]:
        asked = list(homes)
        by_kind: dict[str, list[str]] = defaultdict(list)
        for kind, id in asked:
            by_kind[kind].append(id)
        found = {
            kind: roots_of_subjects(self.connection, self.keys.workspace, kind, ids) for kind, ids in by_kind.items()
        }
        about = {(kind, id): found[kind].get(id, []) for kind, id in asked}
        visitors = self._visitors(root for roots in about.values() for root in roots)
        coming = {home: chain(*(visitors.get(root, ()) for root in roots)) for home, roots in about.items()}
        return {home: sorted({*roots, *coming[home]}) for home, roots in about.items()}

    def _visitors(self, roots: Iterable[int]) -> dict[int, list[int]]:
        """Families whose ends were corrected to name a beginning of these."""
        if not self._visited:
            return {}
        return visitors_of(self.connection, self.keys.workspace, sorted(set(roots)))

    @cached_property
    def _visited(self) -> bool:
        """Seldom is there any such family in a workspace."""
        return ask(self.connection, _VISITED, (self.keys.workspace,)) is not None

    def root_of(self, fact: str) -> int | None:
        return roots_of_facts(self.connection, self.keys.workspace, [fact]).get(fact)

    def roots_ever(self, subjects: Iterable[Subject]) -> dict[Subject, set[int]]:
        """Families that ever had to do with each of these: about it, about what was merged with it, and all merges."""
        spelled = {subject: self.merges.ever([subject]) for subject in subjects}
        about = self.roots_about({one for some in spelled.values() for one in some})
        every = self.merges.families.keys()
        return {home: {*every, *(root for one in some for root in about[one])} for home, some in spelled.items()}

    def history(self, subject: Subject) -> list[Recorded]:
        """Every fact of every family about a subject, in the order of the log."""
        roots = self.roots_ever([subject])[subject]
        return read_families(self.connection, self.keys, roots, self.upto)

    @cached_property
    def merges(self) -> Merges:
        return read_merges(self.connection, self.keys, self.upto)

    def sameness(self) -> Sameness:
        """Which records are one."""
        return self.merges.sameness()

    def touched_by(self, families: Mapping[int, Family]) -> frozenset[Subject] | None:
        """What these were ever about, by what that answers as too; None where they say which records are one."""
        if any(map(merges, families.values())):
            return None
        return self.with_kept(self.subjects_of(families))

    def concerned(self, records: Iterable[Subject], families: Mapping[int, Family]) -> frozenset[Subject]:
        """Every home that ever held what is about these records or in these families, wherever merges took it."""
        roots = {root for about in self.roots_about(self.merges.ever(records)).values() for root in about}
        return frozenset(self.merges.ever(self.subjects_of({**families, **self.families(roots)})))

    def with_kept(self, subjects: frozenset[Subject]) -> frozenset[Subject]:
        """These, and what they answer as."""
        same = self.sameness()
        return subjects.union(map(same.of, subjects)) if same else subjects
