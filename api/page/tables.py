"""Tables: each cell knows the head of its column, so that on a phone a row stands as a list of what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

_CELL = re.compile(r"<t[hd]\b([^>]*)>(.*?)</t[hd]>", re.DOTALL)
_BEGUN = re.compile(r"<(t[hd])\b([^>]*)>\s*")


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
    said = [f' data-head="{escape(head)}"' if head else "" for head in heads]
    told = Markup("<tr".join(_told(row, said) for row in cut))  # noqa: S704 - the template's own rows
    return Table([Head(text, at in numeric) for at, text in enumerate(heads)], told)


def _told(row: str, said: Sequence[str]) -> str:
    """The row with the head of each cell; a cell above of several rows stands for the ones that are missing here."""
    missing = len(said) - row.count("<td") - row.count("<th")
    heads = iter(said[max(missing, 0) :])
    return _BEGUN.sub(lambda cell: _begun(cell[1], cell[2], next(heads, "")), row)


def _begun(kind: str, attributes: str, head: str) -> str:
    return f"<{kind}{attributes}{'' if kind == 'th' or 'colspan' in attributes else head}>"


def _numeric(rows: Iterable[str], columns: int) -> Iterator[int]:
    """Columns whose cells are numbers, by the first row that has all cells."""
    whole = (cells for cells in map(_CELL.findall, rows) if len(cells) == columns)
    return (at for at, (said, content) in enumerate(next(whole, [])) if "number" in said and "<svg" not in content)
