"""Which rules of key moments a workspace has switched on, and with which parameters: what it set, or the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Boolean, Column, Connection, String, Table, Text, delete, select

from domain.errors import NotFound
from domain.key_moments.judging import RULES
from domain.key_moments.parameters import Settings, checked
from domain.key_moments.rules import Rule
from domain.log.tables import metadata, workspace_column

from .tenants import Tenant

key_moment_rules = Table(
    "key_moment_rules",
    metadata,
    workspace_column(),
    Column("rule", String(40), primary_key=True),
    Column("is_on", Boolean, nullable=False),
    Column("parameters", Text, nullable=False, comment="JSON: what differs from the defaults; nothing personal"),
    Column("changed_at", BigInteger, nullable=False),
)
Json = dict[str, Any]


def rule(id: str) -> Rule:
    """Raises NotFound naming those there are."""
    if id not in RULES:
        raise NotFound(f"no rule {id}; there are {', '.join(RULES)}", field="rule")
    return RULES[id]


def rules_of(tenant: Tenant) -> list[Json]:
    """Every rule, what it looks for, whether it is on, and its parameters with their bounds."""
    kept = _kept(tenant)
    return [rule_json(one, *kept.get(one.id, (True, {}))) for one in RULES.values()]


def rules_on(tenant: Tenant) -> dict[str, Settings]:
    """Of each rule that is on, every parameter."""
    kept = _kept(tenant)
    stated = {id: kept.get(id, (True, {})) for id in RULES}
    return {id: checked(RULES[id].parameters, given) for id, (is_on, given) in stated.items() if is_on}


def parameters_of(tenant: Tenant, id: str) -> Settings:
    """What the workspace set for a rule, on or off. Raises NotFound."""
    found = rule(id)
    return checked(found.parameters, _kept(tenant).get(id, (True, {}))[1])


def set_rule(tenant: Tenant, id: str, on: bool | None, parameters: Mapping[str, Any] | None) -> Json:
    """Switch a rule on or off, or give it other parameters; those that are not named have their defaults again.

    What is not given stays. Raises NotFound, and InvalidRequest naming the parameter.
    """
    found = rule(id)
    with tenant.ledger.store.writing(tenant.workspace.id) as connection:
        was_on, was = _read(connection, tenant.workspace.id).get(id, (True, {}))
        given = dict(was if parameters is None else parameters)
        checked(found.parameters, given)
        is_on = was_on if on is None else on
        mine = (key_moment_rules.c.workspace == tenant.workspace.id, key_moment_rules.c.rule == id)
        connection.execute(delete(key_moment_rules).where(*mine))
        row = {"workspace": tenant.workspace.id, "rule": id, "is_on": is_on, "changed_at": tenant.ledger.clock()}
        connection.execute(key_moment_rules.insert().values(**row, parameters=msgspec.json.encode(given).decode()))
    return rule_json(found, is_on, given)


def rule_json(found: Rule, is_on: bool, given: Mapping[str, Any]) -> Json:
    values = checked(found.parameters, given)
    return {
        "id": found.id,
        "description": found.says,
        "on": is_on,
        "restricted": found.restricted,
        "severity": found.base,
        "parameters": [_parameter_json(one, values[one.name]) for one in found.parameters],
    }


def _parameter_json(parameter: Any, value: Any) -> Json:
    said = {"name": parameter.name, "description": parameter.says, "value": value, "default": parameter.default}
    bounds = {name: getattr(parameter, name) for name in ("least", "most") if hasattr(parameter, name)}
    return {**said, **bounds}


def _kept(tenant: Tenant) -> dict[str, tuple[bool, Json]]:
    with tenant.ledger.store.reading(tenant.workspace.id) as connection:
        return _read(connection, tenant.workspace.id)


def _read(connection: Connection, workspace: int) -> dict[str, tuple[bool, Json]]:
    query = select(key_moment_rules).where(key_moment_rules.c.workspace == workspace)
    return {row.rule: (row.is_on, msgspec.json.decode(row.parameters)) for row in connection.execute(query)}
