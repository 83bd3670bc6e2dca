"""What one moment shows of an account, read from the tables alone: for whoever cannot wait for its timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    any_,
    func,
    select,
)

from .intervals import OPEN, View
from .layouts import lean_layouts, shown_layouts
from .opportunities import opportunities
from .organizations import units
from .restructurings import restructurings
from .roles import roles
from .timeline import Moment, Timeline
from .views import VIEWS


class Slice(Timeline):
    """The rows that hold at a moment, and nothing that could say when else.

    `lean`: of roles and tenures only the columns that say who holds what, where.
    """

    bounded = False

    def __init__(
        self, workspace: int, build: int, account: str, position: int, moment: Moment, *, lean: bool = False
    ) -> None:
        super().__init__(workspace, build, account, position)
        self._moment = moment
        self.columns = self._made(shown_layouts(self.vocabulary) | (lean_layouts(self.vocabulary) if lean else {}))

    def fill(self, connection: Connection, only: Sequence[Table] | None = None) -> Slice:
        """Read the rows of all tables or only of some: roles before what is found by their ids."""
        self.read_merged(connection)
        for view in [view for view in VIEWS if view.table in (self.columns if only is None else only)]:
            for condition in self._conditions(connection, view):
                self._read(connection, view.table, condition)
        self.read_units(connection)
        if only is None:
            self.read_the_rest(connection)
        return self

    def _conditions(self, connection: Connection, view: View) -> list[ColumnElement[bool]]:
        """Which rows are this account's: each found by an index, one after the other rather than one or the other."""
        home = view.table.c.home
        if view.table is roles:
            return self._own_roles()
        if view.table is restructurings:
            return [self._took_part()]
        if view.home == "role":
            return [self._of_the_roles_read(connection, home)]
        homes: dict[str, Any] = {
            "organization": [self.account],
            "unit": self._ids(units, units.c.organization == self.account),
            "opportunity": self._ids(opportunities, opportunities.c.organization == self.account),
        }
        return [home.in_(homes[view.home])] if view.home in homes else []

    def _own_roles(self) -> list[ColumnElement[bool]]:
        own = roles.c.organization == self.account
        if not self[units].size:
            return [own]
        in_units = roles.c.unit.in_(self._ids(units, units.c.organization == self.account))
        return [own, and_(in_units, roles.c.organization.is_distinct_from(self.account))]

    def _of_the_roles_read(self, connection: Connection, home: Column[str]) -> ColumnElement[bool]:
        """Their ids as a value: as a query, PostgreSQL without fresh statistics begins at the wrong end.

        As one text, since its driver looks at each id of an array; there are no blanks in ids.
        """
        words = self.vocabulary.roles.values
        ids = sorted(words[number] for number in set(self[roles]["home"].tolist()))
        if connection.dialect.name == "postgresql":
            return home == any_(func.string_to_array(" ".join(ids), " "))
        return home.in_(select(func.json_each(msgspec.json.encode(ids).decode()).table_valued("value").c.value))

    def _query(self, table: Table) -> Select[Any]:
        return super()._query(table).order_by(None).where(*self._now(table))

    def _now(self, table: Table) -> tuple[ColumnElement[bool], ...]:
        day, position = date.fromordinal(self._moment.day), self._moment.position
        known = table.c.known_to == OPEN if self._moment.newest else table.c.known_to > position
        return known, table.c.known_from <= position, table.c.valid_from <= day, table.c.valid_to > day
