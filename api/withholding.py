"""What is left out of facts for callers without the scope `restricted`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.amendments import AMENDMENTS, ValueErased
from domain.facts import REGISTRY
from domain.log.reading import types_of_families
from projections.tenants import Tenant

OPINIONS = "opinions"
_NAMING_A_FACT = {*(cls.type for cls in AMENDMENTS), ValueErased.type}

Fact = dict[str, Any]


def kinds_withheld() -> list[str]:
    """The same for every answer: that something is withheld must not tell that it is there."""
    return sorted({OPINIONS, *(cls.restricted for cls in REGISTRY.values() if cls.restricted)})


def withheld_from(tenant: Tenant, facts: Sequence[Fact]) -> list[Fact]:
    """The facts, as they came, without restricted types, what amends those, and opinions."""
    amending = {fact["id"] for fact in facts if fact["type"] in _NAMING_A_FACT}
    with tenant.ledger.store.reading(tenant.workspace.id) as connection:
        roots = types_of_families(connection, tenant.workspace.id, sorted(amending))
    types = [roots[fact["id"]] if fact["id"] in roots else str(fact["type"]) for fact in facts]
    shown = zip(facts, types, strict=True)
    return [_without_opinions(fact) for fact, type in shown if not REGISTRY[type].restricted]


def _without_opinions(fact: Fact) -> Fact:
    kept = {name: value for name, value in fact.items() if name != OPINIONS}
    if isinstance(replacement := kept.get("replacement"), dict):
        kept["replacement"] = {name: value for name, value in replacement.items() if name != OPINIONS}
    return kept
