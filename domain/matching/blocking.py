"""Which names are worth comparing: an inverted index over words and pairs of words (blocking).

A word that many bear is looked up together with another word or initial of the name, so that what is compared grows
with how many share both, not with the registry.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, KeysView, Mapping
from dataclasses import dataclass, field
from itertools import permutations
from math import log2
from operator import itemgetter
from typing import Generic, TypeVar

from .names import PersonName
from .tables import given_names
from .text import loose, remembered

Id = TypeVar("Id", bound=Hashable)

MANY = 200
MOST = 60
# Bits: who shares so much less of the name than another is not meant.
FAR = 12.0
# So many people nobody has told of are counted with those known, each with names of their own: few known people must
# not make every name look common, nor a name that nobody known bears impossible.
UNSEEN = 1_000
# At least so many bear a given name that the tables know.
COMMON = 1 / 300
# Of what spellings have in common: that of a word of four letters may be shorter.
_SHORTEST_TYPO = 3


@dataclass
class Slips:
    """Words by what is left of them without one letter: two that are one slip apart have something of it in common."""

    _known: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def learn(self, word: str) -> None:
        if len(word) >= _SHORTEST_TYPO:
            for slip in _without_one(word):
                self._known[slip].add(word)

    def near(self, word: str) -> set[str]:
        """Known words that may be this one mistyped, itself too."""
        if len(word) < _SHORTEST_TYPO:
            return set()
        return {known for slip in _without_one(word) for known in self._known.get(slip, ())}


@dataclass
class NameIndex(Generic[Id]):
    """Ids of people by the words of their names. What is put can be taken again."""

    people: int = 0
    _words: dict[str, list[Id]] = field(default_factory=lambda: defaultdict(list))
    _pairs: dict[tuple[str, str], list[Id]] = field(default_factory=lambda: defaultdict(list))
    _letters: Counter[str] = field(default_factory=Counter)
    _initialed: dict[str, set[Id]] = field(default_factory=lambda: defaultdict(set))
    _slips: Slips = field(default_factory=Slips)

    def put(self, id: Id, names: Iterable[PersonName]) -> None:
        words = _distinct(names)
        self.people += 1
        self._letters.update({word[0] for word in words})
        for word in words:
            if len(word) == 1:
                self._initialed[word].add(id)
        for key in {loose(word) for word in words}:
            if key not in self._words:
                self._slips.learn(key)
            self._words[key].append(id)
        for pair in _pairs(words):
            self._pairs[pair].append(id)

    def take(self, id: Id, names: Iterable[PersonName]) -> None:
        words = _distinct(names)
        self.people -= 1
        self._letters.subtract({word[0] for word in words})
        for word in words:
            if len(word) == 1:
                self._initialed[word].discard(id)
        for key in {loose(word) for word in words}:
            self._words[key].remove(id)
        for pair in _pairs(words):
            self._pairs[pair].remove(id)

    def share(self, word: str) -> float:
        """Of how many people this is a word of their name; smoothed."""
        counted = (len(self._words.get(loose(word), ())) + 1) / (self.people + UNSEEN)
        return max(counted, COMMON) if word in given_names() else counted

    def share_of_initial(self, letter: str) -> float:
        """With a twentieth of the unseen people's names at each letter."""
        return (self._letters[letter] + UNSEEN * 2 / 20) / (self.people + UNSEEN)

    def near(self, name: PersonName) -> list[Id]:
        """People with a name worth comparing, those that share more first; MOST of them."""
        found: dict[Id, float] = {}
        for word in name.words:
            shared = self._sharing(word, name)
            found = _summed(found, shared) if found else shared
        for word in name.words:
            worth = log2(1 / self.share_of_initial(word[0]))
            for id in self._sharing_initial(found.keys(), word, name):
                found[id] += worth
        least = max(found.values(), default=0.0) - FAR
        near = [one for one in found.items() if one[1] > least]
        return [id for id, _ in sorted(near, key=itemgetter(1), reverse=True)[:MOST]]

    def _sharing(self, word: str, name: PersonName) -> dict[Id, float]:
        """Who has a word of the name, or one that it may stand for, with what the most telling of them is worth."""
        keyed = [(self._worth(key, kept), self._bearers(key, name, word)) for key, kept in self._keys(word)]
        found: dict[Id, float] = {}
        for worth, bearers in keyed:
            found.update(dict.fromkeys(bearers, worth))
        if sum([len(bearers) for _, bearers in keyed]) > len(found):  # seldom does anybody have two of them
            for worth, bearers in sorted(keyed, key=itemgetter(0)):
                found.update(dict.fromkeys(bearers, worth))
        return found

    def _worth(self, key: str, kept: float) -> float:
        """Bits."""
        return kept * log2((self.people + UNSEEN) / (len(self._words[key]) + 1))

    def _sharing_initial(self, found: KeysView[Id], word: str, name: PersonName) -> set[Id]:
        """Who has only the initial of a word; or, of an initial, any word that begins so beside another of the name."""
        if len(word) > 1:
            return found & self._initialed.get(word[0], set())
        beside = (self._pairs.get((loose(other), word), ()) for other in name.words)
        return {id for some in beside for id in found & some}

    def _keys(self, word: str) -> Iterator[tuple[str, float]]:
        """Words it may stand for, each with how much of what sharing it is worth is kept."""
        if len(word) == 1:
            return
        if loose(word) in self._words:
            yield loose(word), 1.0
        forms = other_forms(word)
        yield from ((form, 0.7) for form in forms if form in self._words)
        near = self._slips.near(loose(word))
        yield from ((key, 0.5) for key in sorted(near.difference(forms, (loose(word),))))

    def _bearers(self, key: str, name: PersonName, word: str) -> Collection[Id]:
        """Who bears a word; where many do, only those with something else of the name."""
        bearers = self._words[key]
        if len(bearers) <= MANY:
            return bearers
        others = [other for other in name.words if other is not word]
        if not others:
            return bearers[:MANY]
        found: dict[Id, None] = {}
        for other in others:
            for form in self._partners(other):
                found.update(dict.fromkeys(self._pairs.get((key, form), ())[:MANY]))
        return found

    def _partners(self, other: str) -> Collection[str]:
        """By what a second word is looked up beside a common one.

        Whole or as an initial; an initial by any such word; one that nobody bears by those that it may be mistyped for.
        """
        if len(other) == 1:
            return (other,)
        whole = loose(other)
        return (whole, f"{other[0]}.") if whole in self._words else (*sorted(self._slips.near(whole)), f"{other[0]}.")


def _summed(one: Mapping[Id, float], other: Mapping[Id, float]) -> dict[Id, float]:
    return {**one, **other, **{id: one[id] + other[id] for id in one.keys() & other.keys()}}


@remembered(50_000)
def other_forms(given: str) -> tuple[str, ...]:
    """What else somebody of this given name may be called, as the index keeps it."""
    return tuple(sorted({loose(other) for other in given_names().get(given, ())} - {loose(given)}))


def _distinct(names: Iterable[PersonName]) -> set[str]:
    return {word for name in names for word in name.words}


def _pairs(words: set[str]) -> set[tuple[str, str]]:
    """Each whole word with every other: with its first letter, and whole or as an initial."""
    pairs = [(one, other) for one, other in permutations(words, 2) if len(one) > 1]
    whole = {(loose(one), loose(other) if len(other) > 1 else f"{other}.") for one, other in pairs}
    return whole | {(loose(one), other[0]) for one, other in pairs}


def _without_one(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
