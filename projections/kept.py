"""What was found for a moment, kept as long as no fact was recorded about any subject that it was found with."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from domain.amendments import FactCorrected, FactWithdrawn
from domain.log.ledger import Ledger
from domain.log.reading import read_after
from domain.people import LinkEnded, LinkRated
from domain.standing import Family

from .moments import Moment
from .shelf import Shelf
from .sinks import MOST_TOLD

Subject = tuple[str, str]
Subjects = frozenset[Subject]
# The words of a workspace are everybody's.
_OF_ALL = "vocabulary"
# A kind for people whose links are shown.
NEAR = "near"
_LINKING = (LinkRated, LinkEnded, FactCorrected, FactWithdrawn)


class _Entry(NamedTuple):
    """`build` and `erasures` of the head, and the position, that it was found at."""

    build: int
    erasures: int
    position: int
    value: Any
    subjects: Subjects


@dataclass
class Kept:
    """Of one workspace; the least used is dropped."""

    ledger: Ledger
    most: int = 20_000
    _entries: OrderedDict[Hashable, _Entry] = field(default_factory=OrderedDict)
    _touched: tuple[tuple[int, int], Subjects | None] = ((0, 0), frozenset())
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Hashable, moment: Moment) -> Any:
        """What was put, if it still stands at the moment; else None."""
        key = _key(key, moment)
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
        if entry is None or not self._stands(entry, moment):
            return None
        return entry.value

    def put(self, key: Hashable, moment: Moment, value: Any, subjects: Subjects) -> None:
        head = moment.head
        entry = _Entry(head.build, head.erasures, moment.position, value, subjects)
        with self._lock:
            self._entries[_key(key, moment)] = entry
            while len(self._entries) > self.most:
                self._entries.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._entries.clear()

    def _stands(self, entry: _Entry, moment: Moment) -> bool:
        if (entry.build, entry.erasures) != (moment.head.build, moment.head.erasures):
            return False
        if entry.position >= moment.position:
            return entry.position == moment.position
        touched = self._touched_between(entry.position, moment.position)
        return touched is not None and touched.isdisjoint(entry.subjects)

    def _touched_between(self, after: int, upto: int) -> Subjects | None:
        """The subjects that the facts between two positions have to do with; None where that may be any."""
        between, touched = self._touched
        if between != (after, upto):
            touched = self._read(after, upto) if upto - after <= MOST_TOLD else None
            self._touched = (after, upto), touched
        return touched

    def _read(self, after: int, upto: int) -> Subjects | None:
        with self.ledger.store.reading(self.ledger.workspace.id) as connection:
            fresh = read_after(connection, self.ledger.keys, after, upto - after)
            shelf = Shelf(connection, self.ledger.keys, upto)
            families = shelf.families({one.root for one in fresh})
            linking = {root: family for root, family in families.items() if _links(family)}
            touched = shelf.touched_by({root: one for root, one in families.items() if root not in linking})
            linked = shelf.with_kept(shelf.subjects_of(linking))
        if touched is None or any(kind == _OF_ALL for kind, _ in touched):
            return None
        return touched.union((NEAR, id) for kind, id in linked if kind == "person")


def _links(family: Family) -> bool:
    """Whether it only says how two people are linked: that shows where one is near, not wherever one is named."""
    return all(isinstance(one.fact, _LINKING) for one in family.members.values())


def _key(key: Hashable, moment: Moment) -> Hashable:
    """What was asked as known earlier is apart from what is asked as known now."""
    return key, None if moment.position >= moment.head.position else moment.position
