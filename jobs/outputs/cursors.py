"""How far the log of a workspace was emptied into deliveries, and in which epoch of the store that was so."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from domain.log.tables import newest, workspaces

from .tables import outlet_cursors


@dataclass(frozen=True)
class Cursor:
    position: int
    epoch: str


def cursor_of(connection: Connection, workspace: int) -> Cursor | None:
    """None: nothing ever left."""
    row = connection.execute(select(outlet_cursors).where(outlet_cursors.c.workspace == workspace)).one_or_none()
    return None if row is None else Cursor(row.position, row.epoch)


def head_of(connection: Connection, workspace: int) -> int:
    head, _ = newest(connection.dialect.name == "sqlite")
    return connection.scalars(select(head).where(workspaces.c.id == workspace)).one()


def begin_at_head(connection: Connection, workspace: int, epoch: str, alone: bool) -> int:
    """The position after which a new outlet is sent facts: the head. `alone`: no other is sent any."""
    head = head_of(connection, workspace)
    if cursor_of(connection, workspace) is None:
        connection.execute(insert(outlet_cursors).values(workspace=workspace, position=head, epoch=epoch))
    elif alone:
        of_workspace = update(outlet_cursors).where(outlet_cursors.c.workspace == workspace)
        connection.execute(of_workspace.values(position=head, epoch=epoch))
    return head


def move(connection: Connection, workspace: int, begins: Cursor, ends: Cursor) -> bool:
    """False: somebody else moved it meanwhile."""
    where = (outlet_cursors.c.workspace == workspace, outlet_cursors.c.position == begins.position)
    moving = update(outlet_cursors).where(*where, outlet_cursors.c.epoch == begins.epoch)
    return bool(connection.execute(moving.values(position=ends.position, epoch=ends.epoch)).rowcount)
