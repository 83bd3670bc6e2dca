"""The settings of a workspace in the database: what is not there is as usual."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from ..settings import ChangedSettings, Settings, changed
from .ledger import Ledger
from .tables import workspace_settings, workspaces


def settings_of(ledger: Ledger) -> Settings:
    with ledger.store.reading(ledger.workspace.id) as connection:
        return Settings(**_stored(connection, ledger.workspace.id))


def change_settings(ledger: Ledger, said: ChangedSettings) -> Settings:
    """The settings as they are then. Raises InvalidRequest naming the field."""
    workspace = ledger.workspace.id
    with ledger.store.writing(workspace) as connection:
        kept = changed(_stored(connection, workspace), said)
        settings = Settings(**kept)
        zone = {"time_zone": settings.time_zone}
        connection.execute(update(workspaces).where(workspaces.c.id == workspace).values(zone))
        connection.execute(delete(workspace_settings).where(workspace_settings.c.workspace == workspace))
        rows = [{"workspace": workspace, "name": name, "value": _encoded(kept[name])} for name in kept.keys() - zone]
        if rows:
            connection.execute(insert(workspace_settings), rows)
    ledger.workspace = replace(ledger.workspace, time_zone=settings.time_zone)
    return settings


def _stored(connection: Connection, workspace: int) -> dict[str, Any]:
    query = select(workspace_settings).where(workspace_settings.c.workspace == workspace)
    zone = connection.scalar(select(workspaces.c.time_zone).where(workspaces.c.id == workspace))
    return {row.name: msgspec.json.decode(row.value) for row in connection.execute(query)} | {"time_zone": zone}


def _encoded(value: Any) -> str:
    return msgspec.json.encode(value).decode()
