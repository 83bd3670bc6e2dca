"""Announcements that a feed left open, tried again: when they are revised, or when more is known of the person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from msgspec import structs
from sqlalchemy import and_, or_, select

from domain.acceptance import Choice, folded
from domain.errors import InvalidFact, InvalidRequest, OutOfTurn, PersonErased, UnknownSubject
from domain.log.reading import roots_of_subjects
from domain.log.tables import facts
from domain.matching.matching import match
from domain.matching.verdicts import Rules, verdict
from domain.roles import PersonLeftRole

from .became import parts_of
from .clerk import announcement_of
from .moments import moment_of
from .nomination_reads import read, said_in
from .nominations import nominations
from .reports import Outcome
from .reviews import accept
from .snapshots import Snapshot, snapshot
from .tenants import Tenant

OPEN = ("new", "matched")
# So many of a feed are looked at again, the newest first.
MOST_AGAIN = 200
# What somebody decided first, or what may not be recorded, stays with whoever reviews it.
_DECLINED = (OutOfTurn, PersonErased, InvalidFact, InvalidRequest, UnknownSubject)
_DAYS = {"starts", "announced", "excerpt"}


def accept_again(tenant: Tenant, feed: str, outcomes: Sequence[Outcome], rules: Rules, by: str) -> None:
    """What `by` may accept now of what was told again, and of what its feed left open about whom it has accepted.

    What anybody else has touched is left alone.
    """
    with snapshot(tenant, moment_of(tenant.ledger)) as at:
        rows = _untouched(at, by, _open(at, feed, outcomes))
        days = {row.home: _days_only(tenant, at, row) for row in rows if row.acceptance is not None}
    for row in rows:
        choice = days[row.home] if row.home in days else _choice(tenant, row, rules)
        if choice is not None:
            with suppress(*_DECLINED):
                accept(tenant, row.home, choice, by)


def _open(at: Snapshot, feed: str, outcomes: Sequence[Outcome]) -> list[Any]:
    """In the order they were reported."""
    told = at.rows(nominations, at.known(nominations), nominations.c.home, {one.nomination for one in outcomes})
    again = {one.nomination for one in outcomes if one.outcome != "reported"}
    people = {_person(row) for row in told if row.state == "accepted"}
    left = [row for row in _newest_open(at, feed) if _person(row) in people] if people else []
    told_again = [row for row in told if row.home in again and row.state in OPEN]
    found = {row.home: row for row in (*told_again, *left)}
    return sorted(found.values(), key=lambda row: row.first)


def _newest_open(at: Snapshot, feed: str) -> list[Any]:
    ours = at.known(nominations) & nominations.c.state.in_(OPEN) & (nominations.c.feed == feed)
    query = select(nominations).where(ours).order_by(nominations.c.first.desc())
    return list(at.connection.execute(query.limit(MOST_AGAIN)))


def _person(row: Any) -> str | None:
    name = said_in(row).get("person_name")
    return None if name is None else folded(name)


def _untouched(at: Snapshot, by: str, rows: Iterable[Any]) -> list[Any]:
    """Those of which only `by` has told."""
    by_id = {row.home: row for row in rows}
    roots = roots_of_subjects(at.connection, at.workspace, "nomination", list(by_id))
    homes = {root: id for id, some in roots.items() for root in some}
    family = or_(facts.c.position.in_(homes), and_(facts.c.root.in_(homes), facts.c.root != facts.c.position))
    told = select(facts.c.root).where(facts.c.workspace == at.workspace, family, facts.c.recorded_by != by)
    touched = {homes[root] for root in at.connection.scalars(told)}
    return [row for id, row in by_id.items() if id not in touched]


def _choice(tenant: Tenant, row: Any, rules: Rules) -> Choice | None:
    said = said_in(row)
    asked = announcement_of(said)
    with tenant.registries.at(moment_of(tenant.ledger)) as (registry, _):
        found = match(registry, asked, rules.thresholds)
        choice = verdict(registry, said, asked, found, rules).choice
    return None if choice is None else structs.replace(choice, report=row.report)


def _days_only(tenant: Tenant, at: Snapshot, row: Any) -> Choice | None:
    """What was accepted once and now has another day stays accepted for whom it was; all else a person decides."""
    if not set(read(row.revised or "[]")) <= _DAYS or said_in(row).get("starts") is None:
        return None
    standing = [part.standing for part in parts_of(tenant, at, row.home, read(row.facts)) if part.standing is not None]
    ends = [fact for fact in standing if isinstance(fact, PersonLeftRole) and fact.person == row.person]
    took = next((fact.took for fact in ends if fact.role == row.role), None)
    leaves = next((fact.role for fact in ends if fact.role != row.role), None)
    named = {"predecessor": row.predecessor, "leaves": leaves, "took": _stated(took)}
    return Choice(person=row.person, role=row.role, report=row.report, learn=False, **named)


def _stated(value: Any) -> str | None:
    return value if isinstance(value, str) else None
