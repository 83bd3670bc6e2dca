"""The views of merged records: which people and organizations answer as another one; a table for each kind of id.

`home` is what a record answers as, `item` the record: it does so on every day, from the position of the merge on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Table

from domain.dates import DAWN, FOREVER
from domain.sameness import Sameness, Turned
from domain.standing import Standing

from .intervals import Row, View, interval_table

merged_people, merged_organizations = (
    interval_table(f"merged_{kind}", indexes=[("item",)]) for kind in ("people", "organizations")
)
TABLES: dict[str, Table] = {"person": merged_people, "organization": merged_organizations}


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    """Nothing: what a record answers as follows from all merges together, and the engine tells it (`told_of`)."""
    return ()


MERGED: dict[str, View] = {kind: View(table, kind, (), resolve) for kind, table in TABLES.items()}


class Told(NamedTuple):
    """A row that begins or ends."""

    view: View
    home: str
    row: Row
    begins: bool


def told_of(same: Sameness, turned: Turned) -> Iterator[Told]:
    """What begins and ends where these records are about to turn to answer otherwise."""
    for record, kept in turned.items():
        view, row = MERGED[record[0]], Row(record[1], DAWN, FOREVER, ())
        before = same.of(record)
        yield from [Told(view, before[1], row, begins=False)] if before != record else []
        yield from [Told(view, kept[1], row, begins=True)] if kept != record else []
