"""What one moment shows of an account, read from the tables alone: for whoever cannot wait for its timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Date,
    Select,
    String,
    Table,
    and_,
    any_,
    bindparam,
    func,
    select,
    text,
    true,
)

from domain.log.reading import raw_rows

from .intervals import OPEN, View
from .layouts import lean_layouts, shown_layouts
from .opportunities import opportunities
from .organizations import units
from .restructurings import restructurings
from .roles import roles
from .timeline import Moment, Timeline, rows_of
from .views import VIEWS

# To PostgreSQL: rows of more roles than these are looked for page by page, of fewer role by role.
_FEW = 500
_PAGE_BY_PAGE = text("SET LOCAL enable_indexscan = off")


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
            if view.home == "role" and view.table is not roles:
                self._read_of_the_roles_read(connection, view.table)
            for condition in self._conditions(view):
                self._read(connection, view.table, condition)
        self.read_units(connection)
        if only is None:
            self.read_the_rest(connection)
        return self

    def _conditions(self, view: View) -> list[ColumnElement[bool]]:
        """Which rows are this account's: each found by an index, one after the other rather than one or the other."""
        home = view.table.c.home
        if view.table is roles:
            return self._own_roles()
        if view.table is restructurings:
            return [self._took_part()]
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

    def _read_of_the_roles_read(self, connection: Connection, table: Table) -> None:
        """Their ids as a value: as a query, PostgreSQL without fresh statistics begins at the wrong end."""
        words = self.vocabulary.roles.values
        ids = [words[number] for number in set(self[roles]["home"].tolist())]
        if connection.dialect.name == "sqlite":
            listed = func.json_each(msgspec.json.encode(sorted(ids)).decode()).table_valued("value")
            self._read(connection, table, table.c.home.in_(select(listed.c.value)))
        elif len(ids) > _FEW:
            connection.execute(_PAGE_BY_PAGE)
            self._read(connection, table, table.c.home == any_(_array(" ".join(ids))))
        else:
            query, day = role_by_role(table, tuple(self.columns[table].encoders)), date.fromordinal(self._moment.day)
            asked = {**self._asked, "ids": " ".join(ids), "day": day, "position": self._moment.position}
            self.columns[table].extend(raw_rows(connection, query, asked))

    def _query(self, table: Table) -> Select[Any]:
        return super()._query(table).order_by(None).where(*self._now(table))

    def _now(self, table: Table) -> tuple[ColumnElement[bool], ...]:
        day, position = date.fromordinal(self._moment.day), self._moment.position
        known = table.c.known_to == OPEN if self._moment.newest else table.c.known_to > position
        return known, table.c.known_from <= position, table.c.valid_from <= day, table.c.valid_to > day


@lru_cache(maxsize=64)
def role_by_role(table: Table, names: tuple[str, ...]) -> Select[Any]:
    """An index of homes for each, however PostgreSQL without statistics thinks of reading the whole workspace.

    Made once: building it takes longer than PostgreSQL does to answer it.
    """
    day, position = bindparam("day", type_=Date), bindparam("position", type_=BigInteger)
    listed = func.unnest(_array(bindparam("ids", type_=String))).table_valued("home").render_derived(name="one")
    known = table.c.known_to > position, table.c.known_from <= position
    held = rows_of(table, names).order_by(None).where(table.c.valid_from <= day, table.c.valid_to > day, *known)
    rows = held.where(table.c.home == listed.c.home).offset(0).lateral()
    return select(*rows.c).select_from(listed).join(rows, true())


def _array(ids: str | BindParameter[str]) -> ColumnElement[Any]:
    """Ids travel as one text, since PostgreSQL's driver looks at each id of an array; there are no blanks in them."""
    return func.string_to_array(ids, " ")
