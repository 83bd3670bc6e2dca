"""CSV: one move a row, the first row naming our fields or, as the options say, the provider's."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from domain.language import in_english

from .entries import MOST_ROWS, Bad, Entry, Options, Page, Unreadable
from .mapping import NAMES, move_of
from .popolo import row_identity
from .shapes import BadEntry, Item, each

_MOST_COLUMNS = 200
_LONGEST_CELL = 100_000
_DELIMITERS = ",;\t|"
# What Excel writes before the names of columns.
_SEP = re.compile(r"sep=(.)\r?\n")
Cells = list[str]


def read(body: bytes, options: Options) -> Page:
    """Comma, semicolon, tab or bar; UTF-8, UTF-16 or Windows' Latin. Raises Unreadable."""
    head, *rows = _rows(_SEP.sub("", _decoded(body).lstrip("\r\n"), count=1)) or [[]]
    columns = _columns(head or [], options)
    items = each([{"": cells} for cells in rows], lambda row: _entries(columns, row[""], options))
    return Page(
        entries=tuple(one for one in items if isinstance(one, Entry)),
        bad=tuple(one for one in items if isinstance(one, Bad)),
    )


def _entries(columns: list[str], cells: Cells | None, options: Options) -> Iterator[Item]:
    if cells is None:
        raise BadEntry(in_english("expected CSV"))
    if len(cells) > len(columns):
        raise BadEntry(in_english("has more cells than the first row names"))
    said: dict[str, Any] = {name: value for name, value in zip(columns, cells, strict=False) if value}
    move = move_of(said, options, published=None, excerpt=None)
    yield Entry(id=row_identity(said), published=move.announced, moves=(move,))


def _columns(head: Cells, options: Options) -> list[str]:
    """Raises Unreadable."""
    columns = [_ours(name.strip(), options) for name in head]
    named = [name for name in columns if name]
    person, kind = (options.fields.get(name, name) for name in ("person_name", "kind"))
    if person not in named or kind not in named:
        raise Unreadable(
            in_english("the first row: expected names of columns, {one} and {other} among them", one=person, other=kind)
        )
    if len(set(named)) < len(named) or len(named) > _MOST_COLUMNS:
        raise Unreadable(in_english("the first row: names a column twice, or more columns than anybody reads at once"))
    return columns


def _ours(name: str, options: Options) -> str:
    """Our names also with capitals and blanks."""
    small = name.lower().replace(" ", "_")
    return small if small in (*NAMES, "id") and name not in options.fields.values() else name


def _rows(text: str) -> list[Cells | None]:
    """With the first. Where quotes stand wrong each line is read for itself, and None what is no row then."""
    first, _, _ = text.partition("\n")
    delimiter = max(_DELIMITERS, key=re.sub(r'"[^"]*"', "", first).count)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows: list[Cells | None] = [*_parsed(text, delimiter)]
    except csv.Error:
        rows = [_alone(line, delimiter) for line in text.splitlines()]
    if len(rows) > MOST_ROWS:
        raise Unreadable(in_english("more rows than anybody reads at once"))
    return [row for row in rows if row is None or any(row)]


def _parsed(text: str, delimiter: str) -> Iterator[Cells]:
    """Raises csv.Error."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _alone(line: str, delimiter: str) -> Cells | None:
    try:
        return next(_parsed(line, delimiter), [])
    except csv.Error:
        return None


def _decoded(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")
