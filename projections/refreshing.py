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
from .timeline import NAMING, Timeline
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
    for family in families.values():
        for fact in [*(one.fact for one in family.members.values()), *(one.fact for one in family.says)]:
            for kind, subject in fact.subjects:
                changed[kind].add(subject)
    return _Refresh(connection, timeline).apply(changed, head)


class _Refresh:
    def __init__(self, connection: Connection, timeline: Timeline) -> None:
        self.connection = connection
        self.timeline = timeline
        self.sizes = {table: columns.size for table, columns in timeline.columns.items()}

    def apply(self, changed: Changed, head: Head) -> Timeline | None:
        timeline, words = self.timeline, self.timeline.vocabulary
        if timeline.account in changed["organization"]:
            self._reload("organization", words.organizations, [timeline.account])
        known_units = set(words.units.values)
        if self._ours(units, changed["unit"] - known_units, units.c.organization == timeline.account):
            return None
        self._reload("unit", words.units, changed["unit"] & known_units)
        self._roles(changed["role"], known_units)
        sold = self._ours(opportunities, changed["opportunity"], opportunities.c.organization == timeline.account)
        self._reload("opportunity", words.opportunities, sold)
        self._people(changed)
        self.sizes[rumors] = 0
        timeline.read_rumors(self.connection)
        timeline.position = head.position
        return timeline

    def _roles(self, ids: set[str], unit_ids: set[str]) -> None:
        here = or_(roles.c.organization == self.timeline.account, roles.c.unit.in_(sorted(unit_ids)))
        words, ours = self.timeline.vocabulary.roles, self._ours(roles, ids, here)
        self._reload("role", words, ours)
        held = {words.values[number] for number in np.unique(self.timeline[roles]["home"]).tolist()}
        self._reload("role", words, (ids & held) - ours, only=roles)
        self.timeline.read_parents(self.connection)

    def _people(self, changed: Changed) -> None:
        timeline, words = self.timeline, self.timeline.vocabulary
        named = {words.people.values[number] for table in NAMING for number in self._new(table, "person")}
        fresh = sorted(named - timeline.near)
        timeline.near |= named
        timeline.read_links(self.connection, fresh)
        touched = {pair for pair in changed["link"] if timeline.near & set(pair.split("|"))}
        self._reload("link", words.links, touched)
        ends = {words.people.values[number] for end in ("person", "other") for number in self._new(links, end)}
        known = changed["person"] & words.people.numbers.keys()
        self._reload("person", words.people, known | set(fresh) | ends)

    def _ours(self, table: Table, ids: Iterable[str], condition: ColumnElement[bool]) -> set[str]:
        """Those of these homes that ever met a condition."""
        wanted = sorted(ids)
        if not wanted:
            return set()
        where = (
            table.c.workspace == self.timeline.workspace,
            table.c.build == self.timeline.build,
            table.c.home.in_(wanted),
        )
        return set(self.connection.scalars(select(table.c.home).distinct().where(*where, condition)))

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
            self.timeline.read_some(self.connection, table, table.c.home, wanted)

    def _new(self, table: Table, name: str) -> set[int]:
        return set(self.timeline[table][name][self.sizes[table] :].tolist())
