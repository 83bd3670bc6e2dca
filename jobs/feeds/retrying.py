"""What feeds left open is decided anew where people have told more: who was introduced by hand may be who was meant."""

from __future__ import annotations

from collections.abc import Mapping

import structlog
from sqlalchemy import select

from domain.log.tables import facts, subject_facts
from projections.accepting import accept_now_of, recorder_of
from projections.moments import moment_of
from projections.tenants import Tenant

from .nominating import accepting

log = structlog.get_logger()


def try_again(tenant: Tenant, looked: Mapping[int, int]) -> dict[int, int]:
    """Up to where this workspace is looked at now, given up to where each was; nothing where no feed accepts there,
    and where nothing was recorded since: of very many workspaces most are quiet.

    Where nobody has looked yet, what was recorded before is no news. What fails is tried again the next time.
    """
    number, reached = tenant.workspace.id, moment_of(tenant.ledger).position
    since = looked.get(number)
    if since == reached:
        return {}
    rules = accepting(tenant)
    if not rules:
        return {}
    since = reached if since is None else since
    people = told_by_people(tenant, since, reached)
    try:
        if people:
            accept_now_of(tenant, people, rules)
    except Exception as error:
        log.error("trying what was left open again failed", workspace=number, error=type(error).__name__)
        return {number: since}
    return {number: reached}


def told_by_people(tenant: Tenant, after: int, through: int) -> set[str]:
    """Whom anybody but a feed has recorded something about in a stretch of the log: feeds look back themselves."""
    by_feed = facts.c.recorded_by.like(f"{recorder_of('')}%")
    told = (facts.c.workspace == tenant.workspace.id, facts.c.position.between(after + 1, through), ~by_feed)
    same = (subject_facts.c.workspace == facts.c.workspace) & (subject_facts.c.root == facts.c.root)
    query = select(subject_facts.c.subject).join(facts, same).where(*told, subject_facts.c.kind == "person")
    with tenant.ledger.store.reading(tenant.workspace.id) as connection:
        return set(connection.scalars(query.distinct()))
