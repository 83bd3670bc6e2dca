"""Which records are of one body: what merges say together, whatever the order in which they came to be known.

Merges count in the order of the log, corrected ones in their own place. Each makes everything that answers as the
duplicate answer as what the kept record answers as; between records that are one already it changes nothing, so that
no circle arises. An unmerging undoes the merges of its two records that were recorded before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import product
from typing import NamedTuple

from msgspec.structs import replace

from .composite import made, made_of
from .merging import UNMERGING, Merging
from .standing import Family, Standing

Subject = tuple[str, str]
Turned = Mapping[Subject, Subject]
_NOTHING: Turned = {}


class InForce(NamedTuple):
    """What counts among merges: (kept, duplicate) pairs in the order of the log, and the places that undid one."""

    pairs: list[tuple[Subject, Subject]]
    undoing: set[int]


def merges(family: Family) -> bool:
    """Whether a family says which records are one."""
    return isinstance(next(iter(family.members.values())).fact, Merging)


class Sameness:
    """Knows the merges that stand, and what each record answers as."""

    def __init__(self) -> None:
        self._said: dict[str, Standing] = {}
        self._about: dict[Subject, set[str]] = defaultdict(set)
        self._kept: dict[Subject, Subject] = {}
        self._merged: dict[Subject, set[Subject]] = defaultdict(set)

    def __bool__(self) -> bool:
        return bool(self._kept)

    def copy(self) -> Sameness:
        made = Sameness()
        made._said, made._kept = dict(self._said), dict(self._kept)
        made._about.update((record, set(ids)) for record, ids in self._about.items())
        made._merged.update((record, set(some)) for record, some in self._merged.items())
        return made

    def place_of(self, id: str) -> int | None:
        """Of what a fact says, if that is known here."""
        return self._said[id].place if id in self._said else None

    @property
    def newest(self) -> int:
        """The last place of what is said; 0: nothing is."""
        return max((one.place for one in self._said.values()), default=0)

    def of(self, subject: Subject) -> Subject:
        """What it answers as: itself, unless it was merged; of a home made of records, what these answer as."""
        if records := made_of(subject):
            return made(subject[0], map(self.of, records))
        return self._kept.get(subject, subject)

    def records(self, subject: Subject) -> list[Subject]:
        """Everything that answers as what it answers as, that first; also of homes made of records."""
        if made_from := made_of(subject):
            return [made(subject[0], some) for some in product(*map(self.records, made_from))]
        kept = self.of(subject)
        return [kept, *sorted(self._merged.get(kept, ()))]

    def known_as(self, standing: Standing, turned: Turned = _NOTHING) -> Standing:
        """What it says of the records that count; `turned`: as if these were turned already."""
        if not self._kept and not turned:
            return standing

        def same(kind: str, id: str) -> str:
            subject = kind, id
            return (turned.get(subject) or self._kept.get(subject, subject))[1]

        if all(same(kind, id) == id for kind, id in standing.fact.named):
            return standing
        return replace(standing, fact=standing.fact.renamed(same))

    def count(self, differing: Iterable[tuple[Standing | None, Standing | None]]) -> dict[Subject, Subject]:
        """Let other merges stand: (before, after) of each. The records that are to `turn`, with what they answer as."""
        ends: set[Subject] = set()
        for before, after in differing:
            ends |= self._forget(before) | self._learn(after)
        found = joined(self.in_force(ends).pairs)
        near = self._near(ends)
        answers = {record: found.get(record, record) for record in near}
        return {record: kept for record, kept in answers.items() if self.of(record) != kept}

    def turn(self, turned: Turned) -> None:
        """From now on these records answer so."""
        for record, kept in turned.items():
            self._merged[self.of(record)].discard(record)
            self._kept.pop(record, None)
            if kept != record:
                self._kept[record] = kept
                self._merged[kept].add(record)

    def in_force(self, ends: Iterable[Subject]) -> InForce:
        """What counts among the merges that lead to these records."""
        near = self._near(ends)
        ids = set().union(*(self._about[record] for record in near))
        said = sorted((self._said[id] for id in ids), key=lambda one: one.place)
        counting: dict[tuple[Subject, Subject], int] = {}
        undoing: set[int] = set()
        for one in said:
            pair = _records(one)
            if not isinstance(one.fact, UNMERGING):
                counting.setdefault(pair, one.place)
            elif counting.pop(pair, None) is not None:
                undoing.add(one.place)
        return InForce(sorted(counting, key=counting.__getitem__), undoing)

    def _near(self, ends: Iterable[Subject]) -> set[Subject]:
        """These records, and all that any merge leads to from them, in force or not."""
        found, waiting = set[Subject](), list(ends)
        while waiting:
            record = waiting.pop()
            if record not in found:
                found.add(record)
                waiting += (end for id in self._about.get(record, ()) for end in _records(self._said[id]))
        return found

    def _learn(self, one: Standing | None) -> set[Subject]:
        if one is None or one.fact.certainty == "rumored":
            return set()
        self._said[one.fact.id] = one
        for record in _records(one):
            self._about[record].add(one.fact.id)
        return set(_records(one))

    def _forget(self, one: Standing | None) -> set[Subject]:
        if one is None or one.fact.certainty == "rumored":
            return set()
        del self._said[one.fact.id]
        for record in _records(one):
            self._about[record].discard(one.fact.id)
        return set(_records(one))


def joined(pairs: Iterable[tuple[Subject, Subject]]) -> dict[Subject, Subject]:
    """What the records of these pairs answer as, each (kept, duplicate) counted after the other."""
    answers: dict[Subject, Subject] = {}
    answering: dict[Subject, list[Subject]] = {}
    for kept, duplicate in pairs:
        into, gone = (answers.setdefault(record, record) for record in (kept, duplicate))
        if into != gone:
            moved = answering.pop(gone, [gone])
            answers.update(dict.fromkeys(moved, into))
            answering.setdefault(into, [into]).extend(moved)
    return answers


def _records(one: Standing) -> tuple[Subject, Subject]:
    fact: Merging = one.fact  # type: ignore[assignment]
    return fact.records
