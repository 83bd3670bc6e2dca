"""From an instant to a position: recorded instants never decrease along the log, so that halving finds it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import chain

from sqlalchemy import Select, bindparam, select

from .reading import raw_rows
from .store import Store
from .tables import facts

_STRETCH = 1_000
_MOST_STRETCHES = 2_000

_RECORDED = select(facts.c.recorded_at).where(facts.c.workspace == bindparam("ws"))
_first, _last = bindparam("first", type_=facts.c.position.type), bindparam("last", type_=facts.c.position.type)
_BETWEEN = _RECORDED.where(facts.c.position.between(_first, _last)).order_by(facts.c.position)


def _each_end() -> Select[tuple[int]]:
    """Position by position: of a list of them, PostgreSQL without statistics thinks that all facts are read sooner."""
    ends = select(_first.label("position")).cte("ends", recursive=True)
    following = ends.c.position + bindparam("stretch", type_=facts.c.position.type)
    ends = ends.union_all(select(following).where(following <= _last))
    recorded = _RECORDED.where(facts.c.position == ends.c.position).correlate(ends).scalar_subquery()
    return select(recorded).select_from(ends).order_by(ends.c.position)


_ENDS = _each_end()


@dataclass
class Instants:
    """Recorded instants of one workspace, as far as they were looked up: one of each stretch, and whole stretches.

    They never change, so that they are kept: 8 bytes for each position, of so many stretches at most.
    """

    workspace: int
    _ends: array[int] = field(default_factory=lambda: array("q"))
    _stretches: dict[int, array[int]] = field(default_factory=dict)

    def position(self, store: Store, instant: int, head: int) -> int:
        """The last position up to `head` recorded at or before an instant (microseconds); 0 if none was."""
        number = bisect_right(self._ends_until(store, head), instant, hi=head // _STRETCH)
        size = _size(number, head)
        return number * _STRETCH + bisect_right(self._stretch(store, number, size), instant, hi=size)

    def at_hand(self, store: Store, instant: int, head: int) -> int | None:
        """The same where at most one stretch has to be asked for, of a database that answers at once; else None."""
        if len(self._ends) < head // _STRETCH:
            return None
        number = bisect_right(self._ends, instant, hi=head // _STRETCH)
        size = _size(number, head)
        inside = self._stretch(store, number, size) if store.sqlite else self._stretches.get(number, array("q"))
        return None if len(inside) < size else number * _STRETCH + bisect_right(inside, instant, hi=size)

    def _ends_until(self, store: Store, head: int) -> array[int]:
        """Instants of the last position of each whole stretch."""
        ends, first = self._ends, (len(self._ends) + 1) * _STRETCH
        if first <= head:
            ends = self._ends = ends + self._read(store, _ENDS, first, head)
        return ends

    def _stretch(self, store: Store, number: int, size: int) -> array[int]:
        """Instants of the first `size` positions of a stretch, or more."""
        start, kept = number * _STRETCH, self._stretches.get(number, array("q"))
        if len(kept) < size:
            kept = kept + self._read(store, _BETWEEN, start + len(kept) + 1, start + size)
            if len(self._stretches) >= _MOST_STRETCHES:
                self._stretches.clear()
            self._stretches[number] = kept
        return kept

    def _read(self, store: Store, query: Select[tuple[int]], first: int, last: int) -> array[int]:
        with store.peeking(self.workspace) as connection:
            asked = {"ws": self.workspace, "first": first, "last": last, "stretch": _STRETCH}
            rows = raw_rows(connection, query, asked)
        return array("q", chain.from_iterable(rows))


def _size(number: int, head: int) -> int:
    """How many positions up to the head are in a stretch."""
    return min(head - number * _STRETCH, _STRETCH)
