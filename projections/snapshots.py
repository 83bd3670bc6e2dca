"""One state of the tables, asked at a moment: what was known of some subjects, and what of it held that day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, bindparam, select

from domain.errors import NotFound
from domain.language import say, word
from domain.log.batches import Row
from domain.log.ledger import Ledger
from domain.log.tables import facts

from .asking import Question, answers, holding
from .builds import live
from .moments import Moment
from .spans import Span, rows_within

_CHUNK = 500
_SOME_FACTS = select(facts.c.position, facts.c.id).where(facts.c.workspace == bindparam("ws"))
_AT_POSITIONS = _SOME_FACTS.where(facts.c.position.in_(bindparam("some", expanding=True)))
_OF_IDS = _SOME_FACTS.where(facts.c.id.in_(bindparam("some", expanding=True)))


class Logged(Protocol):
    """Whoever has the workspace's log, as a tenant does."""

    @property
    def ledger(self) -> Ledger: ...


@dataclass(frozen=True)
class Snapshot:
    """The live build as one transaction sees it, on a day, for what was known at a position."""

    connection: Connection
    workspace: int
    build: int
    day: date
    position: int

    def on(self, day: date, position: int) -> Snapshot:
        return replace(self, day=day, position=position)

    def ours(self, table: Table) -> ColumnElement[bool]:
        """Every row of this build, whatever was known when."""
        return and_(table.c.workspace == self.workspace, table.c.build == self.build)

    def known(self, table: Table) -> ColumnElement[bool]:
        return and_(self.ours(table), table.c.known_from <= self.position, table.c.known_to > self.position)

    def holding(self, table: Table) -> ColumnElement[bool]:
        return and_(self.known(table), table.c.valid_from <= self.day, table.c.valid_to > self.day)

    def holds(self, row: Any) -> bool:
        """Whether a row of an interval table holds that day, for what was known at the position."""
        known: bool = row.known_from <= self.position < row.known_to
        return known and row.valid_from <= self.day < row.valid_to

    def rows(
        self,
        table: Table,
        where: ColumnElement[bool],
        column: Any = None,
        ids: Iterable[Any] = (),
        only: Iterable[str] | None = None,
    ) -> list[Any]:
        """Rows under a condition; with a column, of those whose value there is one of these ids.

        With `only` these columns, as far as the table has them: days take longest to read.
        """
        ordered = sorted(set(ids))
        if column is not None and not ordered:
            return []  # to build a query takes longer than many a database to answer it
        query = select(table) if only is None else select(*(table.c[name] for name in only if name in table.c))
        if column is None:
            return list(self.connection.execute(query.where(where)))
        found: list[Any] = []
        for start in range(0, len(ordered), _CHUNK):
            found += self.connection.execute(query.where(where, column.in_(ordered[start : start + _CHUNK])))
        return found

    def known_rows(self, column: Column[Any], ids: Iterable[str], only: tuple[str, ...] | None = None) -> list[Any]:
        """Rows known at the position, of any day, whose value in a column is one of these ids; as `rows`."""
        return self.within(Span(self.position, self.position), column, ids, only, any_day=True)

    def lasting_rows(self, column: Column[Any], ids: Iterable[str]) -> list[Any]:
        """As `known_rows`; of a snapshot that goes through positions, those known at any of them."""
        return self.known_rows(column, ids)

    def lasting(self, name: object, make: Callable[[], Any]) -> Any:
        """What is the same at every position that the snapshot goes through; there it is made once."""
        return make()

    def holding_rows(self, column: Column[Any], ids: Iterable[str], only: tuple[str, ...] | None = None) -> list[Any]:
        """Rows that hold at the moment, whose value in a column is one of these ids; as `rows`."""
        return self.within(Span(self.position, self.position, self.day, self.day), column, ids, only)

    def asking(
        self, column: Column[Any], ids: Iterable[str], names: tuple[str, ...], *, whole: bool = False
    ) -> Question:
        """For rows that hold at the moment, as `asking.holding`."""
        at = (self.workspace, self.build, self.position, self.day)
        return holding(self.connection, at, column, ids, names, whole=whole)

    def answers(self, questions: Sequence[Question]) -> list[list[Row]]:
        """Plain tuples; to PostgreSQL all questions travel together."""
        return answers(self.connection, questions)

    def within(
        self,
        span: Span,
        column: Column[Any],
        ids: Iterable[str],
        only: tuple[str, ...] | None = None,
        *,
        any_day: bool = False,
    ) -> list[Any]:
        """Rows known at a position of a span, and holding on a day of it unless of any day; as `rows`."""
        return rows_within(self.connection, (self.workspace, self.build), span, column, ids, only, any_day=any_day)

    def ids_of_facts(self, positions: Iterable[int]) -> dict[int, str]:
        """The id of the fact at each of these positions."""
        ordered = sorted(set(positions))
        found: dict[int, str] = {}
        for start in range(0, len(ordered), _CHUNK):
            some = {"ws": self.workspace, "some": ordered[start : start + _CHUNK]}
            found.update((position, id) for position, id in self.connection.execute(_AT_POSITIONS, some))
        return found

    def positions_of_facts(self, ids: Iterable[str]) -> dict[str, int]:
        ordered, found = sorted(ids), dict[str, int]()
        for start in range(0, len(ordered), _CHUNK):
            some = {"ws": self.workspace, "some": ordered[start : start + _CHUNK]}
            found.update((id, position) for position, id in self.connection.execute(_OF_IDS, some))
        return found


@contextmanager
def snapshot(tenant: Logged, moment: Moment) -> Iterator[Snapshot]:
    """The build that is live now: the one the moment was found in may be gone after a rebuild, with the same rows."""
    with snapshot_if_needed(tenant, moment) as begun:
        yield begun()


@contextmanager
def snapshot_if_needed(tenant: Logged, moment: Moment) -> Iterator[Callable[[], Snapshot]]:
    """The same; its transaction is begun only when it is first asked for."""
    workspace = tenant.ledger.workspace.id
    with tenant.ledger.store.if_needed(workspace) as reading:

        @cache
        def begun() -> Snapshot:
            head = live(reading(), workspace)
            return Snapshot(reading(), workspace, head.build if head else 0, moment.as_of, moment.position)

        yield begun


def require(tenant: Logged, kind: str, id: str) -> None:
    """Raises NotFound for what does not exist in the workspace."""
    if not tenant.ledger.knows(kind, id):
        raise NotFound(say("no {kind} {id}", kind=word(kind), id=id), field=kind)


def one_of(rows: Sequence[Any]) -> Any:
    """The only row of a subject at a moment, or None."""
    return rows[0] if rows else None
