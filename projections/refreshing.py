"""Bringing a timeline up to date with what other processes wrote: only the homes that changed are read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from sqlalchemy import ColumnElement, Connection, Table, or_, select

from domain.amendments import PersonErased, ValueErased
from domain.log.keys import KeyRing
from domain.log.reading import read_after
from domain.standing import Family, Recorded

from .builds import Head
from .opportunities import opportunities
from .organizations import units
from .people import links, people
from .roles import roles
from .rumors import rumors
from .shelf import Shelf
from .timeline import NAMING, TOLD_OF, Timeline
from .views import BY_HOME

MOST_CHANGES = 400
Changed = dict[str, set[str]]
Wanted = dict[Table, set[str]]


def refreshed(connection: Connection, keys: KeyRing, timeline: Timeline, head: Head) -> Timeline | None:
    """The timeline counting up to the head; None where it must be read anew."""
    if head.build != timeline.build or head.position - timeline.position > MOST_CHANGES:
        return None
    fresh = read_after(connection, keys, timeline.position, head.position - timeline.position)
    if any(isinstance(one.fact, (PersonErased, ValueErased)) for one in fresh):
        return None
    changed: Changed = defaultdict(set)
    shelf = Shelf(connection, keys, head.position)
    families = _families(shelf, fresh, timeline.position)
    for kind, subject in shelf.subjects_of(families):
        changed[kind].add(subject)
    said = (standing.fact for family in families.values() for standing in family.says)
    told = timeline[rumors].size > 0 or any(fact.certainty == "rumored" for fact in said)
    return _Refresh(connection, timeline).apply(changed, head, told)


def _families(shelf: Shelf, fresh: Sequence[Recorded], position: int) -> dict[int, Family]:
    """Those of the facts after a position; what began after it is known whole."""
    families = shelf.families({one.root for one in fresh if one.root <= position})
    for one in fresh:
        if one.root > position:
            families.setdefault(one.root, Family()).join(one)
    return families


class _Refresh:
    def __init__(self, connection: Connection, timeline: Timeline) -> None:
        self.connection = connection
        self.timeline = timeline
        self.sizes = {table: columns.size for table, columns in timeline.columns.items()}

    def apply(self, changed: Changed, head: Head, told: bool) -> Timeline | None:
        """`told`: whether there are rumors, or were before these changes."""
        timeline = self.timeline
        for kind, ids in changed.items():
            timeline.counted[kind] -= ids
        own_units = self._own_units()
        if self._ours(units, changed["unit"] - own_units, units.c.organization == timeline.account):
            return None  # the roles in it are the account's now, and none of them need have changed
        timeline.read_homes(self.connection, self._wanted(changed, own_units))
        timeline.read_units(self.connection, self.sizes[roles])
        if changed["role"]:
            timeline.read_parents(self.connection, self.sizes[roles])
        self._newly_named()
        if told:
            timeline.read_rumors(self.connection)
        timeline.position = head.position
        return timeline

    def _wanted(self, changed: Changed, own_units: set[str]) -> Wanted:
        """What is read again of everything that changed: of others' roles only what they are."""
        timeline, words = self.timeline, self.timeline.vocabulary
        ours = self._our_roles(changed["role"], own_units)
        sold = self._kept(opportunities, changed["opportunity"])
        new = changed["opportunity"] - sold
        touched = {pair for pair in changed["link"] if not timeline.near.isdisjoint(pair.split("|"))}
        wanted = {
            "organization": changed["organization"] & {timeline.account},
            "unit": changed["unit"] & words.units.numbers.keys(),
            "role": ours,
            "opportunity": sold | self._ours(opportunities, new, opportunities.c.organization == timeline.account),
            "link": touched,
            "person": changed["person"] & words.people.numbers.keys(),
        }
        found = {table: ids for kind, ids in wanted.items() for table in self._tables(kind)}
        found[roles] = ours | (changed["role"] & words.roles.numbers.keys())
        return found

    def _tables(self, kind: str) -> list[Table]:
        return [view.table for view in BY_HOME[kind] if view.table in self.timeline.columns]

    def _own_units(self) -> set[str]:
        """Units that ever were the account's."""
        columns, words = self.timeline[units], self.timeline.vocabulary
        own = columns["home"][columns["organization"] == words.organizations.number(self.timeline.account)]
        return {words.units.values[number] for number in np.unique(own).tolist()}

    def _our_roles(self, ids: set[str], unit_ids: set[str]) -> set[str]:
        """Those that ever were the account's: who was by what is here already is not asked for again."""
        words, columns = self.timeline.vocabulary, self.timeline[roles]
        own = columns["organization"] == words.organizations.number(self.timeline.account)
        own |= np.isin(columns["unit"], [words.units.numbers[id] for id in unit_ids])
        known = ids & {words.roles.values[number] for number in np.unique(columns["home"][own]).tolist()}
        here = or_(roles.c.organization == self.timeline.account, roles.c.unit.in_(sorted(unit_ids)))
        return known | self._ours(roles, ids - known, here)

    def _kept(self, table: Table, ids: set[str]) -> set[str]:
        """Those that have rows here."""
        columns, words = self.timeline[table], self.timeline.vocabulary.opportunities
        return {id for id in ids if (columns["home"] == words.numbers.get(id, -2)).any()}

    def _newly_named(self) -> None:
        """People whom new rows name: who they are, and the links of those who are on the map only now."""
        timeline = self.timeline
        named = self._named((table, "person") for table in NAMING)
        fresh = named - timeline.near
        if fresh:
            timeline.read_homes(self.connection, {links: self._linked(fresh)})
        if wanted := fresh | self._named(TOLD_OF):
            timeline.read_homes(self.connection, {people: wanted})
        timeline.near |= named

    def _linked(self, ids: set[str]) -> set[str]:
        """Links with one of these people, also those that are here already because of the other."""
        return self._homes(links, or_(links.c.person.in_(sorted(ids)), links.c.other.in_(sorted(ids))))

    def _ours(self, table: Table, ids: Iterable[str], condition: ColumnElement[bool]) -> set[str]:
        """Those of these homes that ever met a condition."""
        wanted = sorted(ids)
        return self._homes(table, table.c.home.in_(wanted), condition) if wanted else set()

    def _homes(self, table: Table, *conditions: ColumnElement[bool]) -> set[str]:
        where = (table.c.workspace == self.timeline.workspace, table.c.build == self.timeline.build, *conditions)
        return set(self.connection.scalars(select(table.c.home).distinct().where(*where)))

    def _named(self, columns: Iterable[tuple[Table, str]]) -> set[str]:
        """Ids of the people that new rows name in these columns."""
        numbers = {
            number for table, name in columns for number in self.timeline[table][name][self.sizes[table] :].tolist()
        }
        return {self.timeline.vocabulary.people.values[number] for number in numbers if number >= 0}
