"""Texts of one kind by their words: an inverted index that gives each text's likeness to what is looked for.

It gives what `domain.search.likeness` gives, text by text, without looking at each. Texts are kept once, however many
things are called so; what came last is looked at one by one until it is worth ordering anew.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from domain.matching.likeness import mistyped
from domain.matching.tables import given_names
from domain.matching.text import fold, loose
from domain.search.likeness import (
    BEGINS,
    BEGINS_ALIKE,
    BEGINS_MORE,
    BESIDES,
    INITIAL,
    NICKNAME,
    SAME_WORDS,
    SPELLED,
    TYPO,
    WHOLE,
    Sought,
    begins,
    plain_identifier,
    tells_beginning,
)
from domain.search.words import Kind, identifier_word, telling_words, words_of

from ..columns import Indexes, Interner
from .grouped import spread

Worths = NDArray[np.int32]
Scored = tuple[Indexes, Worths]
_LAST_LETTER = "\U0010ffff"
# So many texts may wait to be ordered.
LEAST_WAITING, WAITING_PART = 128, 512
_MOST_SLIPS = 2


class Lexicon:
    """Numbers of texts; what is learned stays until only some are kept."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.texts = Interner()
        self._words: dict[str, int] = {}
        self._of_text, self._of_word = array("i"), array("i")
        self._telling, self._hashes = array("i"), array("q")
        self._index = self._ordered()

    def many(self, texts: Sequence[str | None]) -> list[int]:
        """Numbers of texts, the new ones learned: what columns ask of an encoder."""
        known = len(self.texts)
        numbers = self.texts.many(texts)
        for number in range(known, len(self.texts)):
            self._learn(number, self.texts.values[number])
        return numbers

    def _learn(self, number: int, text: str) -> None:
        for word in words_of(self.kind, text):
            self._of_text.append(number)
            self._of_word.append(self._words.setdefault(word, len(self._words)))
        self._telling.append(len(telling_words(self.kind, text)))
        self._hashes.append(hash(fold(text)))

    def like(self, sought: Sought) -> Scored:
        """The texts that fit, with their likeness."""
        if not sought.words:
            return np.empty(0, np.intp), np.empty(0, np.int32)
        ready = self._index.texts
        if len(self.texts) - ready > max(LEAST_WAITING, ready // WAITING_PART):
            self.settle()
        numbers, worths = self._index.like(sought)
        waiting = range(self._index.texts, len(self.texts))
        newer = [(number, sought.likeness(self.texts.values[number])) for number in waiting]
        fitting = np.array([one for one in newer if one[1]], np.int32).reshape(-1, 2)
        return np.concatenate([numbers, fitting[:, 0]]), np.concatenate([worths, fitting[:, 1]])

    def settle(self) -> None:
        """Order everything anew: nothing waits then."""
        self._index = self._ordered()

    def keep(self, used: Indexes) -> None:
        """Only these texts, under their numbers, with their words: of others nothing is left in memory."""
        gone = blanked(self.texts, used)
        self._telling, self._hashes = (_without(some, gone) for some in (self._telling, self._hashes))
        texts, words = np.array(self._of_text, np.int32), np.array(self._of_word, np.int32)
        staying = ~gone[texts]
        known, numbers = np.unique(words[staying], return_inverse=True)
        learned = list(self._words)
        self._words = {learned[word]: number for number, word in enumerate(known.tolist())}
        self._of_text, self._of_word = array("i", texts[staying].tolist()), array("i", numbers.tolist())
        self.settle()

    def _ordered(self) -> _Index:
        words = sorted(self._words)
        ranks = np.empty(len(words), np.int32)
        ranks[[self._words[word] for word in words]] = np.arange(len(words))
        places = ranks[np.frombuffer(self._of_word, np.int32)] if words else np.empty(0, np.int32)
        order = np.argsort(places, kind="stable")
        starts = np.searchsorted(places[order], np.arange(len(words) + 1))
        postings = np.array(self._of_text, np.int32)[order]
        sounds = sorted((loose(word), place) for place, word in enumerate(words))
        return _Index(len(self.texts), words, starts, postings, sounds, np.array(self._telling), np.array(self._hashes))


@dataclass(frozen=True)
class _Index:
    """Words in order, each with the texts it is in; what words sound like, in order, with their places."""

    texts: int
    words: list[str]
    starts: Indexes
    postings: NDArray[np.int32]
    sounds: list[tuple[str, int]]
    telling: NDArray[np.int32]
    hashes: NDArray[np.int64]

    def like(self, sought: Sought) -> Scored:
        total, fitting, sure = np.zeros(self.texts, np.int32), np.ones(self.texts, bool), np.zeros(self.texts, bool)
        for asked in sought.words:
            best = self._best(self._worths(asked, sought))
            total += best
            fitting &= best > 0
            sure |= (best > 0) & (best != INITIAL)
        found = np.flatnonzero(fitting & sure)
        return found, self._likeness(found, total[found], sought)

    def _likeness(self, found: Indexes, total: Worths, sought: Sought) -> Worths:
        telling, count = self.telling[found], len(sought.words)
        share = 1000 * np.minimum(count, telling) // np.maximum(telling, 1)
        whole: Worths = total // count * (1000 - BESIDES + BESIDES * share // 1000) // 1000
        alike = self.hashes[found] == hash(sought.folded)
        return np.where(alike, whole, whole * SAME_WORDS // 1000)

    def _best(self, worths: Worths) -> Worths:
        """Of each text what its best word is worth: what is written last counts."""
        places = np.flatnonzero(worths)
        places = places[np.argsort(worths[places], kind="stable")]
        which, at = spread(self.starts[places], self.starts[places + 1] - self.starts[places])
        best = np.zeros(self.texts, np.int32)
        best[self.postings[at]] = worths[places[which]]
        return best

    def _worths(self, asked: str, sought: Sought) -> Worths:
        """What each word is worth: the surest ways come last and count."""
        worths = np.zeros(len(self.words), np.int32)
        for places, worth in self._unsure(asked, sought):
            worths[places] = worth
        start, stop = self._beginning(asked)
        lengths = np.array([len(word) for word in self.words[start:stop]], np.int32)
        worths[start:stop] = BEGINS + BEGINS_MORE * len(asked) // np.maximum(lengths, 1)
        if len(asked) > 1:
            worths[[place for place in self._sounding(loose(asked)) if len(self.words[place]) > 1]] = SPELLED
        worths[self._places([asked])] = WHOLE
        return worths

    def _unsure(self, asked: str, sought: Sought) -> Iterable[tuple[list[int], int]]:
        if sought.typos:
            yield self._mistyped(asked), TYPO
        if sought.kind == "person":
            yield self._places([asked[0]]), INITIAL
        if tells_beginning(asked):
            yield self._sounding(loose(asked), _LAST_LETTER), BEGINS_ALIKE
        if sought.kind == "person":
            yield self._places(given_names().get(asked, ())), NICKNAME

    def _beginning(self, asked: str) -> tuple[int, int]:
        return bisect_left(self.words, asked), bisect_left(self.words, asked + _LAST_LETTER)

    def _sounding(self, sound: str, more: str = "") -> list[int]:
        """Places of words that sound so, or begin so."""
        start = bisect_left(self.sounds, (sound, -1))
        stop = bisect_left(self.sounds, (sound + more, len(self.words)))
        return [place for _, place in self.sounds[start:stop]]

    def _places(self, words: Iterable[str]) -> list[int]:
        found = ((word, bisect_left(self.words, word)) for word in words)
        return [place for word, place in found if place < len(self.words) and self.words[place] == word]

    def _mistyped(self, asked: str) -> list[int]:
        """The distance of every word is told in one call; few are near enough to be looked at."""
        if not self.words:
            return []
        far = cdist([asked], self.words, scorer=OSA.distance, score_cutoff=_MOST_SLIPS, dtype=np.uint8)[0]
        near = np.flatnonzero(far <= _MOST_SLIPS).tolist()
        return [place for place in near if mistyped(asked, self.words[place])]


def blanked(texts: Interner, used: Indexes) -> NDArray[np.bool_]:
    """Take out all texts but these, whose numbers stay theirs; which numbers stand for none now."""
    gone = np.ones(len(texts), bool)
    gone[used] = False
    for number in np.flatnonzero(gone).tolist():
        text, texts.values[number] = texts.values[number], ""
        if texts.numbers.get(text) == number:
            del texts.numbers[text]
    return gone


def _without(numbers: array[int], gone: NDArray[np.bool_]) -> array[int]:
    return array(numbers.typecode, np.where(gone, 0, np.array(numbers)).tolist())


class Codes:
    """Identifiers, numbers and addresses as one word each: found whole or by their beginning."""

    def __init__(self) -> None:
        self.texts = Interner()
        self._ordered: list[tuple[str, int]] = []

    def many(self, texts: Sequence[str | None]) -> list[int]:
        known = len(self.texts)
        numbers = self.texts.many([None if text is None else plain_identifier(text) for text in texts])
        fresh = [(self.texts.values[number], number) for number in range(known, len(self.texts))]
        if len(fresh) > LEAST_WAITING:
            self._ordered = sorted([*self._ordered, *fresh])
        else:
            for one in fresh:
                insort(self._ordered, one)
        return numbers

    def keep(self, used: Indexes) -> None:
        """Only these; of others nothing is left in memory."""
        gone = blanked(self.texts, used)
        self._ordered = [one for one in self._ordered if not gone[one[1]]]

    def like(self, sought: Sought) -> Scored:
        asked = identifier_word(sought.text)
        if asked is None:
            return np.empty(0, np.intp), np.empty(0, np.int32)
        start, stop = bisect_left(self._ordered, (asked, -1)), bisect_left(self._ordered, (asked + _LAST_LETTER, -1))
        found = self._ordered[start:stop]
        worths = [WHOLE if code == asked else begins(asked, len(code)) for code, _ in found]
        return np.array([number for _, number in found], np.intp), np.array(worths, np.int32)
