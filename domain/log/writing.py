"""The statements every append runs, at the speed of the driver: rows are tuples in the order of the table's columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table

Row = tuple[Any, ...]
MANY = 8

_AFTER_LAST = "CASE WHEN last_recorded_at >= {mark} THEN last_recorded_at + 1 ELSE {mark} END"
_TAKE = "UPDATE workspaces SET head = head + {mark}, last_recorded_at = {instant} WHERE id = {mark}{gate}"


def take(connection: Connection, workspace: int, count: int, instants: int | list[int]) -> tuple[int, int, int] | None:
    """Move the head and the last instant, and hold the workspace's lock: (head, instant, erasures).

    `instants`: the time now, or those kept by an import; nothing is taken where the first of these lies in the past.
    """
    if isinstance(instants, int):
        found = _run(
            connection, _take_statement(connection.dialect.name, False), (count, instants, instants, workspace)
        )
    else:
        bounds = (count, instants[-1], workspace, instants[0])
        found = _run(connection, _take_statement(connection.dialect.name, True), bounds)
    row = found.fetchone()
    return None if row is None else (row[0], row[1], row[2])


@lru_cache(maxsize=8)
def _take_statement(dialect: str, kept: bool) -> str:
    mark = _mark(dialect)
    instant = mark if kept else _AFTER_LAST.format(mark=mark)
    gate = f" AND last_recorded_at <= {mark}" if kept else ""
    return _TAKE.format(mark=mark, instant=instant, gate=gate) + " RETURNING head, last_recorded_at, erasures"


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
    statement = _insertion(table, connection.dialect.name, tail)
    if len(rows) == 1:
        _run(connection, statement, rows[0])
    elif len(rows) >= MANY and connection.dialect.name == "postgresql":
        _insert_at_once(connection, table, rows, tail)
    elif rows:
        run_many(connection, statement, rows)


def _insert_at_once(connection: Connection, table: Table, rows: Sequence[Row], tail: str) -> None:
    from .arrays import insert_arrays  # on SQLite nobody waits for PostgreSQL's driver to be imported

    try:
        insert_arrays(_cursor(connection), table, rows, tail)
    except connection.dialect.loaded_dbapi.Error as error:
        raise translated(connection, error) from error


@lru_cache(maxsize=256)
def _insertion(table: Table, dialect: str, tail: str) -> str:
    names = ", ".join(column.name for column in table.columns)
    marks = ", ".join([_mark(dialect)] * len(table.columns))
    return f"INSERT INTO {table.name} ({names}) VALUES ({marks}){tail}"  # noqa: S608  names of our own tables


def _mark(dialect: str) -> str:
    return "?" if dialect == "sqlite" else "%s"


def ask(connection: Connection, statement: str, values: Row) -> Row | None:
    """The only row of a query; marks for values are question marks."""
    words = statement if connection.dialect.name == "sqlite" else statement.replace("?", "%s")
    rows: list[Row] = _run(connection, words, values).fetchall()
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
    from sqlalchemy.exc import DBAPIError

    return DBAPIError.instance("", None, error, connection.dialect.loaded_dbapi.Error, dialect=connection.dialect)
