"""One account's intervals in memory: read from the tables once, then kept up with what changes."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any, ClassVar

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    bindparam,
    or_,
    select,
    true,
    type_coerce,
    union,
)  # fmt: skip

from domain.log.reading import raw_rows

from .alongside import Alongside
from .asking import Question, answers, of_homes
from .attitudes import attitudes
from .columns import NOTHING, Columns, Encoder, Interner
from .crafted import crafted_jobs
from .culture import CULTURES
from .layouts import Vocabulary, layouts
from .merged import merged_organizations
from .met import Met
from .opportunities import buying_roles, opportunities
from .organizations import units
from .people import links, people
from .restructurings import restructurings
from .roles import roles
from .rumors import people_in, rumors
from .tenures import powers, tenures
from .views import VIEWS

_CHUNK = 500
# Tells apart what was read of the same account at different times: rows have their numbers in one of them only.
_SERIALS = count()
# Tables whose `person` is somebody on the map.
NAMING = (tenures, buying_roles)
ASSESSED = (powers, crafted_jobs, attitudes, *CULTURES.values())
# Where somebody is told of who need not be on the map otherwise.
TOLD_OF = (
    *((links, end) for end in ("person", "other", "assessor")),
    *((table, "assessor") for table in ASSESSED),
    (attitudes, "person"),
)


@dataclass(frozen=True)
class Moment:
    """A point on both clocks in the terms of the tables; `newest`: nothing later is known to these tables."""

    day: int
    position: int
    newest: bool


class Timeline:
    """The columns of one account in one build, counting facts up to `position`."""

    bounded: ClassVar[bool] = True

    def __init__(self, workspace: int, build: int, account: str, position: int) -> None:
        self.workspace, self.build, self.account, self.position = workspace, build, account, position
        self.vocabulary = Vocabulary()
        self.columns = self._made(layouts(self.vocabulary))
        self._ranks: NDArray[np.int32] = np.empty(0, np.int32)
        self.fragments: dict[str, Any] = {}
        self.counted: dict[str, set[str]] = defaultdict(
            set
        )  # subjects whose facts were read and have not changed since
        self.near: set[str] = set()
        self.merged: list[tuple[int, int, str]] = []
        self.met = Met()
        self.alongside = Alongside()
        self.lock = threading.Lock()
        self.serial = next(_SERIALS)

    def __getitem__(self, table: Table) -> Columns:
        return self.columns[table]

    def _made(self, layouts: dict[Table, dict[str, Encoder]]) -> dict[Table, Columns]:
        return {table: Columns(encoders, bounded=self.bounded) for table, encoders in layouts.items()}

    def fill(self, connection: Connection) -> Timeline:
        """Read the account's rows."""
        self.read_merged(connection)
        for table, condition in self._homes().items():
            self._read(connection, table, condition)
        self.read_the_rest(connection)
        return self

    def read_merged(self, connection: Connection) -> None:
        """When, as known at which positions, the account was merged into another."""
        table = merged_organizations
        mine = (table.c.workspace == self.workspace, table.c.build == self.build, table.c.item == self.account)
        query = select(table.c.known_from, table.c.known_to, table.c.home).where(*mine)
        self.merged = [(since, until, kept) for since, until, kept in connection.execute(query)]

    def answers_as(self, position: int) -> str:
        """The account's id, or that of the one it is merged into as known at a position."""
        return next((kept for since, until, kept in self.merged if since <= position < until), self.account)

    def read_the_rest(self, connection: Connection) -> None:
        """What the rows of the account's own homes name."""
        self.read_parents(connection)
        self._read_people(connection)

    def _homes(self) -> dict[Table, ColumnElement[bool]]:
        """Which rows of each table are this account's, by the kind of home the table has."""
        unit_ids = self._ids(units, units.c.organization == self.account)
        own_roles, in_units = roles.c.organization == self.account, roles.c.unit.in_(unit_ids)
        homes: dict[str, list[Any]] = {
            "organization": [[self.account]],
            "unit": [unit_ids, self._units_named()],
            "role": [union(self._ids(roles, own_roles), self._ids(roles, in_units))],
            "opportunity": [self._ids(opportunities, opportunities.c.organization == self.account)],
        }
        found: dict[Table, ColumnElement[bool]] = {
            view.table: or_(*(view.table.c.home.in_(ids) for ids in homes[view.home]))
            for view in VIEWS
            if view.table in self.columns and view.home in homes
        }
        return found | {restructurings: self._took_part()}

    def _took_part(self) -> ColumnElement[bool]:
        """The account, in whatever became of organizations: kept with one of those that took part only."""
        return restructurings.c.party == self.account

    def read_restructurings(self, connection: Connection) -> None:
        self.columns[restructurings] = Columns(layouts(self.vocabulary)[restructurings], bounded=self.bounded)
        self._read(connection, restructurings, self._took_part())

    def _units_named(self) -> Any:
        """Units that roles of the account name, whosever they are."""
        mine = (roles.c.workspace == self.workspace, roles.c.build == self.build, roles.c.organization == self.account)
        return select(roles.c.unit).where(*mine, roles.c.unit.is_not(None))

    def _ids(self, table: Table, *conditions: ColumnElement[bool]) -> Any:
        return select(table.c.home).where(table.c.workspace == self.workspace, table.c.build == self.build, *conditions)

    def _read(self, connection: Connection, table: Table, condition: ColumnElement[bool]) -> None:
        self.columns[table].extend(self._select(connection, table, condition))

    def _select(self, connection: Connection, table: Table, condition: ColumnElement[bool]) -> Sequence[Any]:
        query = self._query(table).where(condition)
        return raw_rows(connection, query, self._asked)

    @property
    def _asked(self) -> dict[str, int]:
        return {"ws": self.workspace, "build": self.build}

    def _query(self, table: Table) -> Select[Any]:
        return rows_of(table, tuple(self.columns[table].encoders))

    def _read_people(self, connection: Connection) -> None:
        """People follow from who is named anywhere; links from who is near; names from all of them."""
        near = {int(number) for table in NAMING for number in np.unique(self[table]["person"])}
        self.near = set(self._named(near))
        self.read_links(connection, sorted(self.near))
        told_of = {int(number) for table, name in TOLD_OF for number in np.unique(self[table][name])}
        self.read_some(connection, people, people.c.home, self._named(near | told_of))
        self.read_rumors(connection)

    def read_parents(self, connection: Connection, since: int = 0) -> None:
        """Roles of others that these rows' roles report to: a map says whether they are closed."""
        named = self[roles]["reports_to"][since:]
        self.read_some(connection, roles, roles.c.home, self._unread(named, roles, self.vocabulary.roles))

    def read_units(self, connection: Connection, since: int = 0) -> None:
        """Units that these rows' roles are in and that were not read yet, whosever they are."""
        named = self[roles]["unit"][since:]
        self.read_some(connection, units, units.c.home, self._unread(named, units, self.vocabulary.units))

    def _unread(self, named: NDArray[np.int32], table: Table, words: Interner) -> list[str]:
        """Ids of homes that are named and have no row here."""
        wanted = np.zeros(len(words) + 1, np.bool_)
        wanted[named] = True
        wanted[self[table]["home"]] = wanted[NOTHING] = False
        return [words.values[number] for number in np.flatnonzero(wanted).tolist()]

    def read_links(self, connection: Connection, near: Sequence[str]) -> None:
        """Links with an end among these people, each once."""
        self.read_some(connection, links, links.c.person, near)
        for start in range(0, len(near), _CHUNK):
            condition = links.c.other.in_(near[start : start + _CHUNK])
            found = self._select(connection, links, condition)
            place, known = list(self[links].encoders).index("person"), set(near)
            self[links].extend([row for row in found if row[place] not in known])

    def read_rumors(self, connection: Connection) -> None:
        """All of the workspace's, few as they are: which are about this map is known only at a moment."""
        self.columns[rumors] = Columns(layouts(self.vocabulary)[rumors], bounded=self.bounded)
        self._read(connection, rumors, true())
        texts = self.vocabulary.details.values
        told = {
            person
            for number in self[rumors]["fact"].tolist()
            for person in people_in(msgspec.json.decode(texts[number]))
        }
        known = set(self._named(np.unique(self[people]["home"]).tolist()))
        self.read_some(connection, people, people.c.home, sorted(told - known))

    def _named(self, numbers: Iterable[int]) -> list[str]:
        return [self.vocabulary.people.values[number] for number in sorted(numbers) if number >= 0]

    def read_some(self, connection: Connection, table: Table, column: Any, ids: Sequence[str]) -> None:
        for start in range(0, len(ids), _CHUNK):
            self._read(connection, table, column.in_(ids[start : start + _CHUNK]))

    def read_homes(self, connection: Connection, wanted: Mapping[Table, set[str]]) -> None:
        """All rows of these homes, in place of those that are here."""
        asked = [(table, sorted(ids)) for table, ids in wanted.items() if ids]
        found = answers(connection, [self._of_homes(connection, table, ids) for table, ids in asked])
        for (table, ids), rows in zip(asked, found, strict=True):
            self.columns[table].forget(ids)
            self.columns[table].extend(rows)

    def _of_homes(self, connection: Connection, table: Table, ids: Sequence[str]) -> Question:
        return of_homes(connection, table, tuple(self.columns[table].encoders), self.workspace, self.build, ids)

    def ours(self, table: Table, ids: Iterable[str | None]) -> set[str]:
        """Those of these homes that ever were the account's, by what is here of them."""
        columns = self.columns[table]
        rows = columns.of(ids)
        own = columns["organization"][rows] == self.vocabulary.organizations.number(self.account)
        if table is roles and (columns["unit"][rows] != NOTHING).any():
            own |= np.isin(columns["unit"][rows], self.own_units())
        return {columns.homes.values[number] for number in set(columns["home"][rows[own]].tolist())}

    def own_units(self) -> NDArray[np.int32]:
        """Numbers of the units that ever were the account's."""
        columns = self.columns[units]
        own = columns["organization"] == self.vocabulary.organizations.number(self.account)
        found: NDArray[np.int32] = np.unique(columns["home"][own])
        return found

    @property
    def rank_of_roles(self) -> NDArray[np.int32]:
        """By role number: its place in the order of ids."""
        if len(self._ranks) != len(self.vocabulary.roles):
            ids = self.vocabulary.roles.values
            ranks = np.empty(len(ids), np.int32)
            ranks[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids), dtype=np.int32)
            self._ranks = ranks
        return self._ranks


@lru_cache(maxsize=64)
def rows_of(table: Table, names: tuple[str, ...]) -> Select[Any]:
    """Made once: building a query takes longer than SQLite does to answer it."""
    where = (table.c.workspace == bindparam("ws"), table.c.build == bindparam("build"))
    return select(*(_raw(table.c[name]) for name in names)).where(*where).order_by(table.c.home)


def _raw(column: Any) -> Any:
    """The value as the driver gives it: days become numbers later, all at once."""
    return type_coerce(column, Text) if column.name in ("valid_from", "valid_to", "begun", "said") else column
