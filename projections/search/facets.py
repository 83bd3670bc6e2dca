"""What hits have in common, counted; each value is a filter as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.search.words import KINDS

from ..columns import Indexes, Interner
from .placing import CURRENT, Pairs, Places

STATUSES = ("current", "former", "later", "unplaced")
SIDES = ("ours", "theirs", "external")
HOLDINGS = ("held", "vacant")
COVERED = ("yes", "no")
FACETS = (
    "kind", "status", "side", "holding", "organization", "formerly_at", "level", "function", "country", "covered",
    "covered_by",
)  # fmt: skip
# Of these facets values are ids, of subjects of this kind.
NAMED = {"organization": "organization", "formerly_at": "organization", "covered_by": "person"}
Selected = Mapping[str, Iterable[str]]


@dataclass(frozen=True)
class Facet:
    """Which hits have which value; a hit may have several, and each counts once. `single`: none has several."""

    hits: Indexes
    values: NDArray[np.int32]
    words: Sequence[Any]
    single: bool = False

    def having(self, chosen: Iterable[str], count: int) -> NDArray[np.bool_]:
        """Which of so many hits have one of these values."""
        wanted = set(chosen)
        numbers = [number for number in np.unique(self.values).tolist() if self.words[number] in wanted]
        found = np.zeros(count, bool)
        found[self.hits[np.isin(self.values, numbers)]] = True
        return found

    def counted(self, among: NDArray[np.bool_]) -> list[tuple[str, int]]:
        """The values of these hits with how many have each, the most frequent first, equal ones by the word."""
        told = among[self.hits]
        hits, values = self.hits[told], self.values[told]
        if not self.single:
            values = np.unique(hits * len(self.words) + values) % len(self.words) if self.words else values
        counts = np.bincount(values, minlength=len(self.words))
        numbers = np.flatnonzero(counts)
        found = [(str(self.words[number]), int(counts[number])) for number in numbers.tolist()]
        return sorted(found, key=lambda one: (-one[1], one[0]))


class Facets:
    """The facets of hits at a moment, each made when it is asked for."""

    def __init__(self, places: Places) -> None:
        self.places, self.index = places, places.index
        self.count = len(places.hits)

    def __getitem__(self, name: str) -> Facet:
        found: Facet = getattr(self, name)
        return found

    def selected(self, chosen: Selected, beside: str | None = None) -> NDArray[np.bool_]:
        """Hits that have one of the values chosen of every facet; `beside`: whatever they have of this one."""
        every = np.ones(self.count, bool)
        for name, values in chosen.items():
            if name != beside:
                every &= self[name].having(values, self.count)
        return every

    def _one_each(self, values: NDArray[Any], words: Sequence[str]) -> Facet:
        return Facet(np.arange(self.count), values.astype(np.int32), words, single=True)

    def _several(self, pairs: Pairs, words: Interner) -> Facet:
        return Facet(pairs.hits, pairs.numbers, words.values)

    @cached_property
    def kind(self) -> Facet:
        return self._one_each(self.places.hits.kinds, KINDS)

    @cached_property
    def status(self) -> Facet:
        return self._one_each(self.places.status, STATUSES)

    @cached_property
    def side(self) -> Facet:
        """Colleagues and our own organization are ours; who and what belongs to an account is theirs."""
        theirs = np.where(self.places.at_account, SIDES.index("theirs"), SIDES.index("external"))
        return self._one_each(np.where(self.places.ours, SIDES.index("ours"), theirs), SIDES)

    @cached_property
    def holding(self) -> Facet:
        """Of the roles that there are that day."""
        posts = self.places.hits.of("role")
        posts = posts[self.places.status[posts] == CURRENT]
        return Facet(posts, self.places.vacant[posts].astype(np.int32), HOLDINGS)

    @cached_property
    def organization(self) -> Facet:
        return self._several(self.places.organizations, self.index.ids["organization"])

    @cached_property
    def formerly_at(self) -> Facet:
        return self._several(self.places.formerly, self.index.ids["organization"])

    @cached_property
    def level(self) -> Facet:
        return self._of_seats("level", self.index.levels)

    @cached_property
    def function(self) -> Facet:
        return self._of_seats("function", self.index.functions)

    def _of_seats(self, name: str, words: Interner) -> Facet:
        values = self.index.roles.value(name, self.places.seat_rows)
        told = values >= 0
        return Facet(self.places.seats.hits[told], values[told], words.values)

    @cached_property
    def country(self) -> Facet:
        """Somebody's own country, else those of the organizations."""
        found = self.places.countries
        return Facet(found.hits, found.numbers, self.index.countries.values)

    @cached_property
    def covered(self) -> Facet:
        """Of what may be covered."""
        covered = np.zeros(self.count, bool)
        covered[self.places.coverage.hits] = True
        return self._one_each(~covered, COVERED)

    @cached_property
    def covered_by(self) -> Facet:
        return self._several(self.places.coverage, self.index.ids["person"])
