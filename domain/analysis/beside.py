"""What analysis needs that is on no map: who of ours covers whom, what is said of people, the workspace's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from ..half_lives import HalfLives
from ..language import translated_labels
from ..levels import NO_RANKS, Level, level_of
from ..vocabularies import Terms, Vocabulary, default_terms
from .freshness import Stated
from .picture import Facts, Picture, Role

Subject = tuple[str, str]


class Covering(NamedTuple):
    """A colleague of ours covers something (of a kind and an id) in a part; `fact` began it."""

    person: str
    part: str
    covered: Subject
    fact: str


class Playing(NamedTuple):
    """A colleague plays a role in the team at an account, to a `degree` from 0 to 10 where told; `fact` began it."""

    person: str
    team_role: str
    degree: float | None
    fact: str


class Met(NamedTuple):
    """When one of ours last met somebody, as far as anybody told, and the fact that says so, where asked for."""

    day: str | None
    fact: str | None = None


class Described(Struct, frozen=True):
    """What is said of somebody beside their links: each a text, or nothing; and the facts that say it, by value."""

    said: Mapping[str, Any] = {}
    why: Facts = {}


class Addressed(NamedTuple):
    """Somebody is addressed through a colleague, `exclusive`ly so or not; `fact` set the rule."""

    through: str
    exclusive: bool
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

    def meaning(self, vocabulary: Vocabulary, word: str) -> str:
        """The word of the default vocabulary that a word of the workspace stands for; itself where for none."""
        return next((term.meaning for term in self.of(vocabulary) if term.word == word), word)

    @cached_property
    def led(self) -> frozenset[str]:
        """Kinds of directed links by which the other end follows the person."""
        return frozenset(term.word for term in self.of("link_kind") if term.follower == "other")

    def labels(self, vocabulary: Vocabulary) -> Mapping[str, str]:
        found = self._labels.get(vocabulary)
        if found is None:
            found = self._labels[vocabulary] = {term.word: term.label for term in self.of(vocabulary)}
        return translated_labels(found) if self.of(vocabulary) is default_terms(vocabulary) else found

    @cached_property
    def _labels(self) -> dict[Vocabulary, Mapping[str, str]]:
        return {}

    def score(self, vocabulary: Literal["attitude", "tone"], value: float) -> str:
        """In words, in small letters; as a number where the vocabulary has no word for it."""
        label = self.labels(vocabulary).get(f"{value:g}")
        return f"{value:+g}" if label is None else label.lower()

    def level(self, role: Role) -> Level:
        return level_of(role.level, role.title, self.ranks)


@dataclass(frozen=True)
class Beside:
    """`described` by person; `contact_rules` by what they are about; `met`: when one of ours last met somebody, by
    person; `stated`: when values were last stated, which fade by
    the `half_lives`; `team`: who plays which role in it, in the order of the vocabulary; `leads`: what whoever leads
    something there leads in all; `posts_left`: the role that each person who left the account while in a buying
    center held there last; `names` of colleagues, and of units and organizations that findings name, who may be on no
    map."""

    words: Words = field(default_factory=Words)
    coverage: tuple[Covering, ...] = ()
    described: Mapping[str, Described] = field(default_factory=dict)
    contact_rules: Mapping[Subject, Sequence[Addressed]] = field(default_factory=dict)
    met: Mapping[str, Met] = field(default_factory=dict)
    stated: tuple[Stated, ...] = ()
    half_lives: HalfLives = field(default_factory=HalfLives)
    team: tuple[Playing, ...] = ()
    leads: Mapping[str, Sequence[Subject]] = field(default_factory=dict)
    posts_left: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[Subject, str | None] = field(default_factory=dict)

    def call(self, kind: str, id: str) -> str:
        return self.names.get((kind, id)) or id

    def of(self, person: str) -> Described:
        return self.described.get(person, Described())

    @cached_property
    def covered(self) -> dict[Subject, list[Covering]]:
        """By whom each subject is covered by itself, those first who should act first."""
        found = defaultdict(list)
        for one in self.coverage:
            found[one.covered].append(one)
        return dict(found)

    def covering(self, picture: Picture, person: str) -> list[Covering]:
        """Who covers somebody, the closest first."""
        return [one for subject in _around(picture, person) for one in self.covered.get(subject, ())]

    def covering_unit(self, picture: Picture, unit: str) -> list[Covering]:
        """Who covers a unit, the closest first; those of the account last."""
        around = [("unit", one.id) for one in picture.units_around(unit)] + [("organization", picture.account.id)]
        return [one for subject in around for one in self.covered.get(subject, ())]

    def through(self, picture: Picture, person: str) -> list[Addressed]:
        """Through whom somebody is to be addressed, the closest rule first."""
        return [one for subject in _around(picture, person) for one in self.contact_rules.get(subject, ())]


def _around(picture: Picture, person: str) -> list[Subject]:
    """Somebody themselves, then the units of their roles and those above, then the organizations of these, and the
    account."""
    held = picture.held.get(person, ())
    units = [unit.id for one in held for unit in picture.units_around(one.role.unit)]
    owners = [one.role.organization for one in held if one.role.organization]
    around = [("person", person), *(("unit", id) for id in units), *(("organization", id) for id in owners)]
    return list(dict.fromkeys([*around, ("organization", picture.account.id)]))
