"""What a write answers: where each fact stands, and the id that was made for a subject sent without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.facts import REGISTRY
from domain.log.ledger import Receipt
from domain.log.reading import streams_of_facts

from .tenants import Tenant

Json = dict[str, Any]


def told(tenant: Tenant, sent: Sequence[Mapping[str, Any]], receipts: Sequence[Receipt]) -> list[Json]:
    """`{id, position}` of each fact, with `subject` where it created one without naming it."""
    made = _made(tenant, [one.id for values, one in zip(sent, receipts, strict=True) if _names_none(values)])
    return [{"id": one.id, "position": one.position, **made.get(one.id, {})} for one in receipts]


def _names_none(values: Mapping[str, Any]) -> bool:
    cls = REGISTRY[values["type"]]
    return cls.creates and cls.subject not in values


def _made(tenant: Tenant, ids: list[str]) -> dict[str, Json]:
    if not ids:
        return {}
    with tenant.ledger.store.reading(tenant.workspace.id) as connection:
        streams = streams_of_facts(connection, tenant.workspace.id, ids)
    return {fact: {"subject": stream.partition(":")[2]} for fact, stream in streams.items()}
