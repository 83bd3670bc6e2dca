"""Questions of one transaction at the speed of the driver; to PostgreSQL they travel together, in one round trip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Table

from domain.log.batches import Row
from domain.log.writing import gathered, translated

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


def holding(
    connection: Connection,
    at: tuple[int, int, int, date],
    column: Column[Any],
    ids: Iterable[str],
    names: tuple[str, ...],
    *,
    whole: bool = False,
) -> Question:
    """Rows of a workspace and build that hold at a position on a day (`at`, in this order) with one of these ids in a
    column, in any order; `whole`: every row of a home that has such a row. Days are as the driver gives them."""
    workspace, build, position, day = at
    sqlite = connection.dialect.name == "sqlite"
    when = (workspace, build, position, position, *[day.isoformat() if sqlite else day] * 2)
    some = msgspec.json.encode(sorted(set(ids))).decode() if sqlite else sorted(set(ids))
    return _holding(column, names, sqlite, whole), (*when, *(when if whole else ()), some)


@lru_cache(maxsize=256)
def _holding(column: Column[Any], names: tuple[str, ...], sqlite: bool, whole: bool) -> str:
    """To SQLite ids go as one JSON text, so that the statement is the same however many there are."""
    held = "workspace = ? AND build = ? AND known_from <= ? AND known_to > ? AND valid_from <= ? AND valid_to > ?"
    return _said(column, names, held, sqlite, whole)


def _said(column: Column[Any], names: tuple[str, ...], where: str, sqlite: bool, whole: bool) -> str:
    """As long as PostgreSQL has no statistics it takes a join of the homes for one row, and goes through the table for
    each: as an array they are found first, and looked up after."""
    listed, among = ("IN (SELECT value FROM json_each(?))", "IN") if sqlite else ("= ANY(?)", "= ANY(ARRAY")
    of = f"FROM {column.table.name} WHERE {where}"
    homes = f"home {among}(SELECT home {of} AND {column.name} {listed}){'' if sqlite else ')'}"
    some = homes if whole else f"{column.name} {listed}"
    words = f"SELECT {', '.join(names)} {of} AND {some}"
    return words if sqlite else words.replace("?", "%s")


def lasting(
    connection: Connection,
    build: tuple[int, int],
    column: Column[Any],
    ids: Iterable[str],
    names: tuple[str, ...],
    *,
    whole: bool = False,
) -> Question:
    """Rows of a build (its workspace first) of any day, whenever known; ids and `whole` as of `holding`."""
    sqlite = connection.dialect.name == "sqlite"
    some = msgspec.json.encode(sorted(ids)).decode() if sqlite else sorted(ids)
    return _lasting(column, names, sqlite, whole), (*build, *(build if whole else ()), some)


@lru_cache(maxsize=64)
def _lasting(column: Column[Any], names: tuple[str, ...], sqlite: bool, whole: bool) -> str:
    return _said(column, names, "workspace = ? AND build = ?", sqlite, whole)
