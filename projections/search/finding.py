"""Which subjects are called like what is looked for, as known at a moment, and how well each fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.search.likeness import FORMER, LATER, SOURCES, WHOLE, Sought
from domain.search.words import KINDS, Kind

from ..columns import Columns, Indexes
from .grouped import Grouped
from .index import SearchIndex, known_rows
from .lexicon import Scored

_WORTHS = np.array(list(SOURCES.values()), np.int32)
MERGED = list(SOURCES).index("merged")
IDENTIFIER = list(SOURCES).index("identifier")
# What a record and its duplicates were called when they were merged, by kind and id that counts.
Besides = Mapping[str, Mapping[str, Sequence[str]]]


class At(NamedTuple):
    """A moment in the terms of the index."""

    day: int
    position: int


@dataclass(frozen=True)
class Hits:
    """Subjects side by side: the number of the kind, that of the id, and how well each fits (0 to 1000)."""

    kinds: NDArray[np.int8]
    homes: NDArray[np.int32]
    worths: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.homes)

    def of(self, kind: Kind) -> Indexes:
        return np.flatnonzero(self.kinds == KINDS.index(kind))

    def take(self, some: Indexes) -> Hits:
        return Hits(self.kinds[some], self.homes[some], self.worths[some])


def find(index: SearchIndex, text: str, at: At, besides: Besides, *, typos: bool) -> Hits:
    """What is called so; with `typos` as slips of the hand have it."""
    parts = [(kind, *_of_kind(index, Sought(kind, text, typos), at, besides.get(kind, {}))) for kind in KINDS]
    kinds = [np.full(len(homes), KINDS.index(kind), np.int8) for kind, homes, _ in parts]
    homes, worths = ([part[place] for part in parts] for place in (1, 2))
    return Hits(np.concatenate(kinds), np.concatenate(homes), np.concatenate(worths))


def _of_kind(
    index: SearchIndex, sought: Sought, at: At, besides: Mapping[str, Sequence[str]]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Subjects of one kind with what their best name is worth."""
    called = index.called[sought.kind]
    best = np.zeros(len(index.ids[sought.kind]), np.int32)
    for homes, worths in (
        _named(called.names, called.spoken, called.lexicon.like(sought), at),
        _named(called.identifiers, called.written, called.codes.like(sought), at),
        _called_besides(index, sought, besides),
    ):
        order = np.argsort(worths, kind="stable")
        ranked, known = homes[order], best[homes[order]]
        best[ranked] = np.maximum(known, worths[order])
    found = np.flatnonzero(best).astype(np.int32)
    return found, best[found]


def _named(columns: Columns, grouped: Grouped, scored: Scored, at: At) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Of every row that is known with one of these texts: whose it is, and what it is worth that day."""
    texts, likeness = scored
    which, rows = grouped.rows(texts)
    known = known_rows(columns, rows, at.position)
    which, rows = which[known], rows[known]
    worths = likeness[which].astype(np.int32) * _WORTHS[columns["source"][rows]] // 1000
    return columns["home"][rows], worths * _when(columns, rows, at.day) // 1000


def _when(columns: Columns, rows: Indexes, day: int) -> NDArray[np.int32]:
    """A name of the day counts whole, one of earlier or later days less."""
    past, future = columns["valid_to"][rows] <= day, columns["valid_from"][rows] > day
    return np.where(past, FORMER, np.where(future, LATER, WHOLE)).astype(np.int32)


def _called_besides(
    index: SearchIndex, sought: Sought, besides: Mapping[str, Sequence[str]]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    found = list(_likeness_besides(index, sought, besides))
    return np.array([home for home, _ in found], np.int32), np.array([worth for _, worth in found], np.int32)


def _likeness_besides(
    index: SearchIndex, sought: Sought, besides: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, int]]:
    """Merges are few: each of these names is looked at."""
    numbers = index.ids[sought.kind].numbers
    for id, names in besides.items():
        worth = max((sought.likeness(name) for name in names), default=0)
        if worth and id in numbers:
            yield numbers[id], worth * int(_WORTHS[MERGED]) // 1000
