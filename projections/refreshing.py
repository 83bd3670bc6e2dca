"""Bringing a timeline up to date: only the homes that changed are read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from sqlalchemy import ColumnElement, Connection, Table, bindparam, or_, select

from domain.log.tables import facts, subject_facts

from .builds import Head
from .columns import Interner
from .opportunities import buying_roles, opportunities
from .organizations import accounts, organizations, units
from .people import links, people
from .roles import roles
from .rumors import rumors
from .tenures import powers, tenures
from .timeline import Timeline

MOST_CHANGES = 400
_ERASING = ("person_erased", "value_erased")
_CHANGED = (
    select(subject_facts.c.kind, subject_facts.c.subject, facts.c.type)
    .distinct()
    .join(facts, (facts.c.workspace == subject_facts.c.workspace) & (facts.c.root == subject_facts.c.root))
    .where(
        facts.c.workspace == bindparam("ws"),
        facts.c.position > bindparam("after"),
        facts.c.position <= bindparam("upto"),
    )
)
Changed = dict[str, set[str]]


def refreshed(connection: Connection, timeline: Timeline, head: Head) -> Timeline | None:
    """The timeline counting up to the head; None where it must be read anew."""
    if head.build != timeline.build or head.position - timeline.position > MOST_CHANGES:
        return None
    params = {"ws": timeline.workspace, "after": timeline.position, "upto": head.position}
    changed: Changed = defaultdict(set)
    for kind, subject, type in connection.execute(_CHANGED, params):
        if type in _ERASING:
            return None
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
            self._reload([organizations, accounts], words.organizations, [timeline.account])
        known_units = set(words.units.values)
        if self._ours(units, changed["unit"] - known_units, units.c.organization == timeline.account):
            return None
        self._reload([units], words.units, changed["unit"] & known_units)
        self._roles(changed["role"], known_units)
        sold = self._ours(opportunities, changed["opportunity"], opportunities.c.organization == timeline.account)
        self._reload([opportunities, buying_roles], words.opportunities, sold)
        self._people(changed)
        self.sizes[rumors] = 0
        timeline.read_rumors(self.connection)
        self._count(head)
        return timeline

    def _roles(self, ids: set[str], unit_ids: set[str]) -> None:
        here = or_(roles.c.organization == self.timeline.account, roles.c.unit.in_(sorted(unit_ids)))
        words, ours = self.timeline.vocabulary.roles, self._ours(roles, ids, here)
        self._reload([roles, tenures, powers], words, ours)
        held = {words.values[number] for number in np.unique(self.timeline[roles]["home"]).tolist()}
        self._reload([roles], words, (ids & held) - ours)
        self.timeline.read_parents(self.connection)

    def _people(self, changed: Changed) -> None:
        timeline, words = self.timeline, self.timeline.vocabulary
        named = {
            words.people.values[number] for table in (tenures, buying_roles) for number in self._new(table, "person")
        }
        fresh = sorted(named - timeline.near)
        timeline.near |= named
        timeline.read_links(self.connection, fresh)
        touched = {pair for pair in changed["link"] if timeline.near & set(pair.split("|"))}
        self._reload([links], words.links, touched)
        ends = {words.people.values[number] for end in ("person", "other") for number in self._new(links, end)}
        known = changed["person"] & words.people.numbers.keys()
        self._reload([people], words.people, known | set(fresh) | ends)

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

    def _reload(self, tables: list[Table], homes: Interner, ids: Iterable[str], *also: ColumnElement[bool]) -> None:
        wanted = sorted(ids)
        for table in tables if wanted else []:
            for id in wanted:
                if id in homes.numbers:
                    self.timeline[table].forget(homes.numbers[id])
            self.timeline.read_some(self.connection, table, table.c.home, wanted, *also)

    def _new(self, table: Table, name: str) -> set[int]:
        return set(self.timeline[table][name][self.sizes[table] :].tolist())

    def _count(self, head: Head) -> None:
        """Positions at which the rows read again opened or closed join the others."""
        after = self.timeline.position
        fresh = [
            columns[bound][self.sizes[table] :]
            for table, columns in self.timeline.columns.items()
            for bound in ("known_from", "known_to")
        ]
        found = np.unique(np.concatenate(fresh))
        self.timeline.changes = np.append(self.timeline.changes, found[(found > after) & (found <= head.position)])
        self.timeline.position = head.position
