"""Alerts that name an opportunity of which something was recorded since: it may be worth other than then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import and_, or_, select

from domain.alerting import Worth
from domain.alerts import AlertRevised
from domain.log.tables import facts, subject_facts
from projections.alerts import alerts
from projections.opportunities import opportunities
from projections.snapshots import Snapshot

_SAME = and_(facts.c.workspace == subject_facts.c.workspace, facts.c.root == subject_facts.c.root)
_CHUNK = 500


def naming_changed_opportunities(at: Snapshot, since: date, after: int) -> list[Any]:
    """Rows of alerts that somebody still has to see to, of any age, and of others on days from `since` on."""
    changed = _changed(at, after)
    if not changed:
        return []
    accounts = at.rows(opportunities, at.known(opportunities), opportunities.c.home, changed, only=("organization",))
    waiting = or_(alerts.c.state.in_(("open", "snoozed")), alerts.c.day >= since.isoformat())
    standing = at.holding(alerts) & (alerts.c.state != "retracted") & waiting
    rows = at.rows(alerts, standing, alerts.c.account, {row.organization for row in accounts if row.organization})
    return [row for row in rows if not changed.isdisjoint(worth_told(row))]


def _changed(at: Snapshot, after: int) -> set[str]:
    fresh = (facts.c.workspace == at.workspace, facts.c.position > after, facts.c.position <= at.position)
    query = select(subject_facts.c.subject).join(facts, _SAME).where(*fresh, subject_facts.c.kind == "opportunity")
    return set(at.connection.scalars(query.distinct()))


def worth_told(row: Any) -> dict[str, Worth]:
    """What an alert said last of the opportunities it names."""
    told = msgspec.json.decode(row.effects or "{}").get("opportunities", ())
    return {one["opportunity"]: (one.get("amount"), one.get("currency"), one.get("stage")) for one in told}


def revised_since(at: Snapshot, ids: Iterable[str], instant: int) -> frozenset[str]:
    """Those of these alerts that were revised from an instant on (microseconds since 1970)."""
    fresh = facts.c.recorded_at >= instant, facts.c.type == AlertRevised.type
    query = select(subject_facts.c.subject).join(facts, _SAME).where(subject_facts.c.workspace == at.workspace, *fresh)
    ordered, found = sorted(ids), set[str]()
    for start in range(0, len(ordered), _CHUNK):
        some = subject_facts.c.subject.in_(ordered[start : start + _CHUNK])
        found.update(at.connection.scalars(query.where(subject_facts.c.kind == "alert", some)))
    return frozenset(found)
