"""Bringing a timeline up to date: only the homes that changed are read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from sqlalchemy import ColumnElement, Connection, Table, or_, select

from domain.amendments import PersonErased, ValueErased
from domain.log.keys import KeyRing
from domain.log.reading import read_after

from .builds import Head
from .columns import Interner
from .opportunities import opportunities
from .organizations import units
from .people import links
from .roles import roles
from .rumors import rumors
from .shelf import Shelf
from .timeline import NAMING, TOLD_OF, Timeline
from .views import BY_HOME

MOST_CHANGES = 400
Changed = dict[str, set[str]]


def refreshed(connection: Connection, keys: KeyRing, timeline: Timeline, head: Head) -> Timeline | None:
    """The timeline counting up to the head; None where it must be read anew."""
    if head.build != timeline.build or head.position - timeline.position > MOST_CHANGES:
        return None
    fresh = read_after(connection, keys, timeline.position, head.position - timeline.position)
    if any(isinstance(one.fact, (PersonErased, ValueErased)) for one in fresh):
        return None
    changed: Changed = defaultdict(set)
    families = Shelf(connection, keys, head.position).families({one.root for one in fresh})
    for kind, subject in frozenset().union(*(family.subjects for family in families.values())):
        changed[kind].add(subject)
    said = (standing.fact for family in families.values() for standing in family.says)
    told = timeline[rumors].size > 0 or any(fact.certainty == "rumored" for fact in said)
    return _Refresh(connection, timeline).apply(changed, head, told)


class _Refresh:
    def __init__(self, connection: Connection, timeline: Timeline) -> None:
        self.connection = connection
        self.timeline = timeline
        self.sizes = {table: columns.size for table, columns in timeline.columns.items()}

    def apply(self, changed: Changed, head: Head, told: bool) -> Timeline | None:
        """`told`: whether there are rumors, or were before these changes."""
        timeline, words = self.timeline, self.timeline.vocabulary
        for kind, ids in changed.items():
            timeline.counted[kind] -= ids
        if timeline.account in changed["organization"]:
            self._reload("organization", words.organizations, [timeline.account])
        own_units = self._own_units()
        if self._ours(units, changed["unit"] - own_units, units.c.organization == timeline.account):
            return None  # the roles in it are the account's now, and none of them need have changed
        self._reload("unit", words.units, changed["unit"] & words.units.numbers.keys())
        self._roles(changed["role"], own_units)
        timeline.read_units(self.connection, self.sizes[roles])
        sold = self._ours(opportunities, changed["opportunity"], opportunities.c.organization == timeline.account)
        self._reload("opportunity", words.opportunities, sold)
        self._people(changed)
        if told:
            timeline.read_rumors(self.connection)
        timeline.position = head.position
        return timeline

    def _own_units(self) -> set[str]:
        """Units that ever were the account's."""
        columns, words = self.timeline[units], self.timeline.vocabulary
        own = columns["home"][columns["organization"] == words.organizations.number(self.timeline.account)]
        return {words.units.values[number] for number in np.unique(own).tolist()}

    def _roles(self, ids: set[str], unit_ids: set[str]) -> None:
        here = or_(roles.c.organization == self.timeline.account, roles.c.unit.in_(sorted(unit_ids)))
        words, ours = self.timeline.vocabulary.roles, self._ours(roles, ids, here)
        self._reload("role", words, ours)
        self._reload("role", words, (ids - ours) & words.numbers.keys(), only=roles)
        if ids:
            self.timeline.read_parents(self.connection, self.sizes[roles])

    def _people(self, changed: Changed) -> None:
        timeline, words = self.timeline, self.timeline.vocabulary
        named = self._named((table, "person") for table in NAMING)
        fresh = named - timeline.near
        timeline.near |= named
        touched = {pair for pair in changed["link"] if timeline.near & set(pair.split("|"))}
        self._reload("link", words.links, touched | self._linked(fresh))
        known = changed["person"] & words.people.numbers.keys()
        self._reload("person", words.people, known | fresh | self._named(TOLD_OF))

    def _linked(self, ids: set[str]) -> set[str]:
        """Links with one of these people, also those that are here already because of the other."""
        ends = or_(links.c.person.in_(sorted(ids)), links.c.other.in_(sorted(ids)))
        return self._homes(links, ends) if ids else set()

    def _ours(self, table: Table, ids: Iterable[str], condition: ColumnElement[bool]) -> set[str]:
        """Those of these homes that ever met a condition."""
        wanted = sorted(ids)
        return self._homes(table, table.c.home.in_(wanted), condition) if wanted else set()

    def _homes(self, table: Table, *conditions: ColumnElement[bool]) -> set[str]:
        where = (table.c.workspace == self.timeline.workspace, table.c.build == self.timeline.build, *conditions)
        return set(self.connection.scalars(select(table.c.home).distinct().where(*where)))

    def _reload(self, kind: str, homes: Interner, ids: Iterable[str], only: Table | None = None) -> None:
        """Read the rows of these homes again, in every table of the kind or only one."""
        wanted = sorted(ids)
        tables = [
            view.table for view in BY_HOME[kind] if view.table in self.timeline.columns and only in (None, view.table)
        ]
        for table in tables if wanted else []:
            for id in wanted:
                if id in homes.numbers:
                    self.timeline[table].forget(homes.numbers[id])
            self.timeline.read_homes(self.connection, table, wanted)

    def _named(self, columns: Iterable[tuple[Table, str]]) -> set[str]:
        """Ids of the people that new rows name in these columns."""
        numbers = {
            number for table, name in columns for number in self.timeline[table][name][self.sizes[table] :].tolist()
        }
        return {self.timeline.vocabulary.people.values[number] for number in numbers if number >= 0}
