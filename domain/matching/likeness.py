"""How much two names of people say that they are one's: in bits, with the reasons.

A bit doubles the odds. Agreement on a word is worth log2(m / u): m is how often one person's two names agree so, u how
often two people's would (Fellegi and Sunter, "A theory for record linkage", 1969; u by frequency: Winkler 1989).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import log2
from typing import NamedTuple, TypeVar

from rapidfuzz.distance import OSA, JaroWinkler

from .names import PersonName
from .reasons import OfName
from .tables import given_names
from .text import loose, remembered

# How often one person's two names agree so, of the times they are written at all.
EQUAL, SPELLED, NICKNAMED, SHORTENED, MISTYPED, INITIALED = 0.9, 0.3, 0.1, 0.05, 0.02, 0.95
_LEVELS = ("equal", "spelled", "nickname", "short", "typo", "initial")
_M = dict(zip(_LEVELS, (EQUAL, SPELLED, NICKNAMED, SHORTENED, MISTYPED, INITIALED), strict=True))
_RANKS = {level: rank for rank, level in enumerate(_LEVELS)}
_SAID = {
    "equal": "{other}", "spelled": OfName.SPELLED, "nickname": OfName.NICKNAME, "short": OfName.SHORT,
    "typo": OfName.TYPO, "initial": OfName.INITIAL,
}  # fmt: skip

# Bits for what does not fit, by how seldom it happens in one person's two names: another given name in 1 of 32.
OTHER_GIVEN, OTHER_FAMILY, OTHER_TERRITORY, OTHER_SEX, OTHER_GENERATION = -5.0, -6.0, -7.0, -6.0, -7.0
ENNOBLED, LEFT_OUT, SAME_TERRITORY = -1.5, -0.7, 7.0
_OTHER_GIVEN = OTHER_GIVEN, OfName.OTHER_GIVEN
_OTHER_FAMILY = OTHER_FAMILY, OfName.OTHER_FAMILY
# Of a word that may stand for a longer one.
_SHORTEST = 3
_MOVED = (-3.0, OfName.MOVED, "", "")


Id = TypeVar("Id")
Pair = tuple[int, int, int, float, str, str]
"""Two words that agree: the rank of how they do (the surest first), their places in both names, bits, the words."""
Misfit = tuple[float, str, str, str]
"""Bits for what words do not tell, said in a form for what stands on either side."""


class Likeness(NamedTuple):
    """Bits for two names being one's."""

    bits: float
    pairs: Sequence[Pair] = ()
    misfits: Sequence[Misfit] = ()

    @property
    def whole(self) -> bool:
        """They agree in everything, and that is more than one word."""
        if any(bits < 0 for bits, *_ in self.misfits):
            return False
        return sum(len(one) > 1 for *_, one, _ in self.pairs) + sum(bits > 0 for bits, *_ in self.misfits) > 1

    @property
    def reasons(self) -> tuple[str, ...]:
        agreed = (_SAID[_LEVELS[rank]].format(word=one, other=other) for rank, _, _, _, one, other in self.pairs)
        return (*agreed, *(form.format(word=mine, other=theirs) for _, form, mine, theirs in self.misfits if form))


class Shares:
    """How common words and initials are, of how many in all people; each asked for once."""

    def __init__(self, word: Callable[[str], float], initial: Callable[[str], float]) -> None:
        self.word, self.initial = _Asked(word), _Asked(initial)


class _Asked(dict[str, float]):
    """Answers of a rule: for the few of one announcement making a `functools.cache` takes longer than the rule."""

    def __init__(self, rule: Callable[[str], float]) -> None:
        super().__init__()
        self.rule = rule

    def __missing__(self, asked: str) -> float:
        found = self[asked] = self.rule(asked)
        return found


class Likening:
    """A name held against many: each word that they have is looked at once, and names that agree in the same words."""

    def __init__(self, asked: PersonName, shares: Shares) -> None:
        self.asked = asked
        self._agreeing = _Agreeing(asked, shares)
        self._telling = _Telling(self._agreeing)
        self._worth: dict[tuple[int, tuple[str, ...]], float] = {}

    def bits(self, called: Mapping[Id, Sequence[PersonName]]) -> dict[Id, float]:
        """Of what somebody is called those of the likest, without the reasons."""
        if not self.asked.words:
            return dict.fromkeys(called, 0.0)
        one = self._bits
        return {
            id: one(names[0]) if len(names) == 1 else max(map(one, names), default=0.0) for id, names in called.items()
        }

    def likest(self, names: Sequence[PersonName]) -> Likeness:
        """Of what somebody is called that which is most like the name."""
        if not (names and self.asked.words):
            return Likeness(0.0)
        return self.to(names[0]) if len(names) == 1 else max(map(self.to, names), key=lambda one: (one.bits, one.whole))

    def _bits(self, known: PersonName) -> float:
        """Which words do not agree counts for nothing, only how many and where."""
        if not known.plain or known.joined == self.asked.joined:
            return self.to(known).bits
        telling, words = self._telling, known.words
        agreeing = (telling[words[0]], telling[words[1]]) if len(words) == 2 else tuple([telling[one] for one in words])
        shape = len(known.given), agreeing
        found = self._worth.get(shape)
        if found is None:
            found = self._worth[shape] = self.to(known).bits
        return found

    def to(self, known: PersonName) -> Likeness:
        asked, left, over = self.asked, list(self.asked.words), list(known.words)
        pairs = self._paired(left, over, asked.joined == known.joined)
        misfits = _words_apart(asked, known, left, over) if any(left) or any(over) else []
        if asked.titled or known.titled:
            misfits += _titles_apart(asked, known)
        if len(asked.words) > 1 and len(known.words) > 1:
            misfits += [_MOVED for pair in pairs if (pair[4] in asked.family) != (pair[5] in known.family)]
        bits = sum([pair[3] for pair in pairs])
        return Likeness(bits + sum([misfit[0] for misfit in misfits]) if misfits else bits, pairs, misfits)

    def _paired(self, left: list[str], over: list[str], joined: bool) -> list[Pair]:
        """The surest pairs first. What has its pair is blank afterwards; all has, where words are only parted."""
        agreeing, pairs = self._agreeing, list[Pair]()
        met = [
            (rank, place, at, bits, one, other)
            for at, other in enumerate(over)
            for rank, place, bits, one in agreeing[other]
        ]
        for pair in sorted(met) if len(met) > 1 else met:
            rank, place, at, *_ = pair
            if left[place] and over[at] and not (joined and rank):
                left[place] = over[at] = ""
                pairs.append(pair)
        if joined and any(left) and any(over):
            pairs += self._parted(left, over)
        return pairs

    def _parted(self, left: list[str], over: list[str]) -> list[Pair]:
        """Words that only blanks or hyphens part otherwise."""
        at = max(at for at, other in enumerate(over) if other)
        worth = partial(_worth, level="equal", shares=self._agreeing.shares)
        pairs = [(0, place, at, worth(one, one), one, over[at]) for place, one in enumerate(left) if one]
        left[:] = over[:] = [""]
        return pairs


class _Agreeing(dict[str, list[tuple[int, int, float, str]]]):
    """By word, with which words of a name it agrees: the rank of how, the place, bits, the word there."""

    def __init__(self, asked: PersonName, shares: Shares) -> None:
        super().__init__()
        self.words, self.shares = [(one, _word(one).agreement) for one in asked.words], shares

    def __missing__(self, other: str) -> list[tuple[int, int, float, str]]:
        found = self[other] = [
            (_RANKS[way], place, _worth(one, other, way, self.shares), one)
            for place, (one, agreement) in enumerate(self.words)
            if (way := agreement(other))
        ]
        return found


class _Telling(dict[str, str]):
    """By word, the same where it agrees with a word of a name; blank where it does not."""

    def __init__(self, agreeing: _Agreeing) -> None:
        super().__init__()
        self.agreeing = agreeing

    def __missing__(self, other: str) -> str:
        found = self[other] = other if self.agreeing[other] else ""
        return found


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, with what is asked of it each time that it is held against another."""

    word: str
    loose: str
    forms: Collection[str]

    def agreement(self, other: str) -> str | None:
        """How two words may be the same name, if they may."""
        one = self.word
        if one == other:
            return "equal"
        shorter = min(len(one), len(other))
        if shorter == 1:
            return "initial" if one[0] == other[0] else None
        if self.loose == loose(other):
            return "spelled"
        if other in self.forms:
            return "nickname"
        if shorter >= _SHORTEST and (one.startswith(other) or other.startswith(one)):
            return "short"
        return "typo" if mistyped(one, other) else None


@remembered(100_000)
def _word(one: str) -> _Word:
    return _Word(one, loose(one), given_names().get(one, ()))


def agreement(one: str, other: str) -> str | None:
    """How two words may be the same name, if they may."""
    return _word(one).agreement(other)


def mistyped(one: str, other: str) -> bool:
    """One slip in four letters or more, two in seven or more; the beginning mostly stays."""
    longest = max(len(one), len(other))
    slips = 1 if longest < 7 else 2
    if longest < 4 or abs(len(one) - len(other)) > slips or OSA.distance(one, other, score_cutoff=slips) > slips:
        return False
    return longest < 6 or JaroWinkler.similarity(one, other) >= 0.85


def _worth(one: str, other: str, level: str, shares: Shares) -> float:
    if level == "initial":
        return log2(INITIALED / shares.initial[one[0]])
    if level == "typo":
        return log2(MISTYPED / (shares.word[one] + shares.word[other]))
    return log2(_M[level] / shares.word[one])


def _words_apart(asked: PersonName, known: PersonName, left: list[str], over: list[str]) -> list[Misfit]:
    found: list[Misfit] = []
    for other, mine, theirs in ((_OTHER_GIVEN, asked.given, known.given), (_OTHER_FAMILY, asked.family, known.family)):
        here = [one for one in left if one in mine]
        there = [one for one in over if one in theirs]
        if here and there:
            found.append((*other, " ".join(here), " ".join(there)))
        elif rest := here or there:
            found.append((LEFT_OUT * len(rest), OfName.LEFT_OUT, " ".join(rest), ""))
    return found


def _titles_apart(asked: PersonName, known: PersonName) -> Iterable[Misfit]:
    if (asked.peer is None) != (known.peer is None):
        yield ENNOBLED, OfName.ONE_TITLE, asked.peer or known.peer or "", ""
    if asked.territory and known.territory:
        mine, theirs = "".join(asked.territory), "".join(known.territory)
        same = mine == theirs or mistyped(mine, theirs)
        apart = OTHER_TERRITORY, OfName.OTHER_PLACE
        yield *((SAME_TERRITORY, OfName.SAME_PLACE) if same else apart), mine, theirs
    if asked.sex and known.sex and asked.sex != known.sex:
        yield OTHER_SEX, OfName.OTHER_SEX, "", ""
    if asked.generation and known.generation and asked.generation != known.generation:
        yield OTHER_GENERATION, OfName.OTHER_WORD, asked.generation, known.generation
    elif asked.generation or known.generation:
        same = asked.generation == known.generation
        yield *((0.0, "") if same else (LEFT_OUT, OfName.ONE_GENERATION)), "", ""
