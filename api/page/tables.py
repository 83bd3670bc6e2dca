"""Tables: each cell knows the head of its column, so that on a phone a row stands as a list of what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

_CELL = re.compile(r"<(t[hd])\b([^>]*)>(.*?)</\1>", re.DOTALL)


class Head(NamedTuple):
    """What stands above a column, and whether numbers stand below it."""

    text: str
    numeric: bool


class Table(NamedTuple):
    heads: list[Head]
    rows: Markup


def table_of(rows: str, heads: Sequence[str]) -> Table:
    """What a template wrote as rows, below these heads."""
    cut = str(rows).split("<tr")
    numeric = set(_numeric(cut, len(heads)))
    told = Markup("<tr").join(Markup(_told(row, heads)) for row in cut)  # noqa: S704 - the template's own rows
    return Table([Head(text, at in numeric) for at, text in enumerate(heads)], told)


def _told(row: str, heads: Sequence[str]) -> str:
    """The row with the head of each cell; a cell above of several rows stands for the ones that are missing here."""
    at = iter(range(len(heads) - len(_CELL.findall(row)), len(heads)))
    return _CELL.sub(lambda cell: _cell(cell, heads[next(at)]), row)


def _cell(cell: re.Match[str], head: str) -> str:
    kind, said, content = cell.groups()
    below = "" if kind == "th" or "colspan" in said or not head else f' data-head="{escape(head)}"'
    return f"<{kind}{said}{below}>{content.strip()}</{kind}>"


def _numeric(rows: Iterable[str], columns: int) -> Iterator[int]:
    """Columns whose cells are numbers, by the first row that has all cells."""
    whole = (cells for cells in map(_CELL.findall, rows) if len(cells) == columns)
    return (at for at, (_, said, content) in enumerate(next(whole, [])) if "number" in said and "<svg" not in content)
