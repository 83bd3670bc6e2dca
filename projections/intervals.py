"""Interval tables: what they all have in common, and how a view fills one.

A row holds on the days valid_from <= day < valid_to, for what was known at positions known_from <= position < known_to.
`home` is the subject a row is resolved with, `item` tells apart what stands side by side in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, String, Table, Text

from domain.facts import Fact
from domain.log.tables import metadata
from domain.standing import Standing

OPEN = 2**32 - 1
ID = String(200)


class Row(NamedTuple):
    """One interval a view wants open now; `values` follow the order of the table's own columns."""

    item: str
    valid_from: int
    valid_to: int
    values: tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class View:
    """One interval table and the pure function that fills it for a home from the facts of these types.

    `part` divides a home into parts that are resolved by themselves; what it gives None for concerns every part.
    `within`: a view of the same home and parts whose facts are resolved along with its own, wherever there are any.
    """

    table: Table
    home: str
    types: tuple[type[Fact], ...]
    resolve: Callable[[Sequence[Standing]], Iterable[Row]]
    rumored: bool = False
    part: Callable[[Standing], str | None] | None = None
    within: View | None = None

    @property
    def name(self) -> str:
        return self.table.name


def interval_table(name: str, *columns: Column[Any], indexes: Iterable[tuple[str, ...]] = ()) -> Table:
    """A table with its own columns between the common ones; each index is led by the first of its own columns.

    Led by workspace and build, it would look to PostgreSQL like a short way to any row as long as statistics lack, or
    know no rows of a new build yet, and all rows of the workspace would be read for each one that ends.
    """
    return Table(
        name,
        metadata,
        # Without a foreign key, unlike the log's: it would be looked up for every row, and rows follow from the log's.
        Column("workspace", Integer, primary_key=True, autoincrement=False),
        Column("build", Integer, primary_key=True, autoincrement=False),
        Column("home", String(401), primary_key=True),
        Column("item", String(700), primary_key=True),
        Column("known_from", BigInteger, primary_key=True, autoincrement=False),
        Column("valid_from", Date, primary_key=True),
        Column("known_to", BigInteger, nullable=False),
        Column("valid_to", Date, nullable=False),
        *columns,
        *(Index(f"ix_{name}_{first}", first, "workspace", "build", *rest) for first, *rest in indexes),
    )


COMMON = 8
# An index that ends in all four finds what holds at a moment without looking at the rows.
BOUNDS = ("known_to", "valid_to", "known_from", "valid_from")
_LONGEST_IN_KEY = 100
_encode = msgspec.json.Encoder().encode


def text(name: str, *, required: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=not required)


def id_column(name: str, *, required: bool = False) -> Column[Any]:
    return Column(name, ID, nullable=not required)


def flag(name: str) -> Column[Any]:
    return Column(name, Boolean, nullable=False)


def day_column(name: str) -> Column[Any]:
    return Column(name, Date, nullable=False)


def place_column(name: str) -> Column[Any]:
    return Column(name, BigInteger, nullable=False)


@lru_cache(maxsize=200_000)
def iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def existence_columns() -> tuple[Column[Any], ...]:
    """Whether a subject exists: 'open' or 'closed', since when as it was given, and how sure."""
    return text("life"), text("since"), flag("possible"), text("certainty", required=True)


def as_text(value: Any) -> str | None:
    """A structured value as JSON text; nothing for nothing."""
    nothing = not value and (value is None or value == {} or value == ())
    return None if nothing else _encode(value).decode()


def in_key(text: str) -> str:
    """Text that people chose, short enough for the key of any database."""
    return text if len(text.encode()) <= _LONGEST_IN_KEY else blake2b(text.encode(), digest_size=16).hexdigest()


def of_types(standings: Iterable[Standing], *types: type[Fact]) -> list[Standing]:
    return [standing for standing in standings if isinstance(standing.fact, types)]
