"""The statements every append runs, at the speed of the driver: rows are tuples in the order of the table's columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

from .batches import Into, Row, Taking

MANY = 8
ALONE = nullcontext()

_TAKE = "UPDATE workspaces SET head = head + ?, last_recorded_at = {} WHERE id = ?{} RETURNING head, last_recorded_at"
_NOW = _TAKE.format("CASE WHEN last_recorded_at >= ? THEN last_recorded_at + 1 ELSE ? END", "") + ", erasures"
_KEPT = _TAKE.format("?", " AND last_recorded_at <= ?") + ", erasures"
# SQLite lets one write at a time: the log's end says what the row that PostgreSQL locks says, and nothing is written.
_END = (
    "SELECT coalesce(newest.position, 0) + ?, {}, workspaces.erasures FROM workspaces LEFT JOIN facts AS newest"
    " ON newest.workspace = workspaces.id"
    " AND newest.position = (SELECT max(position) FROM facts WHERE workspace = workspaces.id)"
    " WHERE workspaces.id = ?{}"
)
_NOW_AT_THE_END = _END.format("CASE WHEN newest.recorded_at >= ? THEN newest.recorded_at + 1 ELSE ? END", "")
_KEPT_AT_THE_END = _END.format("?", " AND coalesce(newest.recorded_at, 0) <= ?")


class Many(NamedTuple):
    """A statement in the words of one database, and the values of each time that it runs."""

    words: str
    rows: Sequence[Row]


def taking(workspace: int, count: int, instants: int | list[int], sqlite: bool) -> Taking:
    """Gives (head, instant, erasures), the head moved on, and holds the workspace's lock on PostgreSQL.

    `instants`: the time now, or those kept by an import; nothing is taken where the first of these lies in the past.
    """
    if isinstance(instants, int):
        return Taking(_NOW_AT_THE_END if sqlite else _NOW, (count, instants, instants, workspace))
    return Taking(_KEPT_AT_THE_END if sqlite else _KEPT, (count, instants[-1], workspace, instants[0]))


def insert_all(connection: Connection, batch: Sequence[Into]) -> None:
    """All rows of an append whose positions are known."""
    driver: Any = connection.connection.driver_connection
    sqlite = connection.dialect.name == "sqlite"
    for into in batch:
        if sqlite:
            _insert_sqlite(connection, driver, into)
        else:
            _insert(connection, into.table, into.rows, into.tail)


def _insert_sqlite(connection: Connection, driver: Any, into: Into) -> None:
    table, rows, _ = into
    try:
        if len(rows) == 1:
            driver.execute(_insertion(table, "sqlite", into.tail), rows[0])
        elif len(rows) < MANY:
            driver.execute(_insertion(table, "sqlite", into.tail, len(rows)), tuple(chain.from_iterable(rows)))
        else:
            driver.executemany(_insertion(table, "sqlite", into.tail), rows)
    except connection.dialect.loaded_dbapi.Error as error:
        raise translated(connection, error) from error


def gathered(connection: Connection) -> AbstractContextManager[None]:
    """Statements without answers travel to PostgreSQL together; what one is refused for is raised at the end."""
    return ALONE if connection.dialect.name == "sqlite" else _gathered(connection)


@contextmanager
def _gathered(connection: Connection) -> Iterator[None]:
    driver: Any = connection.connection.driver_connection
    try:
        with driver.pipeline():
            yield
    except (connection.dialect.loaded_dbapi.Error, DBAPIError) as error:
        connection.invalidate()  # the driver takes statements for prepared that the server never came to
        raise error if isinstance(error, DBAPIError) else translated(connection, error) from error


def inserting(table: Table, rows: Sequence[Row]) -> Many:
    """For SQLite."""
    return Many(_insertion(table, "sqlite", ""), rows)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    _insert(connection, table, rows, "")


def insert_ignoring(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Rows whose key is there already are left as they are."""
    _insert(connection, table, rows, " ON CONFLICT DO NOTHING")


def run_many(connection: Connection, statement: str, rows: Sequence[Row]) -> None:
    cursor = _cursor(connection)
    try:
        cursor.executemany(statement, rows)
    except connection.dialect.loaded_dbapi.Error as error:
        raise translated(connection, error) from error


def _insert(connection: Connection, table: Table, rows: Sequence[Row], tail: str) -> None:
    dialect = connection.dialect.name
    if 0 < len(rows) < MANY:
        _run(connection, _insertion(table, dialect, tail, len(rows)), tuple(chain.from_iterable(rows)))
    elif rows and dialect == "postgresql":
        _insert_at_once(connection, table, rows, tail)
    elif rows:
        run_many(connection, _insertion(table, dialect, tail), rows)


def _insert_at_once(connection: Connection, table: Table, rows: Sequence[Row], tail: str) -> None:
    from .arrays import insert_arrays  # on SQLite nobody waits for PostgreSQL's driver to be imported

    try:
        insert_arrays(_cursor(connection), table, rows, tail)
    except connection.dialect.loaded_dbapi.Error as error:
        raise translated(connection, error) from error


@lru_cache(maxsize=256)
def _insertion(table: Table, dialect: str, tail: str, rows: int = 1) -> str:
    names = ", ".join(column.name for column in table.columns)
    marks = ", ".join([_mark(dialect)] * len(table.columns))
    values = ", ".join([f"({marks})"] * rows)
    return f"INSERT INTO {table.name} ({names}) VALUES {values}{tail}"  # noqa: S608  names of our own tables


def _mark(dialect: str) -> str:
    return "?" if dialect == "sqlite" else "%s"


def ask(connection: Connection, statement: str, values: Row) -> Row | None:
    """The only row of a query; marks for values are question marks."""
    words = statement if connection.dialect.name == "sqlite" else statement.replace("?", "%s")
    driver: Any = connection.connection.driver_connection
    try:
        rows: list[Row] = driver.execute(words, values).fetchall()
    except connection.dialect.loaded_dbapi.Error as error:
        raise translated(connection, error) from error
    return rows[0] if rows else None


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()


def _run(connection: Connection, statement: str, values: Row) -> Any:
    cursor = _cursor(connection)
    try:
        cursor.execute(statement, values)
    except connection.dialect.loaded_dbapi.Error as error:
        raise translated(connection, error) from error
    return cursor


def translated(connection: Connection, error: Exception) -> Exception:
    """The driver's error as SQLAlchemy would have raised it."""
    return DBAPIError.instance("", None, error, connection.dialect.loaded_dbapi.Error, dialect=connection.dialect)
