"""Ready pieces of JSON, one per value, so that an answer is joined rather than built."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Table

from .columns import Indexes, Interner
from .timeline import Timeline

Pieces = NDArray[np.object_]
encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder().decode


def pieces_of(timeline: Timeline, name: str, interner: Interner, make: Callable[[Any], bytes]) -> Pieces:
    """By number of a value: its piece; the last place is that of no value. Made once, and grown with the interner."""
    kept: Pieces | None = timeline.fragments.get(name)
    if kept is not None and len(kept) == len(interner) + 1:
        return kept
    done = 0 if kept is None else len(kept) - 1
    grown = np.empty(len(interner) + 1, object)
    if kept is not None:
        grown[:done] = kept[:done]
    for number in range(done, len(interner)):
        grown[number] = make(interner.values[number])
    grown[-1] = make(None)
    timeline.fragments[name] = grown
    return grown


class Kept(NamedTuple):
    """Pieces by row, and which of them are made; the last place is that of no row."""

    pieces: Pieces
    made: NDArray[np.bool_]


def kept_pieces(
    timeline: Timeline,
    table: Table,
    key: str,
    rows: Indexes,
    make: Callable[[Indexes], Sequence[Pieces]],
    nothing: bytes = b"",
) -> Pieces:
    """One piece a row, joined from several the first time the row is shown; `nothing` for no row (-1)."""
    kept: Kept | None = timeline.fragments.get(key)
    if kept is None or len(kept.made) <= timeline[table].size:
        kept = timeline.fragments[key] = _grown(kept, timeline[table].size, nothing)
    missing = rows[~kept.made[rows]]
    if len(missing):
        columns = [pieces.tolist() for pieces in make(missing)]
        fresh = np.empty(len(missing), object)
        fresh[:] = columns[0] if len(columns) == 1 else [b"".join(pieces) for pieces in zip(*columns, strict=True)]
        kept.pieces[missing], kept.made[missing] = fresh, True
    found: Pieces = kept.pieces[rows]
    return found


def _grown(kept: Kept | None, size: int, nothing: bytes) -> Kept:
    room = size + size // 8 + 1
    grown = Kept(np.empty(room, object), np.zeros(room, np.bool_))
    if kept is not None:
        grown.pieces[: len(kept.made) - 1], grown.made[: len(kept.made) - 1] = kept.pieces[:-1], kept.made[:-1]
    grown.pieces[-1], grown.made[-1] = nothing, True
    return grown


def named(name: str) -> Callable[[Any], bytes]:
    """`,"name":value`"""
    prefix = b',"' + name.encode() + b'":'
    return lambda value: prefix + encode(value)


def named_if_any(name: str) -> Callable[[Any], bytes]:
    make = named(name)
    return lambda value: b"" if value is None else make(value)


def raw_if_any(name: str) -> Callable[[Any], bytes]:
    """For values that are JSON text already."""
    prefix = b',"' + name.encode() + b'":'
    return lambda value: b"" if value is None else prefix + str(value).encode()


def selected(names: frozenset[str], defaults: dict[str, Any]) -> Callable[[Any], bytes]:
    """Of a JSON object as text: the members asked for, with defaults for those it lacks."""

    def make(text: Any) -> bytes:
        values = {**defaults, **(decode(text) if text is not None else {})}
        inner = encode({name: value for name, value in values.items() if name in names})[1:-1]
        return b"," + inner if inner else b""

    return make


def join(rows: Sequence[Pieces]) -> bytes:
    """The pieces of each row after each other, rows after each other."""
    if not rows or not len(rows[0]):
        return b""
    if len(rows) == 1:
        return b"".join(rows[0].tolist())
    ordered: list[bytes] = [b""] * (len(rows) * len(rows[0]))
    for place, pieces in enumerate(rows):
        ordered[place :: len(rows)] = pieces.tolist()
    return b"".join(ordered)


def array(objects: Iterable[Any]) -> bytes:
    return encode(list(objects))
