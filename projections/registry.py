"""What a workspace knew at a position, in the form that names are matched against; read from the interval tables.

Names and titles are those of all days, the latest first: people are announced by names they no longer have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, and_, select

from domain.dates import FOREVER
from domain.matching.registry import Organization, Person, Registry, Role, Tenure

from .aliases import TABLES as ALIASES
from .merged import MERGED
from .organizations import organizations, units
from .people import people
from .records import called_when_merged
from .roles import roles
from .snapshots import Snapshot
from .tenures import tenures
from .touched import Touched

_CHUNK = 500
Aliases = Mapping[str, Sequence[str]]
# What is read of each table, beside the subject and the days.
_READ = {
    organizations: ("name", "details"),
    units: ("organization",),
    roles: ("organization", "unit", "title", "life"),
    people: ("name", "erased", "details"),
    tenures: ("person", "item", "took"),
    **dict.fromkeys(ALIASES.values(), ("alias",)),
}
_decode = msgspec.json.Decoder(dict[str, Any]).decode


@dataclass(frozen=True)
class RegistryReader:
    """Reads what was known at a position of one build into a registry, all of it or some subjects anew."""

    connection: Connection
    workspace: int
    build: int
    position: int

    def fill(self, registry: Registry) -> Registry:
        """Everything that is known. Roles come before people: what they are worth depends on who held them."""
        self._put_organizations(registry, self._rows(organizations), self._aliases("organization"))
        self._put_roles(registry, self._rows(roles), self._aliases("role"))
        self._put_people(registry, self._rows(people), self._rows(tenures), self._aliases("person"))
        return registry

    def renew(self, registry: Registry, touched: Touched) -> None:
        """Read these subjects again, with whom they concern: the roles of units, and whoever held or holds a role.

        Not the roles that somebody only took or left: that changes nothing for anybody else.
        """
        changed = defaultdict(set, touched.subjects, role=touched.subjects["role"] - touched.held)
        ids = changed["organization"]
        bodies = self._rows(organizations, organizations.c.home, ids)
        self._put_organizations(registry, bodies, self._aliases("organization", ids))
        for id in ids - {row.home for row in bodies}:
            registry.drop_organization(id)
        posts = changed["role"] | {row.home for row in self._rows(roles, roles.c.unit, changed["unit"])}
        found = self._rows(roles, roles.c.home, posts)
        self._put_roles(registry, found, self._aliases("role", posts))
        for id in posts - {row.home for row in found}:
            registry.drop_role(id)
        self._renew_people(registry, changed)

    def _renew_people(self, registry: Registry, changed: dict[str, set[str]]) -> None:
        held = {row.person for row in self._rows(tenures, tenures.c.home, changed["role"])}
        before = {id for role in changed["role"] for id in registry.holders.get(role, ())}
        who = changed["person"] | held | before
        named, stays = self._rows(people, people.c.home, who), self._rows(tenures, tenures.c.person, who)
        self._put_people(registry, named, stays, self._aliases("person", who))
        for id in who - {row.home for row in named}:
            registry.drop_person(id)

    def _aliases(self, kind: str, ids: Iterable[str] | None = None) -> Aliases:
        """By subject, what it is called besides, duplicates of it included; of all or of these."""
        table = ALIASES[kind]
        found: dict[str, list[str]] = defaultdict(list)
        for row in self._rows(table) if ids is None else self._rows(table, table.c.home, ids):
            found[row.home].append(row.alias)
        at = Snapshot(self.connection, self.workspace, self.build, date.max, self.position)
        for id, names in called_when_merged(at, kind, ids).items() if kind in MERGED else ():
            found[id] += names
        return found

    def _rows(self, table: Table, column: Any = None, ids: Iterable[str] = ()) -> list[Any]:
        """What is known in a table; with a column, where it is one of these ids."""
        columns = (table.c[name] for name in ("home", "valid_from", "valid_to", *_READ[table]))
        query = select(*columns).where(self._known(table)).order_by(table.c.home, table.c.valid_from)
        if column is None:
            return list(self.connection.execute(query).all())
        wanted = sorted(ids)
        chunks = (wanted[start : start + _CHUNK] for start in range(0, len(wanted), _CHUNK))
        return [row for some in chunks for row in self.connection.execute(query.where(column.in_(some)))]

    def _known(self, table: Table) -> ColumnElement[bool]:
        ours = and_(table.c.workspace == self.workspace, table.c.build == self.build)
        return and_(ours, table.c.known_from <= self.position, table.c.known_to > self.position)

    def _put_organizations(self, registry: Registry, rows: Sequence[Any], aliases: Aliases) -> None:
        for id, pieces in _by_home(rows):
            identifiers = _details(pieces[-1]).get("identifiers") or {}
            names = _latest_first((row.name for row in pieces), aliases.get(id, ()))
            registry.put_organization(Organization(id, names, identifiers))

    def _put_roles(self, registry: Registry, rows: Sequence[Any], aliases: Aliases) -> None:
        owners = self._owners({row.unit for row in rows if row.unit})
        for id, pieces in _by_home(rows):
            last, open_ = pieces[-1], [row for row in pieces if row.life == "open"]
            owner = owners.get(last.unit) or last.organization
            life = (_day(open_[0].valid_from), _day(open_[-1].valid_to)) if open_ else (FOREVER, FOREVER)
            titles = _latest_first((row.title for row in pieces), aliases.get(id, ()))
            registry.put_role(Role(id, owner, titles, *life))

    def _owners(self, ids: set[str]) -> dict[str, str]:
        """The organizations of units: a role in a unit belongs to the unit's."""
        return {row.home: row.organization for row in self._rows(units, units.c.home, ids) if row.organization}

    def _put_people(self, registry: Registry, named: Sequence[Any], held: Sequence[Any], aliases: Aliases) -> None:
        stays = _tenures(held)
        for id, pieces in _by_home(named):
            if pieces[-1].erased:
                registry.drop_person(id)
                continue
            spelled = [name for row in pieces for name in _spellings(row)]
            names = _latest_first((row.name for row in pieces), (*spelled, *aliases.get(id, ())))
            identifiers = _details(pieces[-1]).get("identifiers") or {}
            registry.put_person(Person(id, names, identifiers, tuple(stays.get(id, ()))))


def _by_home(rows: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Rows of each subject in the order of their days."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.home].append(row)
    yield from found.items()


def _tenures(rows: Sequence[Any]) -> dict[str, list[Tenure]]:
    """By person: each tenure whole, whatever pieces it lies in."""
    pieces: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for row in rows:
        pieces[row.person, row.home, row.item].append(row)
    found: dict[str, list[Tenure]] = defaultdict(list)
    for (person, role, _), some in pieces.items():
        start, stop = min(_day(row.valid_from) for row in some), max(_day(row.valid_to) for row in some)
        if start < stop:
            found[person].append(Tenure(role, start, stop, some[0].took))
    return found


def _latest_first(called: Iterable[str | None], besides: Iterable[str]) -> tuple[str, ...]:
    """Names of all days, then what else somebody or something is called."""
    return tuple(dict.fromkeys(name for name in (*reversed(list(called)), *besides) if name))


def _spellings(row: Any) -> list[str]:
    return _details(row).get("names") or []


def _details(row: Any) -> dict[str, Any]:
    return _decode(row.details) if row.details else {}


def _day(day: date) -> int:
    return day.toordinal()
