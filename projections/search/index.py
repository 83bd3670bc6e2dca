"""What a workspace knows, whenever it knew it, in the form that search asks it: names by words, places by numbers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.search.likeness import SOURCES
from domain.search.words import KINDS, Kind

from ..columns import Columns, Encoder, Indexes, Interner, Plain
from .grouped import Grouped
from .lexicon import Codes, Lexicon

# How something may be called, in the order in which one is told of.
SOURCE_NAMES = tuple(SOURCES)
IDENTIFIER = SOURCE_NAMES.index("identifier")
OPEN, CLOSED = 0, 1
LIVES = ("open", "closed")


class Timed:
    """What holds of subjects on a day, as known at a position: at most one row each."""

    def __init__(self, encoders: Mapping[str, Encoder]) -> None:
        self.columns = Columns(dict(encoders))
        self.by_home = Grouped(self.columns, "home")

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.columns[name]

    def known(self, position: int, numbers: NDArray[Any], grouped: Grouped | None = None) -> tuple[Indexes, Indexes]:
        """(index into the numbers, row) of what is known, on whatever days."""
        which, rows = (grouped or self.by_home).rows(numbers)
        known = known_rows(self.columns, rows, position)
        return which[known], rows[known]

    def on(self, days: NDArray[Any], position: int, numbers: NDArray[Any]) -> Indexes:
        """The row of each that holds on its day; before there is any, the first; -1 where nothing is known."""
        which, rows = self.known(position, numbers)
        start, stop = self["valid_from"][rows], self["valid_to"][rows]
        found = np.full(len(numbers), -1, np.intp)
        earliest = np.argsort(-start, kind="stable")
        found[which[earliest]] = rows[earliest]
        covering = (start <= days[which]) & (days[which] < stop)
        found[which[covering]] = rows[covering]
        return found

    def value(self, name: str, rows: Indexes) -> NDArray[np.int32]:
        """A column of these rows; -1 where there is none."""
        if not self.columns.size:
            return np.full(len(rows), -1, np.int32)
        return np.where(rows < 0, np.int32(-1), self[name][rows])


def known_rows(columns: Columns, rows: Indexes, position: int) -> NDArray[np.bool_]:
    """Which of these rows were known at a position."""
    at = np.uint32(min(position, 2**32 - 2))
    known: NDArray[np.bool_] = (columns["known_from"][rows] <= at) & (columns["known_to"][rows] > at)
    return known


class Called:
    """What subjects of one kind are called: names, other spellings, aliases; and by which codes they are known."""

    def __init__(self, kind: Kind, homes: Interner) -> None:
        self.lexicon, self.codes = Lexicon(kind), Codes()
        self.names = Columns({"home": homes, "text": self.lexicon, "source": Plain})
        self.identifiers = Columns({"home": homes, "text": self.codes, "source": Plain})
        self.spoken = Grouped(self.names, "text")
        self.written = Grouped(self.identifiers, "text")

    def forget(self, homes: set[str]) -> None:
        self.names.forget(homes)
        self.identifiers.forget(homes)

    def compact(self) -> None:
        """Nothing is left of what nobody is called any more."""
        for columns in (self.names, self.identifiers):
            columns.compact()
        self.lexicon.keep(np.unique(self.names["text"]))
        self.codes.keep(np.unique(self.identifiers["text"]))


class SearchIndex:
    """Everything search needs of one build, counting facts up to `position`."""

    def __init__(self, workspace: int, build: int, position: int) -> None:
        self.workspace, self.build, self.position = workspace, build, position
        self.merged, self.renewed = False, 0
        self.ids: dict[str, Interner] = {kind: Interner() for kind in KINDS}
        self.levels, self.functions, self.countries = Interner(), Interner(), Interner()
        self.called = {kind: Called(kind, self.ids[kind]) for kind in KINDS}
        life = Interner(LIVES)
        organization, unit, person = self.ids["organization"], self.ids["unit"], self.ids["person"]
        owned: dict[str, Encoder] = {"organization": organization, "unit": unit, "life": life}
        country: dict[str, Encoder] = {"country": self.countries}
        self.people = Timed({"home": person, "ours": Plain, **country})
        self.organizations = Timed({"home": organization, "life": life, "ourselves": Plain, **country})
        self.accounts = Timed({"home": organization, "life": life})
        self.units = Timed({"home": unit, "organization": organization, "parent": unit, "life": life})
        self.roles = Timed({"home": self.ids["role"], **owned, "level": self.levels, "function": self.functions})
        self.opportunities = Timed({"home": self.ids["opportunity"], **owned})
        self.tenures = Timed({"home": self.ids["role"], "person": person})
        self.coverage = Timed(
            {"home": Interner(), "person": person, "organization": organization, "unit": unit, "other": person}
        )

    @cached_property
    def by_person(self) -> Grouped:
        return Grouped(self.tenures.columns, "person")

    @cached_property
    def covering(self) -> dict[str, Grouped]:
        """Coverage by what is covered."""
        return {name: Grouped(self.coverage.columns, name) for name in ("organization", "unit", "other")}

    def compact(self) -> None:
        """Leave out rows that were read again since, and texts that stood only there."""
        for called in self.called.values():
            called.compact()
        for timed in (self.people, self.accounts, self.tenures, self.coverage, *self.timed.values()):
            timed.columns.compact()
        self.renewed = 0

    @property
    def size(self) -> int:
        """About how many rows there are."""
        return self.tenures.columns.size + self.people.columns.size + self.roles.columns.size

    @property
    def timed(self) -> dict[str, Timed]:
        """By kind, what says whether a subject exists."""
        return {"organization": self.organizations, "unit": self.units, "role": self.roles,
                "opportunity": self.opportunities}  # fmt: skip
