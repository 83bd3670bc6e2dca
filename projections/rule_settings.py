"""Which rules of key moments a workspace has switched on, and with which parameters: what it set, or the defaults.

Each setting is a row that stays, with the position that the log had reached: what is read as known at a moment is read
by the settings that were in force then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import BigInteger, Boolean, Column, Connection, Integer, String, Table, Text, select

from domain.errors import NotFound
from domain.key_moments.judging import RULES
from domain.key_moments.parameters import Settings, checked
from domain.key_moments.rules import Rule
from domain.language import say
from domain.log.tables import metadata, workspace_column

from .builds import live
from .moments import Moment, instant_text, microseconds
from .tenants import Tenant

rule_settings = Table(
    "rule_settings",
    metadata,
    workspace_column(),
    Column("rule", String(40), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False, comment="1, 2, 3: the last one counts"),
    Column("is_on", Boolean, nullable=False),
    Column("parameters", Text, nullable=False, comment="JSON: what differs from the defaults; nothing personal"),
    Column("position", BigInteger, nullable=False, comment="up to where the log had been read when it was set"),
    Column("changed_at", BigInteger, nullable=False, comment="microseconds since 1970 UTC"),
    Column("changed_by", String(200), nullable=False, comment="id of a key, or what a command was told"),
)
Json = dict[str, Any]


class Setting(NamedTuple):
    """A rule as it was set once; `given` are the parameters that differ from their defaults."""

    on: bool = True
    given: Mapping[str, Any] = {}
    version: int = 0
    position: int = 0
    changed_at: int = 0
    changed_by: str = ""


_AS_IT_COMES = Setting()


@dataclass(frozen=True)
class History:
    """Every setting of a workspace's rules, by rule, in the order in which they were made."""

    settings: Mapping[str, Sequence[Setting]]

    def at(self, rule: str, position: int, instant: int | None = None) -> Setting:
        """What was in force at a position of the log; where that lasted a while, at an instant of it."""
        found = (one for one in self.settings.get(rule, ()) if _counts(one, position, instant))
        return max(found, key=lambda one: one.version, default=_AS_IT_COMES)

    def by(self, rule: str, instant: int) -> Setting:
        """What was in force just before an instant."""
        found = (one for one in self.settings.get(rule, ()) if one.changed_at < instant)
        return max(found, key=lambda one: one.version, default=_AS_IT_COMES)


def _counts(one: Setting, position: int, instant: int | None) -> bool:
    return one.position <= position and (instant is None or one.changed_at <= instant)


def history_of(tenant: Tenant) -> History:
    with tenant.ledger.store.reading(tenant.workspace.id) as connection:
        return _read(connection, tenant.workspace.id)


def rule(id: str) -> Rule:
    """Raises NotFound naming those there are."""
    if id not in RULES:
        raise NotFound(say("no rule {id}; there are {names}", id=id, names=", ".join(RULES)), field="rule")
    return RULES[id]


def rules_of(tenant: Tenant, moment: Moment) -> list[Json]:
    """Every rule, what it looks for, whether it was on at a moment, and its parameters with their bounds."""
    kept = history_of(tenant)
    return [rule_json(one, _in_force(kept, one.id, moment)) for one in RULES.values()]


def rules_on(tenant: Tenant, moment: Moment) -> dict[str, Settings]:
    """Of each rule that was on at a moment, every parameter."""
    kept = history_of(tenant)
    found = {id: _in_force(kept, id, moment) for id in RULES}
    return {id: parameters_of(id, one) for id, one in found.items() if one.on}


def parameters_of(id: str, setting: Setting) -> Settings:
    """Every parameter of a rule as it was set."""
    return checked(RULES[id].parameters, setting.given)


def set_rule(tenant: Tenant, id: str, on: bool | None, parameters: Mapping[str, Any] | None, by: str) -> Json:
    """Switch a rule on or off, or give it other parameters; those that are not named have their defaults again.

    What is not given stays. Raises NotFound, and InvalidRequest naming the parameter.
    """
    found, workspace = rule(id), tenant.workspace.id
    with tenant.ledger.store.writing(workspace) as connection:
        was = (_read(connection, workspace).settings.get(id) or [_AS_IT_COMES])[-1]
        given = dict(was.given if parameters is None else parameters)
        checked(found.parameters, given)
        head = live(connection, workspace)
        position, now = head.position if head else 0, tenant.ledger.clock()
        new = Setting(was.on if on is None else on, given, was.version + 1, position, now, by)
        connection.execute(rule_settings.insert().values(workspace=workspace, rule=id, **_values(new)))
    return rule_json(found, new)


def _values(new: Setting) -> Json:
    told = new._asdict()
    return {"is_on": told.pop("on"), "parameters": msgspec.json.encode(told.pop("given")).decode(), **told}


def _in_force(kept: History, id: str, moment: Moment) -> Setting:
    return kept.at(id, moment.position, None if moment.known_at is None else microseconds(moment.known_at))


def rule_json(found: Rule, setting: Setting) -> Json:
    values = parameters_of(found.id, setting)
    return {
        "id": found.id,
        "description": found.says,
        "on": setting.on,
        "restricted": found.restricted,
        "severity": found.base,
        "parameters": [_parameter_json(one, values[one.name]) for one in found.parameters],
        **setting_json(setting),
    }


def setting_json(setting: Setting) -> Json:
    """Since when, and by whom it was set so; nothing of a rule as it comes."""
    if not setting.version:
        return {}
    return {"version": setting.version, "set_at": instant_text(setting.changed_at), "set_by": setting.changed_by}


def _parameter_json(parameter: Any, value: Any) -> Json:
    said = {"name": parameter.name, "description": parameter.says, "value": value, "default": parameter.default}
    bounds = {name: getattr(parameter, name) for name in ("least", "most") if hasattr(parameter, name)}
    return {**said, **bounds}


def _read(connection: Connection, workspace: int) -> History:
    query = select(rule_settings).where(rule_settings.c.workspace == workspace)
    found = defaultdict(list)
    for row in connection.execute(query.order_by(rule_settings.c.rule, rule_settings.c.version)):
        made = (row.version, row.position, row.changed_at, row.changed_by)
        found[row.rule].append(Setting(row.is_on, msgspec.json.decode(row.parameters), *made))
    return History(found)
