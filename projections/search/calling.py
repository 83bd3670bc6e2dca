"""By which of its names a hit was found: the one that fits best, when it held, and the fact that says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from domain.search.likeness import FORMER, LATER, SOURCES, WHOLE, Sought
from domain.search.words import Kind

from ..aliases import TABLES as ALIASES
from ..fragments import decode
from ..names import Names
from ..snapshots import Snapshot
from .finding import Besides

Json = dict[str, Any]
Subject = tuple[Kind, str]
_CODES = ("emails", "phones")
_ORDER = {source: place for place, source in enumerate(SOURCES)}
_TITLED = {"role": "title"}
_STATES = {WHOLE: "current", FORMER: "former", LATER: "later"}


class Name(NamedTuple):
    """A name of a subject: what kind of name, on which days, and the position of the fact that states it."""

    text: str
    source: str
    start: date
    stop: date
    place: int | None

    def when(self, day: date) -> int:
        """What is kept of its worth on a day."""
        return FORMER if self.stop <= day else LATER if self.start > day else WHOLE

    def worth(self, sought: Sought, day: date) -> int:
        like = sought.identifies(self.text) if self.source == "identifier" else sought.likeness(self.text)
        return like * SOURCES[self.source] // 1000 * self.when(day) // 1000


class Calling:
    """Every name of these subjects, known at a moment, on whatever days."""

    def __init__(self, at: Snapshot, names: Names, subjects: Sequence[Subject], besides: Besides) -> None:
        self.at, self.names, self.besides = at, names, besides
        self._aliases = {kind: self._read(kind, [id for one, id in subjects if one == kind]) for kind in ALIASES}

    def _read(self, kind: str, ids: Iterable[str]) -> Sequence[Any]:
        table = ALIASES[kind]
        return self.at.known_rows(table.c.home, ids)

    def best(self, kind: Kind, id: str, sought: Sought) -> tuple[Name, int]:
        """The name that fits best with what it is worth; of equal ones a name comes before an alias."""
        day = self.at.day
        told = [(one, one.worth(sought, day)) for one in self.of(kind, id)]
        return min(told, key=lambda one: (-one[1], _ORDER[one[0].source], one[0].text, one[0].start))

    def of(self, kind: Kind, id: str) -> Iterator[Name]:
        for row in self.names.rows(kind, id):
            if row.valid_from < row.valid_to:
                yield from _stated(kind, row)
        for row in self._aliases.get(kind, ()):
            if row.home == id:
                yield Name(row.alias, "alias", row.valid_from, row.valid_to, row.place)
        for text in self.besides.get(kind, {}).get(id, ()):
            yield Name(text, "merged", date.min, date.max, None)


def _stated(kind: Kind, row: Any) -> Iterator[Name]:
    days, why = (row.valid_from, row.valid_to), decode(row.why or "{}")
    title = _TITLED.get(kind, "name")
    if text := getattr(row, title):
        yield Name(text, "name", *days, why.get(title))
    details = _details(row) if kind in ("person", "organization") else {}
    yield from (Name(text, "spelling", *days, why.get("names")) for text in details.get("names") or ())
    for name, codes in _codes(details):
        yield from (Name(code, "identifier", *days, why.get(name)) for code in codes if isinstance(code, str))


def _codes(details: Mapping[str, Any]) -> Iterator[tuple[str, Iterable[Any]]]:
    yield "identifiers", (details.get("identifiers") or {}).values()
    yield from ((name, details.get(name) or ()) for name in _CODES)


def _details(row: Any) -> Mapping[str, Any]:
    found: Mapping[str, Any] = decode(row.details) if row.details else {}
    return found


def matched(name: Name, sought: Sought, day: date) -> Json:
    """What says why it was found."""
    fits = [] if name.source == "identifier" else sought.fits(name.text) or []
    state = _STATES[name.when(day)]
    since = {} if name.start == date.min else {"from": name.start.isoformat()}
    until = {} if name.stop == date.max else {"to": name.stop.isoformat()}
    words = [{"asked": one.asked, "word": one.word, "how": one.how} for one in fits]
    return {"name": name.text, "as": name.source, "status": state, **since, **until, "words": words}
