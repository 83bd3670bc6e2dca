"""How old what is shown is: when the newest fact about it was recorded, and the last one of all that were known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, not_, select

from domain.log.tables import facts, subject_facts
from domain.roles import PersonLeftRole, PersonTookRole

from .journal import restricted_families
from .moments import Moment
from .records import records_of
from .snapshots import Snapshot, snapshot
from .tenants import Tenant

_TENURES = (PersonTookRole.type, PersonLeftRole.type)


class Recency(NamedTuple):
    """`known`: when the last fact up to the position was recorded; None where there is none."""

    newest: datetime | None = None
    known: datetime | None = None


def recency_of(tenant: Tenant, moment: Moment, kind: str, id: str) -> Recency:
    """Of what names somebody or a role; nothing restricted is counted."""
    with snapshot(tenant, moment) as at:
        roots = _roots_about(at, kind, records_of(at, kind, id))
        own, amended = facts.c.position.in_(roots), (facts.c.root != facts.c.position) & facts.c.root.in_(roots)
        return _recency(at, max(_last(at, own), _last(at, amended)))


def recency_of_tenures(tenant: Tenant, moment: Moment) -> Recency:
    """Of who took and left roles, anywhere."""
    with snapshot(tenant, moment) as at:
        return _recency(at, _last(at, facts.c.type.in_(_TENURES)))


def recency_of_accounts(
    tenant: Tenant, accounts: Iterable[str], moment: Moment, at: Snapshot, *, restricted: bool
) -> Recency:
    news = (tenant.timelines.facts(one, moment).news(0, moment.position, restricted=restricted) for one in accounts)
    return _recency(at, max((some[-1] for some in news if some), default=0))


def _recency(at: Snapshot, newest: int) -> Recency:
    return Recency(_recorded(at, newest), _recorded(at, at.position))


def _roots_about(at: Snapshot, kind: str, ids: Iterable[str]) -> Select[Any]:
    named = (subject_facts.c.workspace == at.workspace, subject_facts.c.kind == kind)
    return select(subject_facts.c.root).where(*named, subject_facts.c.subject.in_(ids))


def _last(at: Snapshot, which: ColumnElement[bool]) -> int:
    """The last position of these; 0: there is none."""
    seen = (facts.c.workspace == at.workspace, facts.c.position <= at.position, not_(restricted_families(at.workspace)))
    return at.connection.scalar(select(func.max(facts.c.position)).where(*seen, which)) or 0


def _recorded(at: Snapshot, position: int) -> datetime | None:
    """When the fact of a position was."""
    of = (facts.c.workspace == at.workspace, facts.c.position == position)
    recorded = at.connection.scalar(select(facts.c.recorded_at).where(*of))
    return None if recorded is None else datetime.fromtimestamp(recorded / 1e6, UTC)
