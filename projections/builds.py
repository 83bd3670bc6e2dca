"""How far the views of a workspace have come. A build is one set of rows; a rebuild is written beside the live one."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    String,
    Table,
    Text,
    delete,
    false,
    func,
    insert,
    select,
    update,
)

from domain.log.batches import Row, Taking
from domain.log.tables import metadata, workspace_column
from domain.log.writing import Many, ask, insert_ignoring, run_many

from .views import VIEWS

builds = Table(
    "builds",
    metadata,
    workspace_column(),
    Column("build", Integer, primary_key=True, autoincrement=False),
    Column("state", String(8), nullable=False, comment="live, growing or old"),
    Column("position", BigInteger, nullable=False, comment="the last fact its rows count"),
    Column("failed", Text, comment="why following stopped"),
    Column("unclean", Boolean, nullable=False, server_default=false(), comment="files still hold what was erased"),
)

_LOCK = """
UPDATE builds SET position = position WHERE workspace = ? AND state = 'live' RETURNING build, position, unclean
"""
# Every read begins with this question; asked through SQLAlchemy it costs five times as much.
HEAD = """
SELECT builds.build, builds.position, workspaces.erasures
FROM builds JOIN workspaces ON workspaces.id = builds.workspace
WHERE builds.workspace = ? AND builds.state = 'live'
"""


class Head(NamedTuple):
    """A build, the position its rows count to, and how much was erased by then."""

    build: int
    position: int
    erasures: int = 0


class Locked(NamedTuple):
    """A build that nobody else changes, the position it counts to, and whether files still hold what was erased."""

    build: int
    position: int
    unclean: bool


class Superseded(Exception):
    """Another rebuild began meanwhile: this one's rows are gone."""


def live(connection: Connection, workspace: int) -> Head | None:
    row = ask(connection, HEAD, (workspace,))
    return None if row is None else Head(*row)


def lock(connection: Connection, workspace: int) -> Locked:
    """The live build, locked until the transaction ends; the first one is made on first use, by whoever comes first."""
    return locked(connection, workspace, ask(connection, *locking(workspace)))


def locking(workspace: int) -> Taking:
    """The statement that locks the live build, for a transaction to begin with; what it gives is for `locked`."""
    return Taking(_LOCK, (workspace,))


def locked(connection: Connection, workspace: int, taken: Row | None) -> Locked:
    """What was locked: the first build is made on first use, by whoever comes first."""
    if taken is None:
        insert_ignoring(connection, builds, [(workspace, 1, "live", 0, None, False)])
        taken = ask(connection, *locking(workspace))
    if taken is None:
        raise Superseded
    build, position, unclean = taken
    return Locked(build, position, bool(unclean))


def grow(connection: Connection, workspace: int) -> int:
    """A new build beside the live one, which is locked; what another rebuild left is dropped, its number not reused."""
    newest = connection.scalar(select(func.max(builds.c.build)).where(builds.c.workspace == workspace))
    drop(connection, workspace, "growing", "old")
    build = int(newest or 0) + 1
    connection.execute(insert(builds).values(workspace=workspace, build=build, state="growing", position=0))
    return build


def reach(connection: Connection, workspace: int, build: int, position: int) -> None:
    """Raises Superseded where the build is gone."""
    where = (builds.c.workspace == workspace, builds.c.build == build)
    if not connection.execute(update(builds).where(*where).values(position=position, failed=None)).rowcount:
        raise Superseded


def advance(connection: Connection, workspace: int, build: int, position: int) -> None:
    """As `reach`, of a build that is locked; without an answer, so that it can travel with other statements."""
    run_many(connection, *advancing(connection.dialect.name, workspace, build, position))


def advancing(dialect: str, workspace: int, build: int, position: int) -> Many:
    """The statement of both; it finds no row where the build is gone."""
    mark = "?" if dialect == "sqlite" else "%s"
    words = f"UPDATE builds SET position = {mark}, failed = NULL WHERE workspace = {mark} AND build = {mark}"  # noqa: S608  no values
    return Many(words, [(position, workspace, build)])


def note_erasure(connection: Connection, workspace: int, unclean: bool) -> None:
    """Of the live build: whether its files still hold what was erased, whoever is killed meanwhile."""
    where = (builds.c.workspace == workspace, builds.c.state == "live")
    connection.execute(update(builds).where(*where).values(unclean=unclean))


def fail(connection: Connection, workspace: int, reason: str) -> None:
    connection.execute(
        update(builds).where(builds.c.workspace == workspace, builds.c.state == "live").values(failed=reason)
    )


def failures(connection: Connection) -> dict[int, str]:
    """Why following stopped, by workspace."""
    query = select(builds.c.workspace, builds.c.failed).where(builds.c.state == "live", builds.c.failed.is_not(None))
    return {row.workspace: row.failed for row in connection.execute(query)}


def switch(connection: Connection, workspace: int, old: Locked, build: int) -> None:
    """From now on readers see this build."""
    mine = builds.c.workspace == workspace
    connection.execute(update(builds).where(mine, builds.c.build == old.build).values(state="old"))
    new = update(builds).where(mine, builds.c.build == build)
    connection.execute(new.values(state="live", unclean=old.unclean))


def drop(connection: Connection, workspace: int, *states: str) -> None:
    """Remove builds in these states with all their rows."""
    where = (builds.c.workspace == workspace, builds.c.state.in_(states))
    # First the build: whoever still writes rows of it is waited for, or finds it gone.
    for build in connection.scalars(delete(builds).where(*where).returning(builds.c.build)).all():
        for view in VIEWS:
            table = view.table
            connection.execute(delete(table).where(table.c.workspace == workspace, table.c.build == build))
