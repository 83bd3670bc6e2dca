"""What facts would change, without recording them: they are followed in a transaction that is rolled back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from domain.dates import span_of
from domain.facts import Fact
from domain.log.ledger import Ledger, Receipt, Terms
from domain.log.reading import roots_of_facts

from .beside_maps import with_beside
from .builds import Head, live
from .engine import Subject
from .external_people import meet
from .fields import EVERYTHING, Fields
from .follow import Follower
from .fragments import decode
from .maps import map_json
from .opportunities import opportunities
from .organizations import units
from .roles import roles
from .scene import Scene
from .shelf import Shelf
from .snapshots import Snapshot
from .states import SHOWN, changes, flatten
from .tenures import tenures
from .timeline import Moment, Timeline

MOST_ACCOUNTS = 10
Json = dict[str, Any]


class _Enough(Exception):
    """Ends the transaction of a rehearsal."""


def rehearse(ledger: Ledger, sent: Sequence[Mapping[str, Any]], terms: Terms, *, restricted: bool = True) -> Json:
    """`{"facts": [...], "accounts": [{account, as_of, changes}]}` as it would be. Raises Refused as recording would.

    The maps are compared on the latest day that a fact names, today at the earliest.
    """
    answer: Json = {}
    ledger = ledger.twin()
    day = latest_day(ledger, ledger.parse(sent, terms.kept))
    try:
        with ledger.store.writing(ledger.workspace.id) as connection:
            _follow(connection, ledger)
            before = _Maps(connection, ledger, day, restricted)
            receipts = ledger.rehearse(connection, sent, terms)
            about = _about(connection, ledger, receipts)
            known = before.of(before.accounts(about))
            _follow(connection, ledger)
            after = _Maps(connection, ledger, day, restricted)
            answer = _answer(receipts, day, known, after.of([*known, *after.accounts(about)]))
            raise _Enough
    except _Enough:
        return answer


@dataclass(frozen=True)
class Rehearsed:
    """One transaction whose views count facts that are not recorded; `before` is the position without them."""

    connection: Connection
    ledger: Ledger
    receipts: Sequence[Receipt]
    before: int
    head: Head

    def at(self, day: date, position: int) -> Snapshot:
        return Snapshot(self.connection, self.ledger.workspace.id, self.head.build, day, position)

    def map(self, account: str, day: date, position: int, fields: Fields = EVERYTHING, **shown: bool) -> bytes:
        """Of an account at a moment, as `map_json` shows it."""
        timeline = Timeline(self.ledger.workspace.id, self.head.build, account, self.head.position)
        scene = Scene(timeline.fill(self.connection), Moment(day.toordinal(), position, position >= self.head.position))
        scene = meet(self.connection, scene)
        return map_json(scene, {"as_of": day.isoformat(), "position": position}, fields, **shown)


@contextmanager
def rehearsal(ledger: Ledger, sent: Sequence[Mapping[str, Any]], terms: Terms) -> Iterator[Rehearsed]:
    """Within the block the views count these facts; nothing is recorded. Raises Refused as recording would."""
    ledger = ledger.twin()
    with suppress(_Enough), ledger.store.writing(ledger.workspace.id) as connection:
        _follow(connection, ledger)
        before = live(connection, ledger.workspace.id) or Head(0, 0)
        receipts = ledger.rehearse(connection, sent, terms)
        _follow(connection, ledger)
        yield Rehearsed(connection, ledger, receipts, before.position, live(connection, ledger.workspace.id) or before)
        raise _Enough


def latest_day(ledger: Ledger, facts: Iterable[Fact]) -> date:
    """The latest day that a fact names, today at the earliest."""
    return max([ledger.today(), *(first_day(fact) for fact in facts)])


def _about(connection: Connection, ledger: Ledger, receipts: Sequence[Receipt]) -> frozenset[Subject]:
    """What the facts are about, and what the facts are or were about that they amend."""
    shelf = Shelf(connection, ledger.keys, max(receipt.position for receipt in receipts))
    roots = roots_of_facts(connection, ledger.workspace.id, [receipt.id for receipt in receipts])
    return shelf.with_kept(shelf.subjects_of(shelf.families(roots.values())))


def first_day(fact: Fact) -> date:
    """From which it counts at the earliest."""
    return date.min if fact.effective is None else date.fromordinal(span_of(fact.effective).first)


def _follow(connection: Connection, ledger: Ledger) -> None:
    follower = Follower(ledger)
    while follower.follow_within(connection, 1_000)[1]:
        pass


def _answer(receipts: Iterable[Receipt], day: date, before: dict[str, Json], after: dict[str, Json]) -> Json:
    empty: Json = {"account": {}, "units": [], "roles": [], "people": [], "links": [], "opportunities": []}
    told = []
    for account, there in after.items():
        found = changes(flatten(before.get(account, empty)), flatten(there))
        if found:
            shown = [dict(zip(SHOWN, change, strict=True)) for change in found]
            told.append({"account": account, "as_of": day.isoformat(), "changes": shown})
    return {"facts": [{"id": one.id, "position": one.position} for one in receipts], "accounts": told}


class _Maps:
    """Maps of the accounts that facts concern, within one transaction."""

    def __init__(self, connection: Connection, ledger: Ledger, day: date, restricted: bool) -> None:
        self.connection, self.ledger, self.restricted = connection, ledger, restricted
        self.head, self.day = live(connection, ledger.workspace.id), day

    def of(self, accounts: Iterable[str]) -> dict[str, Json]:
        return {account: self._map(account) for account in list(dict.fromkeys(accounts))[:MOST_ACCOUNTS]}

    def _map(self, account: str) -> Json:
        head = self.head
        if head is None:
            return {}
        timeline = Timeline(self.ledger.workspace.id, head.build, account, head.position).fill(self.connection)
        scene = meet(self.connection, Scene(timeline, Moment(self.day.toordinal(), head.position, True)))
        shown = map_json(scene, {"as_of": self.day.isoformat()}, EVERYTHING, restricted=self.restricted)
        at = Snapshot(self.connection, self.ledger.workspace.id, head.build, self.day, head.position)
        answer: Json = decode(with_beside(at, shown, restricted=self.restricted))
        return answer

    def accounts(self, named: Iterable[Subject]) -> list[str]:
        """The organizations among these, and those of the units, roles, opportunities and people among them."""
        ids = {
            kind: sorted(id for one, id in named if one == kind) for kind in ("unit", "role", "opportunity", "person")
        }
        held = self._column(tenures, tenures.c.home, tenures.c.person.in_(ids["person"]))
        found = [id for kind, id in sorted(named) if kind == "organization"]
        for table, some in ((roles, [*ids["role"], *held]), (units, ids["unit"]), (opportunities, ids["opportunity"])):
            found += self._column(table, table.c.organization, table.c.home.in_(some))
        return list(dict.fromkeys(found))

    def _column(self, table: Any, column: Any, condition: Any) -> list[str]:
        build = self.head.build if self.head else 0
        where = (table.c.workspace == self.ledger.workspace.id, table.c.build == build, condition, column.is_not(None))
        return sorted(set(self.connection.scalars(select(column).where(*where))))
