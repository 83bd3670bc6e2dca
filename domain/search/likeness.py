"""How well a name fits what is looked for, in thousandths: whole numbers, the same on every machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from ..matching.likeness import mistyped
from ..matching.tables import given_names
from ..matching.text import fold, loose
from .words import Kind, Words, identifier_word, telling_words, words_of

How = Literal["equal", "spelled", "nickname", "begins", "begins alike", "initial", "typo"]

WHOLE = 1000
SPELLED, NICKNAME, BEGINS_ALIKE, INITIAL, TYPO = 900, 700, 600, 500, 450
# The beginning of a word is worth this, and the more the longer it is.
BEGINS, BEGINS_MORE = 600, 300
# Of beginnings that are only spelled alike at least so many letters are typed, and so many are heard: shorter ones have
# little in common.
_TYPED, _HEARD = 4, 3
# What the name has besides what is looked for takes up to so much away.
BESIDES = 150
# Kept where the words are those of the name and what is written is not.
SAME_WORDS = 990
# Kept of a name of other days than the one asked for.
FORMER, LATER = 850, 800
# Kept where it is not the name itself that fits.
SOURCES = {"name": 1000, "identifier": 1000, "alias": 970, "spelling": 960, "merged": 950}


class Fit(NamedTuple):
    """A word that is looked for, the word of a name that fits it best, and how."""

    asked: str
    word: str
    how: How
    worth: int


def begins(asked: str, length: int) -> int:
    """What the beginning of a word of so many letters is worth."""
    return BEGINS + BEGINS_MORE * len(asked) // length


def tells_beginning(asked: str) -> bool:
    """Whether words that only begin as this one sounds have enough in common with it."""
    return len(asked) >= _TYPED and len(loose(asked)) >= _HEARD


def fit(asked: str, word: str, *, person: bool, typos: bool) -> tuple[int, How] | None:
    """How a word of a name fits one that is looked for, the best way first."""
    if asked == word:
        return WHOLE, "equal"
    if loose(asked) == loose(word) and len(asked) > 1 < len(word):
        return SPELLED, "spelled"
    if word.startswith(asked):
        return begins(asked, len(word)), "begins"
    if person and word in given_names().get(asked, ()):
        return NICKNAME, "nickname"
    if tells_beginning(asked) and loose(word).startswith(loose(asked)):
        return BEGINS_ALIKE, "begins alike"
    if person and len(word) == 1 and asked[0] == word:
        return INITIAL, "initial"
    return (TYPO, "typo") if typos and mistyped(asked, word) else None


@dataclass(frozen=True)
class Sought:
    """What is looked for, as names of one kind are: `typos` forgives slips of the hand."""

    kind: Kind
    text: str
    typos: bool = False

    @cached_property
    def words(self) -> Words:
        return telling_words(self.kind, self.text)

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    def fits(self, name: str) -> list[Fit] | None:
        """Each word with the best of the name's; None where one has none, or only initials fit."""
        known, found = words_of(self.kind, name), list[Fit]()
        for asked in self.words:
            best = self._best(asked, known)
            if best is None:
                return None
            found.append(best)
        return found if any(one.how != "initial" for one in found) else None

    def _best(self, asked: str, known: Iterable[str]) -> Fit | None:
        person = self.kind == "person"
        told = ((word, fit(asked, word, person=person, typos=self.typos)) for word in known)
        fits = [Fit(asked, word, one[1], one[0]) for word, one in told if one is not None]
        return max(fits, key=lambda one: one.worth, default=None)

    def likeness(self, name: str) -> int:
        """How well a name fits, 0 to 1000."""
        fits = self.fits(name)
        if not fits:
            return 0
        return likeness_of([one.worth for one in fits], *self.measured(name))

    def measured(self, name: str) -> tuple[int, bool]:
        """How many words of a name count, and whether it is written as what is looked for."""
        return len(telling_words(self.kind, name)), fold(name) == self.folded

    def identifies(self, identifier: str) -> int:
        """How well an identifier fits: it is the one that was typed, or begins so."""
        asked, known = identifier_word(self.text), plain_identifier(identifier)
        if asked is None or not known.startswith(asked):
            return 0
        return WHOLE if known == asked else begins(asked, len(known))


def plain_identifier(identifier: str) -> str:
    return fold(identifier).replace(" ", "")


def likeness_of(worths: Sequence[int], telling: int, alike: bool) -> int:
    """Of what each word looked for is worth, how many words of the name count, whether it is written the same."""
    share = 1000 * min(len(worths), telling) // max(telling, 1)
    whole = sum(worths) // len(worths) * (1000 - BESIDES + BESIDES * share // 1000) // 1000
    return whole if alike else whole * SAME_WORDS // 1000
