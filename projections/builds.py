"""How far the views of a workspace have come. A build is one set of rows; a rebuild is written beside the live one."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    String,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from domain.log.tables import metadata, workspace_column, workspaces

from .views import VIEWS

builds = Table(
    "builds",
    metadata,
    workspace_column(),
    Column("build", Integer, primary_key=True, autoincrement=False),
    Column("state", String(8), nullable=False, comment="live, growing or old"),
    Column("position", BigInteger, nullable=False, comment="the last fact its rows count"),
    Column("failed", Text, comment="why following stopped"),
)

_LOCK = (
    update(builds)
    .where(builds.c.workspace == bindparam("ws"), builds.c.state == bindparam("wanted"))
    .values(position=builds.c.position)
    .returning(builds.c.build, builds.c.position)
)
_HEAD = (
    select(builds.c.build, builds.c.position, workspaces.c.erasures)
    .join(workspaces, workspaces.c.id == builds.c.workspace)
    .where(builds.c.workspace == bindparam("ws"), builds.c.state == "live")
)


class Head(NamedTuple):
    """A build, the position its rows count to, and how much was erased by then."""

    build: int
    position: int
    erasures: int = 0


def live(connection: Connection, workspace: int) -> Head | None:
    row = connection.execute(_HEAD, {"ws": workspace}).one_or_none()
    return None if row is None else Head(row.build, row.position, row.erasures)


def lock(connection: Connection, workspace: int, state: str = "live") -> Head:
    """The build in this state, locked until the transaction ends; the first live one is made on first use."""
    row = connection.execute(_LOCK, {"ws": workspace, "wanted": state}).one_or_none()
    if row is None:
        build = add(connection, workspace, state)
        return Head(build, 0)
    return Head(row.build, row.position)


def add(connection: Connection, workspace: int, state: str) -> int:
    newest = connection.scalar(
        select(builds.c.build).where(builds.c.workspace == workspace).order_by(builds.c.build.desc()).limit(1)
    )
    build = (newest or 0) + 1
    connection.execute(insert(builds).values(workspace=workspace, build=build, state=state, position=0))
    return build


def reach(connection: Connection, workspace: int, build: int, position: int) -> None:
    where = (builds.c.workspace == workspace, builds.c.build == build)
    connection.execute(update(builds).where(*where).values(position=position, failed=None))


def fail(connection: Connection, workspace: int, reason: str) -> None:
    connection.execute(
        update(builds).where(builds.c.workspace == workspace, builds.c.state == "live").values(failed=reason)
    )


def failures(connection: Connection) -> dict[int, str]:
    """Why following stopped, by workspace."""
    query = select(builds.c.workspace, builds.c.failed).where(builds.c.state == "live", builds.c.failed.is_not(None))
    return {row.workspace: row.failed for row in connection.execute(query)}


def switch(connection: Connection, workspace: int, build: int) -> None:
    """From now on readers see this build."""
    connection.execute(
        update(builds).where(builds.c.workspace == workspace, builds.c.state == "live").values(state="old")
    )
    connection.execute(
        update(builds).where(builds.c.workspace == workspace, builds.c.build == build).values(state="live")
    )


def drop(connection: Connection, workspace: int, *states: str) -> None:
    """Remove builds in these states with all their rows."""
    where = (builds.c.workspace == workspace, builds.c.state.in_(states))
    for (build,) in connection.execute(select(builds.c.build).where(*where)).all():
        for view in VIEWS:
            table = view.table
            connection.execute(delete(table).where(table.c.workspace == workspace, table.c.build == build))
    connection.execute(delete(builds).where(*where))
