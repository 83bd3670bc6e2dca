"""How far each workspace was looked at for alerts. It follows from no fact: whoever loses it starts at the head."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String, Table

from domain.log.tables import metadata, workspace_column

alerting = Table(
    "alerting",
    metadata,
    workspace_column(),
    Column("position", BigInteger, nullable=False, comment="facts up to here were looked at"),
    Column("day", String(10), nullable=False, comment="of the workspace, on which that was"),
    Column("started_at", BigInteger, nullable=False, comment="what was recorded before is no news"),
)
