"""What an append hands to the database: rows of tables, and the statement that takes their positions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Table

Row = tuple[Any, ...]


class Taking(NamedTuple):
    """The statement that takes positions, with question marks for its values, all of them whole numbers."""

    statement: str
    values: tuple[int, ...]

    @property
    def literal(self) -> str:
        """For a driver that sends several statements at once only without values."""
        return self.statement.replace("?", "{:d}").format(*self.values)


class Into(NamedTuple):
    """Rows of a table as tuples in the order of its columns. `ignoring`: those whose key is there already."""

    table: Table
    rows: Sequence[Row]
    ignoring: bool = False

    @property
    def tail(self) -> str:
        return " ON CONFLICT DO NOTHING" if self.ignoring else ""
