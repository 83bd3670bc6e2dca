"""Whether the tables hold what the log says: homes replayed from their facts and compared row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, select

from domain.log.ledger import Ledger
from domain.log.reading import raw_rows, read_families
from domain.log.tables import subject_facts
from domain.standing import Recorded

from .builds import Head, live
from .engine import Subject
from .intervals import View, iso
from .replaying import replay
from .rumors import RUMORS, rumors
from .shelf import Shelf
from .sinks import History
from .views import BY_HOME, VIEWS

_CHUNK = 40
# No index leads from families to what they are about: each question reads them all, so few are asked.
_FAMILIES_ASKED = 30_000
_COVERING = ("coverage", "contact_rule")
_NEAR = ("unit", "role", "opportunity", "action", *_COVERING)
_NAMING = ("link", "action", "interaction", *_COVERING)
Found = dict[Subject, set[tuple[Any, ...]]]
Rest = Callable[[], None]


@dataclass(frozen=True)
class Verification:
    """How much was compared and what differs: accounts where accounts were asked for, else subjects as `kind id`."""

    compared: int
    differing: list[str]


def at_once() -> None:
    """Nobody is waiting meanwhile."""


def verify(ledger: Ledger, accounts: Iterable[str] | None = None, rest: Rest = at_once) -> Verification:
    """Compare the live build with the log, each piece as one transaction sees both; between pieces it may rest."""
    if accounts is None:
        with comparing(ledger) as comparison:
            subjects = comparison.everything()
        return Verification(len(subjects), [" ".join(one) for one in sorted(differing(ledger, subjects, rest))])
    ids = list(accounts)
    return Verification(len(ids), [id for id in ids if any(differing(ledger, near(ledger, id, rest), rest))])


def near(ledger: Ledger, account: str, rest: Rest) -> set[Subject]:
    with comparing(ledger, rest) as comparison:
        return comparison.near(account)


def differing(ledger: Ledger, subjects: Iterable[Subject], rest: Rest) -> Iterator[Subject]:
    waiting = iter(sorted(subjects))
    while some := list(islice(waiting, _CHUNK)):
        with comparing(ledger) as comparison:
            found = comparison.differing(some)
        yield from found
        rest()


@contextmanager
def comparing(ledger: Ledger, rest: Rest = at_once) -> Iterator[Comparison]:
    """One state of log and tables; nobody is kept from reading or writing."""
    with ledger.store.reading(ledger.workspace.id) as connection:
        yield Comparison(connection, ledger, live(connection, ledger.workspace.id) or Head(0, 0), rest)


class Comparison:
    def __init__(self, connection: Connection, ledger: Ledger, head: Head, rest: Rest) -> None:
        self.connection, self.keys, self.head, self.rest = connection, ledger.keys, head, rest
        self.workspace = ledger.workspace.id
        self.shelf = Shelf(connection, ledger.keys, head.position)

    def everything(self) -> set[Subject]:
        """Every home that a fact is about, or that has a row."""
        about = select(subject_facts.c.kind, subject_facts.c.subject).distinct()
        told = {tuple(row) for row in self.connection.execute(about.where(subject_facts.c.workspace == self.workspace))}
        found = {subject for subject in told if subject[0] in BY_HOME}
        for view in VIEWS:
            kind = rumors.c.subject_kind if view is RUMORS else None
            homes = (
                select(view.table.c.home, *([] if kind is None else [kind])).distinct().where(*self._here(view.table))
            )
            found |= {(view.home if kind is None else row[1], row[0]) for row in self.connection.execute(homes)}
        return found

    def near(self, account: str) -> set[Subject]:
        """An account's homes as the log tells of them: its roles, their holders, the links of these, who covers any.

        With what is to be done about them, and who met them.
        """
        found = {("organization", account)}
        own = self._told_with(found)
        asked = set[Subject]()
        for _ in range(2):  # units lead to the roles in them, roles to their holders
            asking = {subject for subject in own if subject[0] in _NEAR} - asked
            own |= self._told_with(asking)
            asked |= asking
        people = {subject for subject in own if subject[0] == "person"}
        ties = {subject for subject in self._told_with(people) if subject[0] in _NAMING}
        near = found | people | ties | {subject for subject in own if subject[0] in _NEAR}
        return self.shelf.merges.ever(near)

    def differing(self, subjects: list[Subject]) -> list[Subject]:
        wanted, stored = self._replayed(subjects), self._stored(subjects)
        return [subject for subject in subjects if wanted[subject] != stored[subject]]

    def _told_with(self, subjects: set[Subject]) -> set[Subject]:
        """What the families about these subjects are about."""
        every = self.shelf.merges.ever(subjects)
        roots = sorted({root for some in self.shelf.roots_about(every).values() for root in some})
        found: set[Subject] = set()
        for start in range(0, len(roots), _FAMILIES_ASKED):
            some = subject_facts.c.root.in_(roots[start : start + _FAMILIES_ASKED])
            query = select(subject_facts.c.kind, subject_facts.c.subject).distinct()
            found.update(raw_rows(self.connection, query.where(subject_facts.c.workspace == self.workspace, some)))
            self.rest()
        return found

    def _replayed(self, subjects: list[Subject]) -> Found:
        """Rows as the facts about these subjects give them."""
        about, members = self.shelf.roots_ever(subjects), defaultdict[int, list[Recorded]](list)
        roots = {root for some in about.values() for root in some}
        for recorded in read_families(self.connection, self.keys, roots, self.head.position):
            members[recorded.root].append(recorded)
        found: Found = {}
        for subject, some in about.items():
            history, facts = History(), (recorded for root in some for recorded in members[root])
            replay(sorted(facts, key=lambda recorded: recorded.position), subject, history)
            found[subject] = {row for view in VIEWS for row in _written(history, view)}
        return found

    def _stored(self, subjects: list[Subject]) -> Found:
        found: Found = defaultdict(set)
        ids = defaultdict[str, list[str]](list)
        for kind, id in subjects:
            ids[kind].append(id)
        for kind, some in ids.items():
            for view in (*BY_HOME[kind], RUMORS):
                where = [*self._here(view.table), view.table.c.home.in_(some)]
                where += [rumors.c.subject_kind == kind] if view is RUMORS else []
                for row in self.connection.execute(select(view.table).where(*where)):
                    found[kind, row.home].add((view.name, *map(_plain, row[2:])))
        return found

    def _here(self, table: Table) -> tuple[Any, ...]:
        return table.c.workspace == self.workspace, table.c.build == self.head.build


def _written(history: History, view: View) -> Iterator[tuple[Any, ...]]:
    for home, row, since, until in history.intervals(view):
        yield (view.name, home, row.item, since, iso(row.valid_from), until, iso(row.valid_to), *row.values)


def _plain(value: Any) -> Any:
    """A value as the engine writes it."""
    return value.isoformat() if isinstance(value, date) else value
