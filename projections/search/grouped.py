"""Rows of columns by the number that stands in one of them, found without looking at the others."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..columns import Columns, Indexes

# Rows that came since the order was made are ordered by themselves, until they are so many or such a part of all.
LEAST_TAIL = 1_000
TAIL_PART = 64


class Sorted(NamedTuple):
    """Numbers in order, with the place that each came from."""

    keys: NDArray[Any]
    places: Indexes

    def places_of(self, numbers: NDArray[Any]) -> tuple[Indexes, Indexes]:
        """(index into the numbers, place) of all that have one of the numbers."""
        starts = np.searchsorted(self.keys, numbers, "left")
        counts = np.searchsorted(self.keys, numbers, "right") - starts
        which, places = spread(starts, counts)
        return which, self.places[places]


def in_order(keys: NDArray[Any], first: int = 0) -> Sorted:
    order = np.argsort(keys, kind="stable")
    return Sorted(keys[order], order + first)


def spread(starts: Indexes, counts: Indexes) -> tuple[Indexes, Indexes]:
    """Ranges laid out one after the other: (index of the range, place in it) of each of their places."""
    which = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts) - counts
    return which, np.arange(len(which)) + np.repeat(starts - before, counts)


class Grouped:
    """Rows of columns by one of them. Columns grow, and what is in order stays so until they are compacted."""

    def __init__(self, columns: Columns, name: str) -> None:
        self.columns, self.name = columns, name
        self._begin()

    def _begin(self) -> None:
        self._ready, self._compacted = 0, self.columns.compacted
        self._sorted = self._tail = in_order(np.empty(0, np.int32))

    def rows(self, numbers: NDArray[Any]) -> tuple[Indexes, Indexes]:
        """(index into the numbers, row) of all rows that have one of the numbers there."""
        self._settle()
        which, rows = self._sorted.places_of(numbers)
        if not len(self._tail.keys):
            return which, rows
        also, newer = self._tail.places_of(numbers)
        return np.concatenate([which, also]), np.concatenate([rows, newer])

    def _settle(self) -> None:
        if self._compacted != self.columns.compacted:
            self._begin()
        size, known = self.columns.size, self._ready + len(self._tail.keys)
        if size == known:
            return
        if size - self._ready > max(LEAST_TAIL, self._ready // TAIL_PART):
            self._ready = size
            self._sorted = in_order(self.columns[self.name])
        self._tail = in_order(self.columns[self.name][self._ready :], self._ready)
