"""Bringing a timeline up to date with what other processes wrote: only the homes that changed are read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, Table, or_, select

from domain.amendments import PersonErased, ValueErased
from domain.log.keys import KeyRing
from domain.log.reading import read_after
from domain.standing import Family, Recorded

from .builds import Head
from .opportunities import opportunities
from .organizations import units
from .people import links, people
from .restructurings import restructurings
from .roles import roles
from .rumors import rumors
from .shelf import Shelf
from .sinks import MOST_TOLD
from .timeline import NAMING, TOLD_OF, Timeline
from .views import BY_HOME

Changed = dict[str, set[str]]
Wanted = dict[Table, set[str]]


def refreshed(connection: Connection, keys: KeyRing, timeline: Timeline, head: Head) -> Timeline | None:
    """The timeline counting up to the head; None where it must be read anew."""
    if head.build != timeline.build or head.position - timeline.position > MOST_TOLD:
        return None
    fresh = read_after(connection, keys, timeline.position, head.position - timeline.position)
    if any(isinstance(one.fact, (PersonErased, ValueErased)) for one in fresh):
        return None
    changed: Changed = defaultdict(set)
    shelf = Shelf(connection, keys, head.position)
    families = _families(shelf, fresh, timeline.position)
    touched = shelf.touched_by(families)
    if touched is None:
        return None
    for kind, subject in touched:
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
        if self._newly_ours(units, changed["unit"]):
            return None  # the roles in it are the account's now, and none of them need have changed
        timeline.read_homes(self.connection, self._wanted(changed))
        timeline.read_units(self.connection, self.sizes[roles])
        if changed["role"]:
            timeline.read_parents(self.connection, self.sizes[roles])
        self._newly_named()
        if timeline.account in changed["organization"]:
            timeline.read_restructurings(self.connection)
        if told:
            timeline.read_rumors(self.connection)
        subjects = {(kind, id) for kind, ids in changed.items() for id in ids}
        timeline.met.stepped(timeline.position, head.position, subjects)
        timeline.alongside.stepped(timeline.position, head.position, subjects)
        timeline.position = head.position
        return timeline

    def _wanted(self, changed: Changed) -> Wanted:
        """What is read again of everything that changed: of others' roles only what they are."""
        timeline, words = self.timeline, self.timeline.vocabulary
        wanted = {
            "organization": changed["organization"] & {timeline.account},
            "unit": changed["unit"] & words.units.numbers.keys(),
            "role": self._ours(roles, changed["role"]),
            "opportunity": self._ours(opportunities, changed["opportunity"]),
            "link": {pair for pair in changed["link"] if not timeline.near.isdisjoint(pair.split("|"))},
            "person": changed["person"] & words.people.numbers.keys(),
        }
        found = {table: ids for kind, ids in wanted.items() for table in self._tables(kind)}
        found[roles] = wanted["role"] | (changed["role"] & words.roles.numbers.keys())
        return found

    def _tables(self, kind: str) -> list[Table]:
        tables = (view.table for view in BY_HOME[kind])
        return [table for table in tables if table in self.timeline.columns and table is not restructurings]

    def _ours(self, table: Table, ids: set[str]) -> set[str]:
        """Those that ever were the account's."""
        return self.timeline.ours(table, ids) | self._newly_ours(table, ids)

    def _newly_ours(self, table: Table, ids: set[str]) -> set[str]:
        """Those that are the account's, though not by what is here of them."""
        wanted = sorted(ids - self.timeline.ours(table, ids))
        if not wanted:
            return set()
        here = table.c.organization == self.timeline.account
        if table is roles:
            unit_ids = [self.timeline.vocabulary.units.values[number] for number in self.timeline.own_units().tolist()]
            here = or_(here, roles.c.unit.in_(unit_ids))
        return self._homes(table, table.c.home.in_(wanted), here)

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

    def _homes(self, table: Table, *conditions: ColumnElement[bool]) -> set[str]:
        where = (table.c.workspace == self.timeline.workspace, table.c.build == self.timeline.build, *conditions)
        return set(self.connection.scalars(select(table.c.home).distinct().where(*where)))

    def _named(self, columns: Iterable[tuple[Table, str]]) -> set[str]:
        """Ids of the people that new rows name in these columns."""
        numbers = {
            number for table, name in columns for number in self.timeline[table][name][self.sizes[table] :].tolist()
        }
        return {self.timeline.vocabulary.people.values[number] for number in numbers if number >= 0}
