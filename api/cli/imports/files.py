"""The lines of the files of one import as one sequence, each with its place, its id and what the log added to it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from domain.errors import InvalidFact, Refused
from domain.log.mapper import EPOCH

LOG_ADDS = ("recorded_at", "recorded_by", "position", "caused_by", "erased")
# An import looks at every line three times; this many are kept for it, of about a kilobyte each.
MOST_KEPT = 200_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a line, and where."""

    file: str
    line: int
    field: str | None
    detail: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {f'{self.field}: ' if self.field else ''}{self.detail}"


class Line(NamedTuple):
    """A fact as it was sent, with an id, and what the log it comes from said of it."""

    values: dict[str, Any]
    recorded_at: Any = None
    by: str | None = None
    caused_by: str | None = None


class FactFile:
    """One file, held in memory as it was when the import began. Blank lines do not count, but keep their number."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self.data = path.read_bytes()
        self.digest = sha256(self.data).digest()
        self.starts, self.numbers = array("Q"), array("Q")
        self._find_lines()

    def _find_lines(self) -> None:
        start, number = len(_BYTE_ORDER_MARK) if self.data.startswith(_BYTE_ORDER_MARK) else 0, 0
        while start < len(self.data):
            number += 1
            end = self._end(start)
            if self.data[start:end].strip():
                self.starts.append(start)
                self.numbers.append(number)
            start = end + 1

    def _end(self, start: int) -> int:
        end = self.data.find(b"\n", start)
        return len(self.data) if end < 0 else end

    def line(self, index: int) -> Line:
        """Raises InvalidFact when it is not a JSON object."""
        start = self.starts[index]
        values = _decoded(self.data[start : self._end(start)])
        if values.get("id") is None:
            values["id"] = id_of_line(self.digest, self.numbers[index])
        if values.keys().isdisjoint(LOG_ADDS):
            return Line(values)
        added = {name: values.pop(name, None) for name in LOG_ADDS}
        return Line(values, added["recorded_at"], _text(added, "recorded_by"), _text(added, "caused_by"))


class Files:
    """Every line that is not blank, of all files, numbered from 0."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.files = [FactFile(path) for path in paths]
        self._read: dict[int, Line] = {}
        self._firsts = [0]
        for file in self.files:
            self._firsts.append(self._firsts[-1] + len(file.starts))

    def __len__(self) -> int:
        return self._firsts[-1]

    def line(self, index: int) -> Line:
        """Raises InvalidFact when it is not a JSON object."""
        line = self._read.get(index)
        if line is None:
            file, place = self._at(index)
            line = file.line(place)
            if len(self._read) < MOST_KEPT:
                self._read[index] = line
        return line

    def flaw(self, index: int, refused: Refused) -> Flaw:
        file, place = self._at(index)
        return Flaw(file.name, file.numbers[place], refused.field, refused.detail)

    def _at(self, index: int) -> tuple[FactFile, int]:
        number = bisect_right(self._firsts, index) - 1
        return self.files[number], index - self._firsts[number]


def id_of_line(digest: bytes, number: int) -> str:
    """A UUID of version 8: the same for the same line of the same file, however often it is imported."""
    found = sha256(b"%b %d" % (digest, number)).hexdigest()
    variant = "89ab"[int(found[16], 16) % 4]
    return f"{found[:8]}-{found[8:12]}-8{found[13:16]}-{variant}{found[17:20]}-{found[20:32]}"


def instant_of(recorded_at: Any) -> int:
    """A kept instant in microseconds. Raises InvalidFact."""
    try:
        at = datetime.fromisoformat(recorded_at)
        return (at - EPOCH) // timedelta(microseconds=1)
    except (TypeError, ValueError, OverflowError):
        raise InvalidFact("expected an instant such as 2026-03-01T09:30:00Z", field="recorded_at") from None


def _decoded(line: bytes) -> dict[str, Any]:
    try:
        values = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidFact(f"not JSON: {str(error) or 'too deeply nested'}") from None
    if not isinstance(values, dict):
        raise InvalidFact("expected a JSON object: one fact in each line")
    return values


def _text(added: dict[str, Any], name: str) -> str | None:
    value = added[name]
    if value is not None and not (isinstance(value, str) and len(value) <= 200):
        raise InvalidFact("expected a text of at most 200 characters", field=name)
    return value
