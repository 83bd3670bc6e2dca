"""What one moment shows of an account, read from the tables alone: for whoever cannot wait for its timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ARRAY, ColumnElement, Connection, Select, String, Table, and_, func, literal, select

from .intervals import OPEN, View
from .layouts import lean_layouts
from .opportunities import opportunities
from .organizations import units
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
        if lean:
            self.columns |= self._made(lean_layouts(self.vocabulary))

    def fill(self, connection: Connection, only: Sequence[Table] | None = None) -> Slice:
        """Read the rows of all tables or only of some: roles before what is found by their ids."""
        for view in [view for view in VIEWS if view.table in (self.columns if only is None else only)]:
            for condition in self._conditions(connection, view):
                self._read(connection, view.table, condition)
        self.read_units(connection)
        if only is None:
            self.read_the_rest(connection)
        return self

    def _conditions(self, connection: Connection, view: View) -> list[ColumnElement[bool]]:
        """Which rows are this account's. Roles are asked for twice: databases are slow to find one thing or another."""
        home, unit_ids = view.table.c.home, self._ids(units, units.c.organization == self.account)
        if view.table is roles:
            in_units = and_(roles.c.unit.in_(unit_ids), roles.c.organization.is_distinct_from(self.account))
            return [roles.c.organization == self.account, in_units]
        if view.home == "role":
            return [home.in_(_listed(connection, self._role_ids()))]
        sold = self._ids(opportunities, opportunities.c.organization == self.account)
        homes: dict[str, Any] = {"organization": [self.account], "unit": unit_ids, "opportunity": sold}
        return [home.in_(homes[view.home])] if view.home in homes else []

    def _role_ids(self) -> list[str]:
        ids = self.vocabulary.roles.values
        return sorted(ids[number] for number in set(self[roles]["home"].tolist()))

    def _query(self, table: Table) -> Select[Any]:
        day, position = date.fromordinal(self._moment.day), self._moment.position
        known = table.c.known_to == OPEN if self._moment.newest else table.c.known_to > position
        now = (known, table.c.known_from <= position, table.c.valid_from <= day, table.c.valid_to > day)
        return super()._query(table).order_by(None).where(*now)


def _listed(connection: Connection, ids: list[str]) -> Select[Any]:
    """Ids as rows, sent as one value however many they are."""
    if connection.dialect.name == "sqlite":
        return select(func.json_each(msgspec.json.encode(ids).decode()).table_valued("value").c.value)
    return select(func.unnest(literal(ids, ARRAY(String))))
