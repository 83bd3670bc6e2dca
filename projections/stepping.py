"""Bringing a timeline up with what the follower of this process has just written, without asking the database."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from sqlalchemy import Table

from .columns import Columns, Encoder, Interner
from .intervals import COMMON, OPEN, Row, View, iso
from .opportunities import opportunities
from .organizations import units
from .restructurings import RESTRUCTURINGS
from .roles import roles
from .rumors import RUMORS
from .sinks import Step
from .timeline import NAMING, TOLD_OF, Timeline

_UNKNOWN = -2
# Kinds of homes that may become an account's, with the table that says so.
_OWNED = {"unit": units, "role": roles, "opportunity": opportunities}


class OutOfReach(Exception):
    """More has to be read than the step tells."""


def stepped(timeline: Timeline, step: Step) -> bool:
    """Whether the timeline counts the step now; where that takes more than the step tells, nothing was changed."""
    try:
        _Stepping(timeline, step).apply()
    except OutOfReach:
        return False
    return True


class _Stepping:
    """Rows that are the timeline's business are found before any is changed."""

    def __init__(self, timeline: Timeline, step: Step) -> None:
        self.timeline, self.step = timeline, step
        self._concerning: dict[tuple[str, str], bool] = {}

    def apply(self) -> None:
        begun = list(self._begun())
        ended = list(self._ended())
        for columns, row, position in ended:
            columns["known_to"][row] = position
        for columns, values in begun:
            columns.extend([values])
        for kind, id in self.step.subjects:
            self.timeline.counted[kind].discard(id)
        self.timeline.met.stepped(self.timeline.position, self.step.position, self.step.subjects)
        self.timeline.alongside.stepped(self.timeline.position, self.step.position, self.step.subjects)
        self.timeline.position = self.step.position

    def _begun(self) -> Iterator[tuple[Columns, tuple[Any, ...]]]:
        for view, intervals in self.step.changes.begun.items():
            for home, row, since, until in intervals:
                if self._shown(view, home):
                    self._require_read(view, row)
                    yield self.timeline[view.table], _values(self.timeline, view.table, home, row, since, until)

    def _ended(self) -> Iterator[tuple[Columns, int, int]]:
        found: set[tuple[Table, int]] = set()
        for view, endings in self.step.changes.ended.items():
            for home, row, position in endings:
                if self._shown(view, home):
                    place = self._place(view.table, home, row, found)
                    found.add((view.table, place))
                    yield self.timeline[view.table], place, position

    def _shown(self, view: View, home: str) -> bool:
        """Whether the timeline holds this home's rows of a view; of others' roles it knows only what they are."""
        took_part = view is RESTRUCTURINGS and ("organization", self.timeline.account) in self.step.subjects
        if view is RUMORS or took_part:
            raise OutOfReach
        if view is RESTRUCTURINGS or view.table not in self.timeline.columns or not self._concerns(view.home, home):
            return False
        return view.home != "role" or view.table is roles or bool(self.timeline.ours(roles, [home]))

    def _concerns(self, kind: str, home: str) -> bool:
        key = (kind, home)
        if key not in self._concerning:
            self._concerning[key] = self._found_concerning(kind, home)
        return self._concerning[key]

    def _found_concerning(self, kind: str, home: str) -> bool:
        if kind == "organization":
            return home == self.timeline.account
        if kind == "person":
            return home in self.timeline.vocabulary.people.numbers
        if kind == "link":
            return not self.timeline.near.isdisjoint(home.split("|"))
        return self._known(_OWNED[kind], home)

    def _known(self, table: Table, home: str) -> bool:
        """Whether rows of a home are here; one that becomes the account's, or was only named so far, has to be read."""
        columns = self.timeline[table]
        if self._becomes_ours(table, home) and not self.timeline.ours(table, [home]):
            raise OutOfReach
        here = len(columns.of([home])) > 0
        if not here and home in columns.homes.numbers:
            raise OutOfReach
        return here

    def _becomes_ours(self, table: Table, home: str) -> bool:
        """Whether the step makes it the account's."""
        for row in self._new_rows(table, home):
            if _said(table, row, "organization") == self.timeline.account:
                return True
            if table is roles and self.timeline.ours(units, [_said(table, row, "unit")]):
                return True
        return False

    def _new_rows(self, table: Table, home: str) -> Iterator[Row]:
        for view, intervals in self.step.changes.begun.items():
            if view.table is table:
                yield from (row for id, row, *_ in intervals if id == home)

    def _require_read(self, view: View, row: Row) -> None:
        """What a new row names must be here already, as far as a map says anything about it."""
        table = view.table
        if table is roles:
            self._require_rows(units, _said(table, row, "unit"))
            self._require_rows(roles, _said(table, row, "reports_to"))
        if table in NAMING and _said(table, row, "person") not in self.timeline.near:
            raise OutOfReach
        told_of = {_said(table, row, name) for one, name in TOLD_OF if one is table}
        if not told_of <= self.timeline.vocabulary.people.numbers.keys():
            raise OutOfReach

    def _require_rows(self, table: Table, id: str | None) -> None:
        if id is not None and not len(self.timeline[table].of([id])):
            raise OutOfReach

    def _place(self, table: Table, home: str, row: Row, taken: set[tuple[Table, int]]) -> int:
        """Of the rows that say the same, which no map tells apart, one that has not ended."""
        columns, values = self.timeline[table], _values(self.timeline, table, home, row, 0, OPEN)
        pairs = zip(columns.encoders.items(), values, strict=True)
        numbers = {name: _number(encoder, value) for (name, encoder), value in pairs}
        del numbers["known_from"]
        found = np.flatnonzero((columns["home"] == numbers["home"]) & (columns["known_to"] == OPEN))
        for name, number in numbers.items():
            found = found[columns[name][found] == number]
        for place in found.tolist():
            if (table, place) not in taken:
                return int(place)
        raise OutOfReach


def _number(encoder: Encoder, value: Any) -> int:
    return encoder.numbers.get(value, _UNKNOWN) if isinstance(encoder, Interner) else encoder.many([value])[0]


def _values(timeline: Timeline, table: Table, home: str, row: Row, since: int, until: int) -> tuple[Any, ...]:
    """A row as the driver would give it, in the order of the timeline's columns."""
    bounds = (iso(row.valid_from), iso(row.valid_to), since, until)
    names = tuple(timeline[table].encoders)[len(bounds) + 1 :]
    return (*bounds, home, *(row.values[place] for place in _places(table, names)))


def _said(table: Table, row: Row, name: str) -> Any:
    return row.values[_places(table, (name,))[0]]


@lru_cache(maxsize=64)
def _places(table: Table, names: tuple[str, ...]) -> tuple[int, ...]:
    """Where a row's own values have these columns."""
    own = [column.name for column in table.columns][COMMON:]
    return tuple(own.index(name) for name in names)
