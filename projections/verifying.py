"""Whether the rows of the live build are those that a rebuild gives: compared beside it, at one position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from domain.log.ledger import Ledger
from domain.log.reading import read_after

from .builds import Head, live
from .engine import Engine, Subject, replay
from .intervals import View, iso
from .layouts import Vocabulary
from .rumors import RUMORS, rumors
from .shelf import Shelf
from .sinks import History
from .timeline import Timeline
from .views import BY_HOME, VIEWS

BATCH = 4_000
Rows = Counter[tuple[Any, ...]]


@dataclass(frozen=True)
class Verification:
    """How many homes, or accounts, were compared; which of them differ."""

    compared: int
    differing: list[str]


def verify(ledger: Ledger, accounts: Iterable[str] | None = None) -> Verification:
    """Compare every home (`kind id`), or all that belongs to some accounts (their ids), with what the log says."""
    with ledger.store.reading(ledger.workspace.id) as connection:
        head = live(connection, ledger.workspace.id)
        if head is None:
            return Verification(0, [])
        if accounts is None:
            return _whole(connection, ledger, head)
        ids = list(accounts)
        differing = [id for id in ids if not _account_holds(connection, ledger, head, id)]
    return Verification(len(ids), differing)


def _whole(connection: Connection, ledger: Ledger, head: Head) -> Verification:
    told = History()
    engine = Engine(told)
    while engine.position < head.position:
        for recorded in read_after(
            connection, ledger.keys, engine.position, min(BATCH, head.position - engine.position)
        ):
            engine.apply(recorded)
    homes, differing = set[str](), set[str]()
    for view in VIEWS:
        wanted, found = _told(told, view), _found(connection, ledger, head, view)
        homes |= {_called(view, row) for row in wanted | found}
        differing |= {_called(view, row) for row in (wanted - found) | (found - wanted)}
    return Verification(len(homes), sorted(differing))


def _account_holds(connection: Connection, ledger: Ledger, head: Head, account: str) -> bool:
    timeline = Timeline(ledger.workspace.id, head.build, account, head.position).fill(connection)
    shelf = Shelf(connection, ledger.keys, head.position)
    return all(
        _home_holds(connection, ledger, head, shelf, subject) for subject in _homes(timeline.vocabulary, account)
    )


def _homes(words: Vocabulary, account: str) -> Iterator[Subject]:
    yield "organization", account
    kinds = {"unit": words.units, "role": words.roles, "opportunity": words.opportunities, "person": words.people}
    for kind, interner in {**kinds, "link": words.links}.items():
        yield from ((kind, id) for id in interner.values)


def _home_holds(connection: Connection, ledger: Ledger, head: Head, shelf: Shelf, subject: Subject) -> bool:
    told = History()
    replay(shelf.history(subject), subject, told)
    views = (*BY_HOME[subject[0]], RUMORS)
    return all(_told(told, view) == _found(connection, ledger, head, view, subject) for view in views)


def _told(history: History, view: View) -> Rows:
    return Counter(
        (home, row.item, since, iso(row.valid_from), until, iso(row.valid_to), *map(_plain, row.values))
        for home, row, since, until in history.intervals(view)
    )


def _found(connection: Connection, ledger: Ledger, head: Head, view: View, subject: Subject | None = None) -> Rows:
    table = view.table
    where = [table.c.workspace == ledger.workspace.id, table.c.build == head.build]
    if subject is not None:
        where.append(table.c.home == subject[1])
        where += [rumors.c.subject_kind == subject[0]] if view is RUMORS else []
    columns = [column for column in table.columns if column.name not in ("workspace", "build")]
    return Counter(tuple(map(_plain, row)) for row in connection.execute(select(*columns).where(*where)))


def _plain(value: Any) -> Any:
    """As either database gives it: days as text, flags as numbers."""
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def _called(view: View, row: tuple[Any, ...]) -> str:
    kind = row[6] if view is RUMORS else view.home
    return f"{kind} {row[0]}"
