"""Rows of subjects within a span of both clocks, by statements that are made once.

SQLAlchemy takes longer to build a query than most databases to answer it, and a difference asks for forty.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Select, Table, and_, bindparam, select

_CHUNK = 500
_FIRST, _LAST = -1, 2**63 - 1


class Span(NamedTuple):
    """Known at a position from the first to the last, and holding on a day from the first to the last."""

    known_first: int = _FIRST
    known_last: int = _LAST
    first: date = date.min
    last: date = date.max


def rows_within(
    connection: Connection,
    build: tuple[int, int],
    span: Span,
    column: Column[Any],
    ids: Iterable[str],
    only: tuple[str, ...] | None = None,
    *,
    any_day: bool = False,
) -> list[Any]:
    """Rows of a build (its workspace first) whose value in a column is one of these ids.

    With `only` these columns, as far as the table has them: days take longest to read.
    """
    ordered = sorted(set(ids))
    if not ordered:
        return []
    statement = _statement(column, only, any_day)
    values = {"in_workspace": build[0], "in_build": build[1], **span._asdict()}
    found: list[Any] = []
    for start in range(0, len(ordered), _CHUNK):
        found += connection.execute(statement, {**values, "ids": ordered[start : start + _CHUNK]})
    return found


@lru_cache(maxsize=1024)
def _statement(column: Column[Any], only: tuple[str, ...] | None, any_day: bool) -> Select[Any]:
    table: Table = column.table
    query = select(table) if only is None else select(*(table.c[name] for name in only if name in table.c))
    ours = and_(table.c.workspace == bindparam("in_workspace"), table.c.build == bindparam("in_build"))
    known = and_(table.c.known_from <= bindparam("known_last"), table.c.known_to > bindparam("known_first"))
    some = query.where(ours, known, column.in_(bindparam("ids", expanding=True)))
    if any_day:
        return some
    return some.where(table.c.valid_from <= bindparam("last"), table.c.valid_to > bindparam("first"))
