"""What feeds reported and nobody else has touched: what is looked at to accept it, and by whom that is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from domain.errors import InvalidFact, InvalidRequest, OutOfTurn, PersonErased, UnknownSubject
from domain.log.reading import roots_of_subjects
from domain.log.tables import facts
from domain.matching.registry import Registry
from domain.matching.verdicts import Rules
from domain.roles import PersonLeftRole

from .became import OF_FEEDS, Part
from .moments import moment_of
from .nominations import nominations
from .snapshots import Snapshot, snapshot
from .tenants import Tenant

# What somebody decided first, or what may not be recorded, stays with whoever reviews it.
DECLINED = (OutOfTurn, PersonErased, InvalidFact, InvalidRequest, UnknownSubject)


def recorder_of(feed: str) -> str:
    """By whom is recorded what a feed reports and accepts."""
    return f"{OF_FEEDS}{feed}"


@dataclass(frozen=True)
class LeftToFeeds:
    """By the feeds that may accept by themselves, with their rules."""

    tenant: Tenant
    accepting: Mapping[str, Rules]

    def registry(self) -> AbstractContextManager[tuple[Registry, int]]:
        return self.tenant.registries.at(moment_of(self.tenant.ledger))

    def now(self) -> AbstractContextManager[Snapshot]:
        return snapshot(self.tenant, moment_of(self.tenant.ledger))

    def ours(self, at: Snapshot) -> ColumnElement[bool]:
        return at.known(nominations) & nominations.c.feed.in_(self.accepting)


def untouched(at: Snapshot, rows: Iterable[Any]) -> list[Any]:
    """Those of which only their own feed has told."""
    by_id = {row.home: row for row in rows}
    if not by_id:
        return []
    roots = roots_of_subjects(at.connection, at.workspace, "nomination", list(by_id))
    homes = {root: id for id, some in roots.items() for root in some}
    family = or_(facts.c.position.in_(homes), and_(facts.c.root.in_(homes), facts.c.root != facts.c.position))
    told = select(facts.c.root, facts.c.recorded_by).distinct().where(facts.c.workspace == at.workspace, family)
    makers = at.connection.execute(told)
    touched = {homes[root] for root, by in makers if by != recorder_of(by_id[homes[root]].feed)}
    return [row for id, row in by_id.items() if id not in touched]


def ended_by(parts: Iterable[Part], row: Any) -> tuple[str | None, str | None]:
    """Who left the role for it, and the role that the person left for it."""
    left = next((fact.role for fact in departures(parts, row.person) if fact.role != row.role), None)
    return row.predecessor, left


def departures(parts: Iterable[Part], person: str) -> list[PersonLeftRole]:
    standing = (part.standing for part in parts)
    return [fact for fact in standing if isinstance(fact, PersonLeftRole) and fact.person == person]


def beginning_named(departure: PersonLeftRole) -> str | None:
    """The fact that it says it ends."""
    return departure.took or None
