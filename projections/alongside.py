"""Rows that no map shows and analysis needs, kept beside an account's timeline: whatever day they hold on, whenever
known. They are read once and asked for any moment, until a fact concerns what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, Connection

from domain.log.batches import Row
from domain.log.ledger import Ledger

from .asking import answers, lasting
from .builds import live
from .columns import BOUNDS, Columns, Indexes, Interner

Subject = tuple[str, str]
# Columns that name people: where one of these is merged with another record, the rows change.
_PEOPLE = ("person", "through")


class Point(NamedTuple):
    """A day (its ordinal) and a position of the log."""

    day: int
    position: int


class Wanted(NamedTuple):
    """Rows that have one of these ids in a column, as tuples of the columns named; `whole`: with every other row of
    their homes."""

    column: Column[str]
    ids: frozenset[str]
    names: tuple[str, ...]
    whole: bool = False


class Alongside:
    """Of one account. Rows count facts up to a position; what is asked for a later one is read again."""

    def __init__(self) -> None:
        self._counted = self._build = -1
        self._kept: dict[Column[str], _Rows] = {}
        self._about = set[Subject]()

    def rows(self, ledger: Ledger, at: Point, wanted: Sequence[Wanted], about: Iterable[Subject]) -> list[list[Row]]:
        """Of each the rows that hold at a moment, in any order; `about`: all that facts behind them may concern."""
        if at.position > self._counted:
            self._kept.clear()
            self._about.clear()
        for one in wanted:
            self._kept.setdefault(one.column, _Rows(one))
        if any(one.ids - self._kept[one.column].ids for one in wanted):
            with ledger.store.reading(ledger.workspace.id) as connection:
                self._read(connection, ledger.workspace.id, wanted)
        self._about.update(about)
        return [self._kept[one.column].at(at, one) for one in wanted]

    def stepped(self, before: int, after: int, subjects: Iterable[Subject]) -> None:
        """What counts up to one position counts up to a later one if the facts between concern none of it."""
        if before <= self._counted < after and self._about.isdisjoint(subjects):
            self._counted = after

    def _read(self, connection: Connection, workspace: int, wanted: Sequence[Wanted]) -> None:
        """What was read before stays as it is up to the position that it counts to; of another build the same holds."""
        head = live(connection, workspace)
        build, position = (head.build, head.position) if head else (0, 0)
        if build != self._build or not any(kept.ids for kept in self._kept.values()):
            self._kept = {one.column: _Rows(one) for one in wanted}
            self._build, self._counted = build, position
        missing = [(one, one.ids - self._kept[one.column].ids) for one in wanted]
        asked = [(one, ids) for one, ids in missing if ids]
        kept = [self._kept[one.column] for one, _ in asked]
        questions = [
            lasting(connection, (workspace, build), one.column, ids, tuple(rows.columns.encoders), whole=one.whole)
            for (one, ids), rows in zip(asked, kept, strict=True)
        ]
        for each, rows, found in zip(asked, kept, answers(connection, questions), strict=True):
            self._about |= rows.learn(*each, found)


class _Rows:
    """What was read of one question: rows as columns, and the ids that they were asked by."""

    def __init__(self, wanted: Wanted) -> None:
        self.ids = set[str]()
        names = dict.fromkeys(("home", wanted.column.name, *wanted.names))
        self.columns = Columns({name: Interner() for name in names})

    def learn(self, wanted: Wanted, ids: Iterable[str], rows: Sequence[Row]) -> set[Subject]:
        """Gives the people whom they name. Of whole homes one that is here already is here with all its rows."""
        here, home = set(self.columns.homes.values) if wanted.whole else set[str](), len(BOUNDS)
        fresh = [row for row in rows if row[home] not in here]
        self.columns.extend(fresh)
        self.ids.update(ids)
        places = [place for place, name in enumerate(self.columns.encoders) if name in _PEOPLE]
        return {("person", row[place]) for row in fresh for place in places}

    def at(self, point: Point, wanted: Wanted) -> list[Row]:
        rows = self.columns.at(*point)
        asked = self._having(rows, wanted.column.name, wanted.ids)
        if wanted.whole:
            asked = np.isin(self.columns["home"][rows], self.columns["home"][rows[asked]])
        return self._told(rows[asked], wanted.names)

    def _having(self, rows: Indexes, name: str, ids: Iterable[str]) -> NDArray[np.bool_]:
        """Which of these rows have one of these ids in a column."""
        numbers = self._words(name).numbers
        there = np.zeros(len(numbers), np.bool_)  # the last place stands for nothing
        there[[numbers[id] for id in ids if id in numbers]] = True
        found: NDArray[np.bool_] = there[self.columns[name][rows]]
        return found

    def _told(self, rows: Indexes, names: Iterable[str]) -> list[Row]:
        values = ([self._words(name).value(one) for one in self.columns[name][rows].tolist()] for name in names)
        return list(zip(*values, strict=True))

    def _words(self, name: str) -> Interner:
        words: Interner = self.columns.encoders[name]  # type: ignore[assignment]
        return words
