"""Rows of the interval tables read into the index: all of them, or anew those of some subjects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

from domain.coverage import about_of
from domain.search.likeness import SOURCES
from domain.search.words import Kind

from ..aliases import TABLES as ALIASES
from ..around.origins import OURSELVES
from ..columns import Columns
from ..fragments import decode
from ..merged import TABLES as MERGED
from ..opportunities import opportunities
from ..organizations import accounts, organizations, units
from ..people import people
from ..responsibilities import coverage
from ..roles import roles
from ..tenures import tenures
from .index import SearchIndex

_CHUNK = 500
# Few rows live at a time, so that Python looking for cycles does not go through them (a third of the time, measured).
_ROWS_AT_ONCE = 500
_BOUNDS = ("valid_from", "valid_to", "known_from", "known_to")
_SOURCES = {name: number for number, name in enumerate(SOURCES)}
_CODES = ("emails", "phones")
Cells = tuple[Any, ...]
Details = Mapping[str, Any]


@dataclass(frozen=True)
class Loader:
    """Reads what one build holds, whatever was known when."""

    connection: Connection
    index: SearchIndex

    def fill(self) -> SearchIndex:
        for table in _READERS:
            self._read(table, None)
        self._see_merged()
        return self.index

    def _see_merged(self) -> None:
        """Whether names may have been lost when records were merged."""
        found = (self.connection.execute(select(table.c.home).where(*self._ours(table)).limit(1)) for table in _MERGED)
        self.index.merged = any(one.first() is not None for one in found)

    def renew(self, changed: Mapping[str, set[str]]) -> None:
        """Read these subjects again, by kind."""
        for kind, ids in changed.items():
            if kind in self.index.called:
                self.index.called[kind].forget(ids)
            for table in _HOMES.get(kind, ()):
                for columns in _columns(self.index, table):
                    columns.forget(ids)
                self._read(table, ids)
        self._see_merged()
        self.index.renewed += sum(map(len, changed.values()))

    def _ours(self, table: Table) -> tuple[Any, ...]:
        return table.c.workspace == self.index.workspace, table.c.build == self.index.build

    def _read(self, table: Table, ids: Iterable[str] | None) -> None:
        own, read = _READERS[table]
        query = select(*(table.c[name] for name in (*_BOUNDS, "home", *own))).where(*self._ours(table))
        query = query.where(table.c.valid_from < table.c.valid_to)
        if ids is None:
            for rows in self.connection.execute(query).partitions(_ROWS_AT_ONCE):
                read(self.index, rows)
            return
        wanted = sorted(ids)
        for start in range(0, len(wanted), _CHUNK):
            some = query.where(table.c.home.in_(wanted[start : start + _CHUNK]))
            read(self.index, self.connection.execute(some).all())


def _put_people(index: SearchIndex, rows: Sequence[Any]) -> None:
    told = [(row[:5], row.name, row.ours, _details(row)) for row in rows if not row.erased]
    called = index.called["person"]
    called.names.extend([(*cells, name, _SOURCES["name"]) for cells, name, _, _ in told if name])
    spelled = ((cells, name) for cells, _, _, details in told for name in details.get("names") or ())
    called.names.extend([(*cells, name, _SOURCES["spelling"]) for cells, name in spelled if name])
    called.identifiers.extend([(*cells, code, 0) for cells, _, _, details in told for code in _codes(details)])
    index.people.columns.extend([(*cells, ours, details.get("country")) for cells, _, ours, details in told])


def _put_organizations(index: SearchIndex, rows: Sequence[Any]) -> None:
    told = [(row[:5], row.name, row.life, _details(row)) for row in rows]
    called = index.called["organization"]
    called.names.extend([(*cells, name, _SOURCES["name"]) for cells, name, _, _ in told if name])
    called.identifiers.extend([(*cells, code, 0) for cells, _, _, details in told for code in _codes(details)])
    own = ((cells, life, details.get("kind") == OURSELVES, details.get("country")) for cells, _, life, details in told)
    index.organizations.columns.extend([(*cells, life, ourselves, country) for cells, life, ourselves, country in own])


def _put_roles(index: SearchIndex, rows: Sequence[Any]) -> None:
    titles = [(*row[:5], row.title, _SOURCES["name"]) for row in rows if row.title]
    index.called["role"].names.extend(titles)
    told = ((row, _details(row)) for row in rows)
    index.roles.columns.extend(
        [
            (
                *row[:5],
                row.organization,
                row.unit,
                row.life,
                _word(details.get("level")),
                _word(details.get("function")),
            )
            for row, details in told
        ]
    )


def _put_units(index: SearchIndex, rows: Sequence[Any]) -> None:
    index.called["unit"].names.extend([(*row[:5], row.name, _SOURCES["name"]) for row in rows if row.name])
    index.units.columns.extend([(*row[:5], row.organization, row.parent, row.life) for row in rows])


def _put_opportunities(index: SearchIndex, rows: Sequence[Any]) -> None:
    index.called["opportunity"].names.extend([(*row[:5], row.name, _SOURCES["name"]) for row in rows if row.name])
    index.opportunities.columns.extend([(*row[:5], row.organization, row.unit, row.life) for row in rows])


def _put_coverage(index: SearchIndex, rows: Sequence[Any]) -> None:
    index.coverage.columns.extend([(*row[:5], row.person, *_covered(row.home)) for row in rows])


def _covered(home: str) -> Cells:
    """(organization, unit, person) of which one is."""
    kind, id = about_of(home)
    return tuple(id if kind == each else None for each in ("organization", "unit", "person"))


def _put_aliases(kind: Kind) -> Callable[[SearchIndex, Sequence[Any]], None]:
    def put(index: SearchIndex, rows: Sequence[Any]) -> None:
        index.called[kind].names.extend([(*row[:5], row.alias, _SOURCES["alias"]) for row in rows if row.alias])

    return put


def _codes(details: Details) -> Iterator[str]:
    """Identifiers and contact points."""
    yield from (value for value in (details.get("identifiers") or {}).values() if isinstance(value, str))
    yield from (value for name in _CODES for value in details.get(name) or () if isinstance(value, str))


def _word(value: Any) -> str | None:
    return None if value is None else str(value)


def _details(row: Any) -> Details:
    return decode(row.details) if row.details else {}


_READERS: dict[Table, tuple[tuple[str, ...], Callable[[SearchIndex, Sequence[Any]], None]]] = {
    organizations: (("name", "life", "details"), _put_organizations),
    accounts: (("life",), lambda index, rows: index.accounts.columns.extend(rows)),
    units: (("organization", "name", "parent", "life"), _put_units),
    roles: (("organization", "unit", "title", "life", "details"), _put_roles),
    people: (("name", "ours", "erased", "details"), _put_people),
    tenures: (("person",), lambda index, rows: index.tenures.columns.extend(rows)),
    opportunities: (("organization", "unit", "name", "life"), _put_opportunities),
    coverage: (("person",), _put_coverage),
    **{table: (("alias",), _put_aliases(kind)) for kind, table in ALIASES.items()},  # type: ignore[arg-type]
}
_HOMES: dict[str, tuple[Table, ...]] = {
    "organization": (organizations, accounts, ALIASES["organization"]),
    "unit": (units,),
    "role": (roles, tenures, ALIASES["role"]),
    "person": (people, ALIASES["person"]),
    "opportunity": (opportunities,),
    "coverage": (coverage,),
}
_MERGED = tuple(MERGED.values())


def _columns(index: SearchIndex, table: Table) -> tuple[Columns, ...]:
    """What else is kept of a table, beside what subjects are called."""
    kept = {
        organizations: index.organizations, accounts: index.accounts, units: index.units, roles: index.roles,
        people: index.people, tenures: index.tenures, opportunities: index.opportunities, coverage: index.coverage,
    }  # fmt: skip
    return (kept[table].columns,) if table in kept else ()
