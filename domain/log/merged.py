"""The merges of a workspace, read from its log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from sqlalchemy import Connection

from ..composite import made, made_of
from ..lazy import lazy
from ..merging import MERGING
from ..sameness import Sameness, Subject
from ..standing import Family, Recorded
from .keys import KeyRing
from .reading import read_families, roots_of_subjects

_KINDS = ("person", "organization")


@dataclass(frozen=True)
class Merges:
    """The families that say which records are one, by their roots; mostly there are none."""

    families: dict[int, Family] = field(default_factory=dict)

    def sameness(self) -> Sameness:
        """What stands of them all."""
        same = Sameness()
        same.turn(same.count((None, said) for family in self.families.values() for said in family.says))
        return same

    def ever(self, subjects: Iterable[Subject]) -> set[Subject]:
        """These, and all that was ever said to be the same as one of them, taken back by now or not."""
        return {one for subject in subjects for one in _ever(self._groups, subject)}

    @lazy
    def _groups(self) -> dict[Subject, set[Subject]]:
        groups: dict[Subject, set[Subject]] = {}
        for family in self.families.values():
            together = {subject for subject in family.subjects if subject[0] in _KINDS}
            together = together.union(*(groups.get(subject, ()) for subject in together))
            groups.update(dict.fromkeys(together, together))
        return groups


def _ever(groups: dict[Subject, set[Subject]], subject: Subject) -> Iterator[Subject]:
    records = made_of(subject)
    if not groups or not records:
        yield from groups.get(subject, (subject,))
        return
    for some in product(*(groups.get(record, (record,)) for record in records)):
        yield made(subject[0], some)


def read_merges(connection: Connection, keys: KeyRing, upto: int | None = None) -> Merges:
    """Those recorded by a position."""
    roots = roots_of_subjects(connection, keys.workspace, MERGING, _KINDS)
    if not roots:
        return Merges()
    members: dict[int, list[Recorded]] = defaultdict(list)
    for recorded in read_families(connection, keys, {root for some in roots.values() for root in some}, upto):
        members[recorded.root].append(recorded)
    return Merges({root: Family(found) for root, found in members.items()})
