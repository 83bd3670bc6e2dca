"""What feeds left open is decided anew where people have told more: who was introduced by hand may be who was meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import structlog
from sqlalchemy import select

from domain.amendments import FactCorrected, FactWithdrawn
from domain.log.tables import facts, subject_facts
from domain.nominations import AliasRecorded
from domain.organizations import OrganizationDescribed, OrganizationRegistered
from domain.roles import RoleDefined
from projections.accepting import accept_now_of
from projections.left_to_feeds import recorder_of
from projections.moments import moment_of
from projections.tenants import Tenant

from .nominating import accepting

_NAMING = [
    one.type
    for one in (OrganizationRegistered, OrganizationDescribed, RoleDefined, AliasRecorded, FactCorrected, FactWithdrawn)
]
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
    told = told_by_people(tenant, since, reached)
    try:
        if told.people or told.places:
            accept_now_of(tenant, *told, rules)
    except Exception as error:
        log.error("trying what was left open again failed", workspace=number, error=type(error).__name__)
        return {number: since}
    return {number: reached}


class Told(NamedTuple):
    """Of whom something was told, and of which organizations and roles what they are called."""

    people: set[str]
    places: set[str]


def told_by_people(tenant: Tenant, after: int, through: int) -> Told:
    """What anybody but a feed has recorded in a stretch of the log: feeds look back themselves."""
    by_feed = facts.c.recorded_by.like(f"{recorder_of('')}%")
    told = (facts.c.workspace == tenant.workspace.id, facts.c.position.between(after + 1, through), ~by_feed)
    same = (subject_facts.c.workspace == facts.c.workspace) & (subject_facts.c.root == facts.c.root)
    somebody = subject_facts.c.kind == "person"
    named = subject_facts.c.kind.in_(("organization", "role")) & facts.c.type.in_(_NAMING)
    query = select(subject_facts.c.kind, subject_facts.c.subject).join(facts, same).where(*told, somebody | named)
    with tenant.ledger.store.reading(tenant.workspace.id) as connection:
        found = connection.execute(query.distinct()).all()
    people = {id for kind, id in found if kind == "person"}
    return Told(people, {id for kind, id in found if kind != "person"})
