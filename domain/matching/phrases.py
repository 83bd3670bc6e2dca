"""Names of organizations and titles of roles: which of those known share words with one that was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from heapq import nlargest
from math import log2
from typing import Generic

from . import tables
from .blocking import Id, Slips
from .likeness import mistyped
from .tables import expansions, legal_forms
from .text import fold, loose, remembered

Words = tuple[str, ...]
SILENT = tables.words("silent")
# How much of a word's worth is kept where it is written differently.
SPELLED, MISTYPED, SHORTENED = 0.95, 0.85, 0.7
OTHER_FORM, ACRONYM = 0.97, 0.85
MOST = 20
MOST_COMPARED = 100_000
# What shares less of what the words tell is not compared.
LEAST_SHARED = 0.25
_SHORTEST = 4
_LONGEST_FORM = 5


@remembered(100_000)
def organization_words(name: str) -> Words:
    """Without its legal form at either end and without words that tell nothing, unless nothing else is left."""
    words = _parted(name)[0]
    return tuple(word for word in words if word not in SILENT) or words


@remembered(100_000)
def legal_form(name: str) -> str | None:
    return _parted(name)[1]


def _parted(name: str) -> tuple[Words, str | None]:
    """The words, and the legal form that stood before or after them."""
    words, form, forms = tuple(fold(name.replace("&", " and ")).split()), None, legal_forms()
    while (at := _form_at_end(words)) is not None:
        form, words = form or forms[words[at:]], words[:at]
    if form is None and len(words) > 1 and words[:1] in forms:
        form, words = forms[words[:1]], words[1:]
    return words, form


def _form_at_end(words: Words) -> int | None:
    for length in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
        if words[-length:] in legal_forms() and not SILENT.issuperset(words[:-length]):
            return len(words) - length
    return None


@remembered(100_000)
def title_words(title: str) -> Words:
    """With short forms written out."""
    words, found = fold(title.replace("&", " and ")).split(), list[str]()
    while words:
        length = next((size for size in (4, 3, 2, 1) if tuple(words[:size]) in expansions("title_words")), 0)
        found += expansions("title_words")[tuple(words[:length])] if length else words[:1]
        words = words[length or 1 :]
    return tuple(word for word in found if word not in SILENT) or tuple(found)


@dataclass
class PhraseIndex(Generic[Id]):
    """Ids of things by the words of what they are called: an inverted index."""

    _holders: dict[str, dict[Id, None]] = field(default_factory=lambda: defaultdict(dict))
    _called: dict[Id, tuple[Words, ...]] = field(default_factory=dict)
    _within: dict[tuple[str, str], dict[Id, None]] = field(default_factory=lambda: defaultdict(dict))
    _exact: dict[Words, dict[Id, None]] = field(default_factory=lambda: defaultdict(dict))
    _worth: dict[str, float] = field(default_factory=dict)
    _compared: dict[tuple[Words, Words], float] = field(default_factory=dict)
    _slips: Slips = field(default_factory=Slips)

    def put(self, id: Id, called: Iterable[Words], within: str | None = None) -> None:
        """`within`: the one place where it may be looked for."""
        self._called[id] = tuple(called)
        self._forget()
        for words in self._called[id]:
            self._exact[words][id] = None
        for key in self._keys(id):
            if key not in self._holders:
                self._slips.learn(key)
            self._holders[key][id] = None
            if within is not None:
                self._within[within, key][id] = None

    def take(self, id: Id, within: str | None = None) -> None:
        self._forget()
        for key in self._keys(id):
            self._holders[key].pop(id, None)
            if within is not None:
                self._within[within, key].pop(id, None)
        for words in self._called[id]:
            self._exact[words].pop(id, None)
        del self._called[id]

    def like(self, asked: Words, within: str | None = None) -> dict[Id, float]:
        """How alike what they are called is, 0 to 1: the share of what their words tell that both have."""
        near = self._near(asked) if within is None else self._sharing_any(asked, within)
        found = {id: max([self._alike(asked, called) for called in self._called[id]]) for id in near}
        return {id: likeness for id, likeness in found.items() if likeness > 0}

    def exactly(self, asked: Words) -> Set[Id]:
        """What is called by these very words."""
        return self._exact.get(asked, {}).keys()

    def _sharing_any(self, asked: Words, within: str) -> Iterable[Id]:
        return dict.fromkeys(id for key, _ in self._wanted(asked) for id in self._within.get((within, key), ()))

    def _forget(self) -> None:
        """What words are worth depends on everything that is called by them."""
        self._worth.clear()
        self._compared.clear()

    def _keys(self, id: Id) -> set[str]:
        called = self._called[id]
        return {loose(word) for words in called for word in words} | {f"+{acronym(words)}" for words in called}

    def _near(self, asked: Words) -> list[Id]:
        """Those that share the most telling words; one word alone may be the first letters of a name."""
        found: dict[Id, float] = defaultdict(float)
        for key, worth in sorted(self._wanted(asked), key=lambda wanted: -wanted[1]):
            holders = self._holders.get(key, {})
            crowded = len(found) >= MOST and len(holders) > MOST
            for id in found.keys() & holders.keys() if crowded else list(holders):
                found[id] += worth
        whole = sum(map(self._telling, asked))
        best = nlargest(MOST, found, key=found.__getitem__)
        return [id for id in best if found[id] >= LEAST_SHARED * whole]

    def _wanted(self, asked: Words) -> Iterator[tuple[str, float]]:
        """Keys to look up, with what sharing them is worth; a word nobody has may be mistyped."""
        for word in dict.fromkeys(asked):
            keys = {loose(word)} if self._holders.get(loose(word)) else self._slips.near(loose(word))
            yield from ((key, self._telling(word)) for key in sorted(keys))
        if len(asked) == 1:
            yield f"+{asked[0]}", self._telling(asked[0])

    def _telling(self, word: str) -> float:
        """Bits: how seldom things are called so."""
        if word not in self._worth:
            holders = len(self._holders.get(loose(word), ()))
            self._worth[word] = log2(1 + (len(self._called) + 1) / (holders + 1))
        return self._worth[word]

    def _alike(self, asked: Words, known: Words) -> float:
        """Many things are called the same: each pair is compared once."""
        found = self._compared.get((asked, known))
        if found is None:
            if len(self._compared) > MOST_COMPARED:
                self._compared.clear()
            found = self._compared[asked, known] = self._likeness(asked, known)
        return found

    def _likeness(self, asked: Words, known: Words) -> float:
        if asked == known:
            return 1.0
        if len(asked) == 1 and len(known) > 1 and asked[0] == acronym(known):
            return ACRONYM
        telling, left, shared = self._telling, list(known), 0.0
        for word in asked:
            kept, other = max(((_same(word, other), other) for other in left), default=(0.0, ""))
            if kept:
                left.remove(other)
                shared += kept * (telling(word) + telling(other))
        return shared / (sum(map(telling, asked)) + sum(map(telling, known)))


def acronym(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words) if len(words) > 1 else ""


@remembered(200_000)
def _same(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if loose(one) == loose(other):
        return SPELLED
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _SHORTEST and longer.startswith(shorter):
        return SHORTENED
    return MISTYPED if mistyped(one, other) else 0.0
