"""Many rows at once arrive as the same rows one by one would, on PostgreSQL."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    exc,
    select,
)
from sqlalchemy.types import TypeEngine

import jobs.tables  # noqa: F401  its tables join the same metadata
from domain.log.arrays import forms
from domain.log.store import Store, open_store
from domain.log.writing import MANY, insert_ignoring, insert_rows
from projections.tables import metadata

TYPES: tuple[TypeEngine[Any], ...] = (
    String(8),
    Text(),
    LargeBinary(),
    SmallInteger(),
    BigInteger(),
    Float(),
    Boolean(),
    Date(),
)
EVERYTHING = Table(
    "everything",
    MetaData(),
    Column("id", Integer, primary_key=True),
    *(Column(f"column_{number}", type_) for number, type_ in enumerate(TYPES)),
)
WORDS = ("", "NULL", "null", "a,b", '"', "\\", "{}", "\n\t ", "Zürich 株", "'", "%s", "12345678")
Row = tuple[Any, ...]


@pytest.fixture
def store(postgres_url: str) -> Iterator[Store]:
    opened = open_store(postgres_url)
    EVERYTHING.create(opened.engine)
    yield opened
    opened.close()


def row(id: int, word: str | None) -> Row:
    if word is None:
        return (id, *[None] * len(TYPES))
    day = date(1, 1, 1) if id % 2 else "9999-12-31"
    return (id, word, word * 99, word.encode() + b"\0\xff", -(2**15), 2**63 - id - 1, id / 3, id % 2 == 0, day)


def kept(store: Store, *columns: Column[Any]) -> list[Row]:
    with store.reading() as connection:
        return [
            tuple(found) for found in connection.execute(select(*columns or [EVERYTHING]).order_by(EVERYTHING.c.id))
        ]


def test_every_value_arrives_as_it_does_alone(store: Store) -> None:
    rows = [row(id, word) for id, word in enumerate([*WORDS, None])]
    with store.writing() as connection:
        for one in rows:
            insert_rows(connection, EVERYTHING, [one])
    alone = kept(store)
    with store.writing() as connection:
        connection.execute(EVERYTHING.delete())
        insert_rows(connection, EVERYTHING, rows)
    assert kept(store) == alone
    assert [found[1] for found in alone] == [*WORDS, None]


def test_columns_that_say_the_same_in_every_row_do_so_afterwards(store: Store) -> None:
    rows = [(id, *row(0, "same")[1:]) for id in range(2 * MANY)]
    with store.writing() as connection:
        insert_rows(connection, EVERYTHING, rows)
        insert_rows(connection, EVERYTHING, [(-id, *row(0, None)[1:]) for id in range(1, 2 * MANY)])
    assert [found[1] for found in kept(store)] == [None] * (2 * MANY - 1) + ["same"] * (2 * MANY)


@pytest.mark.parametrize("word", ["123456789", "nul \0"])
def test_text_that_does_not_fit_is_refused_and_never_cut(store: Store, word: str) -> None:
    rows = [row(id, word if id == MANY else "fits") for id in range(2 * MANY)]
    with pytest.raises(exc.DataError), store.writing() as connection:
        insert_rows(connection, EVERYTHING, rows)
    assert kept(store) == []


def test_rows_that_are_there_stay_as_they_are_where_that_is_asked(store: Store) -> None:
    with store.writing() as connection:
        insert_rows(connection, EVERYTHING, [row(3, "first")])
        insert_ignoring(connection, EVERYTHING, [row(id, "second") for id in [*range(MANY), 0]])
    assert kept(store, EVERYTHING.c.column_0) == [("first" if id == 3 else "second",) for id in range(MANY)]
    with pytest.raises(exc.IntegrityError), store.writing() as connection:
        insert_rows(connection, EVERYTHING, [row(id, "third") for id in range(MANY)])


def test_every_column_of_every_table_can_travel() -> None:
    assert {table.name: len(forms(table)) for table in metadata.sorted_tables} == {
        table.name: len(table.columns) for table in metadata.sorted_tables
    }
