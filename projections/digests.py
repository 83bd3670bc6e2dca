"""Digests of a colleague's day: what was raised, changed, retracted or came due of what is theirs to look after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from domain.alerts import FINDING
from domain.digests import Digest, Entry, Mark, bounded, composed, heading_of
from domain.errors import InvalidRequest
from domain.language import say
from domain.log.tables import facts

from .alert_reads import shown
from .alerts import alerts
from .coverage import Covering, covering
from .moments import Moment, instant_text, moment_of
from .names import Names
from .people import people
from .records import known_as
from .snapshots import Snapshot, require, snapshot
from .tenants import Tenant

Subject = tuple[str, str]
_TYPES = tuple(cls.type for cls in FINDING)


def digest(tenant: Tenant, person: str, day: date, *, restricted: bool = False) -> Digest:
    """What a colleague should hear of a day in the workspace's time zone, as known when it ended, or by now.

    Theirs is what is assigned to them; of the rest what they cover, and what nobody covers. Raises NotFound for
    somebody who is not known, InvalidRequest for somebody who is no colleague.
    """
    require(tenant, "person", person)
    with snapshot(tenant, moment_of(tenant.ledger)) as at:
        require_colleague(at, person, "person")
    moment = _end_of(tenant, day)
    with snapshot(tenant, moment) as at:
        person = known_as(at, "person", person)
        before = moment_of(tenant.ledger, known_at=instant_text(_bounds(tenant, day)[0] - 1)).position
        happened = _happened(at, before)
        rows = at.holding_rows(alerts.c.home, happened)
        own = {row.home: row for row in _theirs(at, [row for row in rows if restricted or not row.withheld], person)}
        names = Names(at)
        names.learn("person", [person])
        called = names.of("person", person) or person
    headings = {id: heading_of(happened[id]) for id in own}
    first, rest = bounded(Mark(headings[id], row.severity, row.day, id, row.rule) for id, row in own.items())
    found = shown(tenant, moment, [own[mark.id] for mark in first], restricted=restricted)
    return composed(person, called, day.isoformat(), [Entry(headings[one["id"]], one) for one in found], rest)


def require_colleague(at: Snapshot, person: str, field: str) -> None:
    """Raises InvalidRequest for somebody who is none of ours on the day."""
    home = known_as(at, "person", person)
    if not any(row.ours for row in at.holding_rows(people.c.home, [home])):
        right = say("expected a colleague: somebody introduced with `ours`: true")
        raise InvalidRequest(say("{person} is no colleague; {right}", person=person, right=right), field=field)


def _end_of(tenant: Tenant, day: date) -> Moment:
    return moment_of(tenant.ledger, day.isoformat(), instant_text(_bounds(tenant, day)[1] - 1))


def _bounds(tenant: Tenant, day: date) -> tuple[int, int]:
    """From midnight to midnight."""
    return tenant.workspace.begins(day), tenant.workspace.begins(day + timedelta(days=1))


def _happened(at: Snapshot, after: int) -> dict[str, list[str]]:
    """By alert, the types of the facts after a position that tell somebody something."""
    where = (facts.c.workspace == at.workspace, facts.c.position.between(after + 1, at.position))
    found: dict[str, list[str]] = defaultdict(list)
    for stream, type in at.connection.execute(
        select(facts.c.stream, facts.c.type).where(*where, facts.c.type.in_(_TYPES))
    ):
        found[stream.partition(":")[2]].append(type)
    return found


def _theirs(at: Snapshot, rows: Sequence[Any], person: str) -> list[Any]:
    covered = covering(at, {subject for row in rows for subject in _subjects(row)})
    return [row for row in rows if _is_theirs(row, person, covered)]


def _is_theirs(row: Any, person: str, covered: Mapping[Subject, Sequence[Covering]]) -> bool:
    if row.assigned is not None:
        return bool(row.assigned == person)
    who = {one.person for subject in _subjects(row) for one in covered[subject]}
    return person in who or not who


def _subjects(row: Any) -> list[Subject]:
    found = (("person", row.person), ("role", row.role), ("organization", row.account))
    return [(kind, id) for kind, id in found if id is not None]
