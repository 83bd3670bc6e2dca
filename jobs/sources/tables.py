"""CSV: one move a row, the first row naming our fields or, as the options say, the provider's."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from domain.language import in_english

from .entries import MOST_ROWS, Entry, Options, Page, Unreadable
from .mapping import move_of
from .popolo import row_identity
from .shapes import BadEntry, Item, each

_MOST_COLUMNS = 200
_LONGEST_CELL = 100_000


def read(body: bytes, options: Options) -> Page:
    """Comma or semicolon, UTF-8 or Windows' Latin. Raises Unreadable."""
    rows = _rows(_decoded(body))
    person, kind = (options.fields.get(name, name) for name in ("person_name", "kind"))
    if not rows or person not in rows[0] or kind not in rows[0]:
        raise Unreadable(
            in_english("the first row: expected names of columns, {one} and {other} among them", one=person, other=kind)
        )
    items = each(rows, lambda row: _entries(row, options))
    return Page(
        entries=tuple(one for one in items if isinstance(one, Entry)),
        bad=tuple(one for one in items if not isinstance(one, Entry)),  # type: ignore[misc]
    )


def _entries(row: dict[str, Any], options: Options) -> Iterator[Item]:
    if None in row:
        raise BadEntry(in_english("has more cells than the first row names"))
    said = {name: value for name, value in row.items() if value}
    move = move_of(said, options, published=None, excerpt=None)
    yield Entry(id=row_identity(said), published=move.announced, moves=(move,))


def _rows(text: str) -> list[dict[str, Any]]:
    first, _, _ = text.partition("\n")
    delimiter = ";" if first.count(";") > first.count(",") else ","
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise Unreadable(in_english("expected CSV")) from None
    if len(rows) > MOST_ROWS or (rows and len(rows[0]) > _MOST_COLUMNS):
        raise Unreadable(in_english("more rows or columns than anybody reads at once"))
    return rows


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")
