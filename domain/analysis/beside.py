"""What analysis needs that is on no map: who of ours covers whom, and the workspace's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ..levels import NO_RANKS, Level, level_of
from ..vocabularies import Terms, Vocabulary, default_terms
from .picture import Picture, Role

Subject = tuple[str, str]


class Covering(NamedTuple):
    """A colleague of ours covers something (of a kind and an id) in a part; `fact` began it."""

    person: str
    part: str
    covered: Subject
    fact: str


@dataclass(frozen=True)
class Words:
    """The terms of the workspace's vocabularies that day, and the ranks that it gave to levels, by word."""

    terms: Mapping[Vocabulary, Terms] = field(default_factory=dict)
    ranks: Mapping[str, int] = field(default_factory=lambda: NO_RANKS)

    def of(self, vocabulary: Vocabulary) -> Terms:
        return self.terms.get(vocabulary) or default_terms(vocabulary)

    def weights(self, vocabulary: Vocabulary) -> dict[str, float]:
        """How much each term counts; those without a weight are left out."""
        return {term.word: term.weight for term in self.of(vocabulary) if term.weight is not None}

    def labels(self, vocabulary: Vocabulary) -> dict[str, str]:
        return {term.word: term.label for term in self.of(vocabulary)}

    def level(self, role: Role) -> Level:
        return level_of(role.level, role.title, self.ranks)


@dataclass(frozen=True)
class Beside:
    words: Words = field(default_factory=Words)
    coverage: tuple[Covering, ...] = ()

    @cached_property
    def covered(self) -> dict[Subject, list[Covering]]:
        """By whom each subject is covered by itself, those first who should act first."""
        found = defaultdict(list)
        for one in self.coverage:
            found[one.covered].append(one)
        return dict(found)

    def covering(self, picture: Picture, person: str) -> list[Covering]:
        """Who covers somebody: themselves, then the units of their roles and those above, then the account."""
        units = [unit.id for held in picture.held.get(person, ()) for unit in picture.units_around(held.role.unit)]
        around = [("person", person), *(("unit", id) for id in units), ("organization", picture.account.id)]
        return [one for subject in dict.fromkeys(around) for one in self.covered.get(subject, ())]
