"""The settings of a workspace in the database: what is not there is as usual.

Half-lives keep their past: what is read as known at a moment fades as was set by then.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from ..half_lives import HalfLives
from ..settings import ChangedSettings, Settings, changed, settings_from
from .batches import Taking
from .ledger import Ledger
from .tables import half_life_settings, newest, workspace_settings, workspaces

_LAST = 2**63 - 1
# As words: to build the query takes longer than to answer it, and every read that shows what fades asks.
_SET_BY_THEN = (
    "SELECT days FROM half_life_settings WHERE workspace = ? AND position <= ? AND changed_at <= ?"
    " ORDER BY version DESC LIMIT 1"
)


def settings_of(ledger: Ledger) -> Settings:
    with ledger.store.reading(ledger.workspace.id) as connection:
        return settings_from(_stored(connection, ledger.workspace.id))


def change_settings(ledger: Ledger, said: ChangedSettings) -> Settings:
    """The settings as they are then. Raises InvalidRequest naming the field."""
    workspace = ledger.workspace.id
    with ledger.store.writing(workspace) as connection:
        _lock(connection, workspace)
        before = _stored(connection, workspace)
        kept = changed(before, said)
        settings = settings_from(kept)
        zone = {"time_zone": settings.time_zone}
        connection.execute(update(workspaces).where(workspaces.c.id == workspace).values(zone))
        connection.execute(delete(workspace_settings).where(workspace_settings.c.workspace == workspace))
        elsewhere = zone.keys() | {"half_lives"}
        rows = [
            {"workspace": workspace, "name": name, "value": _encoded(kept[name])} for name in kept.keys() - elsewhere
        ]
        if rows:
            connection.execute(insert(workspace_settings), rows)
        if kept["half_lives"] != before["half_lives"]:
            _set_half_lives(ledger, connection, kept["half_lives"])
    ledger.workspace = replace(ledger.workspace, time_zone=settings.time_zone)
    return settings


def half_lives_at(ledger: Ledger, position: int, instant: int | None = None) -> HalfLives:
    """As they were set when the log had come to a position; where that lasted a while, at an instant of it
    (microseconds since 1970)."""
    workspace = ledger.workspace.id
    asked = Taking(_SET_BY_THEN, (workspace, position, _LAST if instant is None else instant))
    found = ledger.store.answer(workspace, asked)
    return HalfLives(**msgspec.json.decode(found[0])) if found else HalfLives()


def _lock(connection: Connection, workspace: int) -> None:
    """Of two who change settings at once, the second sees what the first has set."""
    connection.execute(select(workspaces.c.id).where(workspaces.c.id == workspace).with_for_update())


def _set_half_lives(ledger: Ledger, connection: Connection, days: dict[str, Any]) -> None:
    table, workspace = half_life_settings, ledger.workspace.id
    last = connection.scalar(select(func.max(table.c.version)).where(table.c.workspace == workspace)) or 0
    position = connection.scalar(select(newest(ledger.store.sqlite)[0]).where(workspaces.c.id == workspace))
    made = {"version": last + 1, "days": _encoded(days), "position": position, "changed_at": ledger.clock()}
    connection.execute(insert(table).values(workspace=workspace, **made))


def _newest_half_lives(connection: Connection, *conditions: ColumnElement[bool]) -> dict[str, Any]:
    table = half_life_settings
    last = select(table.c.days).where(*conditions).order_by(table.c.version.desc()).limit(1)
    days: dict[str, Any] = msgspec.json.decode(connection.scalar(last) or "{}")
    return days


def _stored(connection: Connection, workspace: int) -> dict[str, Any]:
    query = select(workspace_settings).where(workspace_settings.c.workspace == workspace)
    zone = connection.scalar(select(workspaces.c.time_zone).where(workspaces.c.id == workspace))
    found = {row.name: msgspec.json.decode(row.value) for row in connection.execute(query)}
    half_lives = _newest_half_lives(connection, half_life_settings.c.workspace == workspace)
    return found | {"time_zone": zone, "half_lives": half_lives}


def _encoded(value: Any) -> str:
    return msgspec.json.encode(value).decode()
