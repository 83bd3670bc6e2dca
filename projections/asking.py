"""Questions of one transaction at the speed of the driver; to PostgreSQL they travel together, in one round trip."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table

from domain.log.writing import Row, gathered, translated

Question = tuple[str, Row]


def answers(connection: Connection, questions: Sequence[Question]) -> list[list[Row]]:
    """The rows of each; marks for values are those of the driver."""
    if not questions:
        return []
    driver: Any = connection.connection.driver_connection
    try:
        with gathered(connection):
            cursors = [driver.execute(*question) for question in questions]
        return [cursor.fetchall() for cursor in cursors]
    except connection.dialect.loaded_dbapi.Error as error:
        raise translated(connection, error) from error


def of_homes(
    connection: Connection, table: Table, names: tuple[str, ...], workspace: int, build: int, homes: Sequence[str]
) -> Question:
    """Which rows of these homes there are in a build, with these columns."""
    words = _of_homes(table, names, connection.dialect.name, len(homes))
    return words, (workspace, build, *(homes if connection.dialect.name == "sqlite" else [list(homes)]))


@lru_cache(maxsize=512)
def _of_homes(table: Table, names: tuple[str, ...], dialect: str, count: int) -> str:
    listed = f"IN ({', '.join('?' * count)})" if dialect == "sqlite" else "= ANY(%s)"
    mark = "?" if dialect == "sqlite" else "%s"
    where = f"workspace = {mark} AND build = {mark} AND home {listed}"
    return f"SELECT {', '.join(names)} FROM {table.name} WHERE {where}"  # noqa: S608  names of our own tables
