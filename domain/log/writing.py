"""Bulk inserts at the speed of the driver: rows as tuples in the order of the table's columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table

Row = tuple[Any, ...]
COPIED = 50


@lru_cache(maxsize=256)
def _statement(table: Table, dialect: str, tail: str) -> str:
    names = ", ".join(column.name for column in table.columns)
    mark = "?" if dialect == "sqlite" else "%s"
    return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join([mark] * len(table.columns))}){tail}"


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if len(rows) >= COPIED and connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
    else:
        _insert(connection, table, rows, "")


def insert_ignoring(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Rows whose key is there already are left as they are."""
    _insert(connection, table, rows, " ON CONFLICT DO NOTHING")


def _copy(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    names = ", ".join(column.name for column in table.columns)
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _insert(connection: Connection, table: Table, rows: Sequence[Row], tail: str) -> None:
    if rows:
        statement = _statement(table, connection.dialect.name, tail)
        connection.exec_driver_sql(statement, rows[0] if len(rows) == 1 else list(rows))
