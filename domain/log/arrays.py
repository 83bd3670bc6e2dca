"""Rows as PostgreSQL's binary arrays, one for each column: one statement inserts them all, nearly as fast as COPY.

COPY itself is refused to whom row-level security applies.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from psycopg import Cursor
from psycopg.adapt import Dumper
from psycopg.pq import Format
from sqlalchemy import BigInteger, Boolean, Date, Float, Integer, LargeBinary, SmallInteger, String, Table
from sqlalchemy.types import TypeEngine

from .batches import Into, Taking
from .row_security import SETTING

Cell = Callable[[Any], bytes]
_HEADER = struct.Struct("!iiIii").pack
_LENGTH = struct.Struct("!i").pack
_NULL = _LENGTH(-1)
_TOLD = f"(SELECT set_config('{SETTING}', (?)::text, true)::integer)"
_COUNTING = " AND erasures = ?"
_PLACE = "CASE WHEN new.{0} < 0 THEN taken.head + 1 + new.{0} ELSE new.{0} END"
_MOVED = {
    "position": _PLACE,
    "root": _PLACE,
    "recorded_at": "CASE WHEN new.{0} = 0 THEN taken.last_recorded_at ELSE new.{0} END",
}


class _Array(bytes):
    """In the form the server reads."""


class _AsItIs(Dumper):
    format = Format.BINARY

    def dump(self, obj: _Array) -> bytes:
        return obj


class _Form(NamedTuple):
    """How the values of a column travel: as what, its number in PostgreSQL's catalog, and one value's bytes."""

    name: str
    number: int
    cell: Cell
    becomes: str = ""


def _fixed(code: str) -> Cell:
    layout = struct.Struct(f"!i{code}")
    size, pack = layout.size - 4, layout.pack
    return lambda value: pack(size, value)


def _text(value: str) -> bytes:
    plain = value.encode()
    return _LENGTH(len(plain)) + plain


def _bytes(value: bytes) -> bytes:
    return _LENGTH(len(value)) + value


def _day(value: object) -> bytes:
    return _text(str(value))


_FORMS: dict[type[TypeEngine[Any]], _Form] = {
    SmallInteger: _Form("smallint", 21, _fixed("h")),
    Integer: _Form("integer", 23, _fixed("i")),
    BigInteger: _Form("bigint", 20, _fixed("q")),
    Float: _Form("double precision", 701, _fixed("d")),
    Boolean: _Form("boolean", 16, _fixed("?")),
    # Not as long as the column allows: a cast to that would cut what is too long instead of refusing it.
    String: _Form("text", 25, _text),
    LargeBinary: _Form("bytea", 17, _bytes),
    Date: _Form("text", 25, _day, "::date"),
}


def insert_arrays(cursor: Cursor[Any], table: Table, rows: Sequence[tuple[Any, ...]], tail: str) -> None:
    cursor.adapters.register_dumper(_Array, _AsItIs)
    columns = zip(forms(table), zip(*rows, strict=True), strict=True)
    cursor.execute(_insertion(table, tail), [_array(form, values) for form, values in columns])


@lru_cache(maxsize=256)
def _insertion(table: Table, tail: str) -> bytes:
    names = ", ".join(column.name for column in table.columns)
    return f"INSERT INTO {table.name} ({names}) SELECT {', '.join(_unnested(table))}{tail}".encode()


def append_arrays(
    cursor: Cursor[Any], taking: Taking, erasures: int | None, batch: Sequence[Into]
) -> tuple[Any, ...] | None:
    """Takes positions and writes rows that count them backwards from the new head (-1), in one statement.

    Gives what was taken; None: nothing was taken, and nothing written. `erasures`: take if there were so many.
    """
    cursor.adapters.register_dumper(_Array, _AsItIs)
    given = taking.values if erasures is None else (*taking.values, erasures)
    arrays = [_array(form, column) for into in batch for form, column in _columns(into)]
    counting = "" if erasures is None else _COUNTING
    words = _appending(taking.statement, counting, tuple((into.table, into.tail) for into in batch))
    return cursor.execute(words, (*given, *arrays), prepare=True).fetchone()


def _columns(into: Into) -> Iterator[tuple[_Form, tuple[Any, ...]]]:
    return zip(forms(into.table), zip(*into.rows, strict=True), strict=True)


@lru_cache(maxsize=256)
def _appending(take: str, counting: str, into: tuple[tuple[Table, str], ...]) -> bytes:
    """Row-level security asks for the workspace: it is told before positions are there, and rows come after them."""
    take = take.replace("id = ?", f"id = {_TOLD}").replace(" RETURNING", f"{counting} RETURNING").replace("?", "%s")
    written = "".join(f", into_{table.name} AS ({_moving(table)}{tail})" for table, tail in into)
    return f"WITH taken AS ({take}){written} SELECT * FROM taken".encode()  # noqa: S608  names of our own tables


def _moving(table: Table) -> str:
    names = [column.name for column in table.columns]
    moved = ", ".join(_MOVED.get(name, "new.{}").format(name) for name in names)
    given = ", ".join(f"{one} AS {name}" for one, name in zip(_unnested(table), names, strict=True))
    return f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {moved} FROM taken, (SELECT {given}) AS new"  # noqa: S608


def _unnested(table: Table) -> list[str]:
    return [f"unnest(%s::{form.name}[]){form.becomes}" for form in forms(table)]


@lru_cache(maxsize=64)
def forms(table: Table) -> tuple[_Form, ...]:
    return tuple(next(_FORMS[one] for one in type(column.type).__mro__ if one in _FORMS) for column in table.columns)


def _array(form: _Form, values: tuple[Any, ...]) -> _Array:
    """One dimension, whether there are nulls, the type; how many from which index on; then each value."""
    return _Array(_HEADER(1, None in values, form.number, len(values), 1) + _cells(form.cell, values))


def _cells(cell: Cell, values: tuple[Any, ...]) -> bytes:
    """Many columns say the same in all rows of a batch."""
    first, times = values[0], len(values)
    if values.count(first) == times:
        return (_NULL if first is None else cell(first)) * times
    return b"".join([_NULL if value is None else cell(value) for value in values])
