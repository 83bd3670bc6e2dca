"""How much two names of people say that they are one's: in bits, with the reasons.

A bit doubles the odds. Agreement on a word is worth log2(m / u): m is how often one person's two names agree so, u how
often two people's would (Fellegi and Sunter, "A theory for record linkage", 1969; u by frequency: Winkler 1989).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from math import log2
from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from .names import PersonName
from .tables import given_names
from .text import loose

# How often one person's two names agree so, of the times they are written at all.
EQUAL, SPELLED, NICKNAMED, SHORTENED, MISTYPED, INITIALED = 0.9, 0.3, 0.1, 0.05, 0.02, 0.95
_LEVELS = ("equal", "spelled", "nickname", "short", "typo", "initial")
_M = dict(zip(_LEVELS, (EQUAL, SPELLED, NICKNAMED, SHORTENED, MISTYPED, INITIALED), strict=True))
_SAID = {
    "equal": "{1}", "spelled": "{0} for {1}", "nickname": "{0} is a form of {1}", "short": "{0} is short for {1}",
    "typo": "{0} is nearly {1}", "initial": "the initial of {1}",
}  # fmt: skip

# Bits for what does not fit, by how seldom it happens in one person's two names: another given name in 1 of 32.
OTHER_GIVEN, OTHER_FAMILY, OTHER_TERRITORY, OTHER_SEX, OTHER_GENERATION = -5.0, -6.0, -7.0, -6.0, -7.0
ENNOBLED, LEFT_OUT, SAME_TERRITORY = -1.5, -0.7, 7.0
_MOVED = (-3.0, "a given name on one side is a family name on the other")


Pair = tuple[str, str, str]
Misfit = tuple[float, str]


class Likeness(NamedTuple):
    """Bits for two names being one's; `whole`: they agree in everything, and that is more than one word."""

    bits: float
    whole: bool
    pairs: tuple[Pair, ...] = ()
    misfits: tuple[Misfit, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        agreed = (_SAID[level].format(one, other) for one, other, level in self.pairs)
        return (*agreed, *(said for _, said in self.misfits if said))


class Shares:
    """How common words and initials are, of how many in all people; each asked for once."""

    def __init__(self, word: Callable[[str], float], initial: Callable[[str], float]) -> None:
        self.word, self.initial = cache(word), cache(initial)


def likeness(asked: PersonName, known: PersonName, shares: Shares) -> Likeness:
    pairs, left, over = aligned(asked, known)
    misfits = _words_apart(asked, known, left, over) if left or over else []
    if asked.titled or known.titled:
        misfits += _titles_apart(asked, known)
    if len(asked.words) > 1 and len(known.words) > 1:
        misfits += [_MOVED for one, other, _ in pairs if (one in asked.family) != (other in known.family)]
    bits = sum([_worth(*pair, shares) for pair in pairs]) + sum([bits for bits, _ in misfits])
    return Likeness(bits, _whole(pairs, misfits), tuple(pairs), tuple(misfits))


def _whole(pairs: list[Pair], misfits: list[Misfit]) -> bool:
    if misfits and min(misfits)[0] < 0:
        return False
    return sum([len(one) > 1 for one, _, _ in pairs]) + sum([bits > 0 for bits, _ in misfits]) > 1


def aligned(asked: PersonName, known: PersonName) -> tuple[list[Pair], list[str], list[str]]:
    """Words paired, the surest pairs first, and the words that neither side has a pair for."""
    if asked.words == known.words:
        return [(one, one, "equal") for one in asked.words], [], []
    left, over = list(asked.words), list(known.words)
    pairs: list[Pair] = []
    for one in asked.words:
        if one in over:
            pairs.append((one, one, "equal"))
            left.remove(one)
            over.remove(one)
    if left and over and asked.joined == known.joined:
        pairs += [(one, over[-1], "equal") for one in left]
        left, over = [], []
    if left and over:
        pairs += _paired(left, over)
    return pairs, left, over


def _paired(left: list[str], over: list[str]) -> list[Pair]:
    """Takes what it pairs out of both lists."""
    if len(left) == len(over) == 1:
        level = agreement(left[0], over[0])
        return [(left.pop(), over.pop(), level)] if level else []
    possible: list[tuple[int, int, int]] = [
        (_LEVELS.index(level), place, other_place)
        for place, one in enumerate(left)
        for other_place, other in enumerate(over)
        if (level := agreement(one, other))
    ]
    pairs, gone, met = [], set[int](), set[int]()
    for rank, place, other_place in sorted(possible):
        if place not in gone and other_place not in met:
            gone.add(place)
            met.add(other_place)
            pairs.append((left[place], over[other_place], _LEVELS[rank]))
    left[:] = [word for place, word in enumerate(left) if place not in gone]
    over[:] = [word for place, word in enumerate(over) if place not in met]
    return pairs


@lru_cache(maxsize=500_000)
def agreement(one: str, other: str) -> str | None:
    """How two different words may be the same name, if they may."""
    if len(one) == 1 or len(other) == 1:
        return "initial" if one[0] == other[0] else None
    if loose(one) == loose(other):
        return "spelled"
    if other in given_names().get(one, ()):
        return "nickname"
    if _short(one, other) or _short(other, one):
        return "short"
    return "typo" if mistyped(one, other) else None


def _short(one: str, other: str) -> bool:
    return len(one) >= 3 and len(other) > len(one) and other.startswith(one)


def mistyped(one: str, other: str) -> bool:
    """One slip in four letters or more, two in seven or more; the beginning mostly stays."""
    longest = max(len(one), len(other))
    slips = 1 if longest < 7 else 2
    if longest < 4 or OSA.distance(one, other, score_cutoff=slips) > slips:
        return False
    return longest < 6 or JaroWinkler.similarity(one, other) >= 0.85


def _worth(one: str, other: str, level: str, shares: Shares) -> float:
    if level == "initial":
        return log2(INITIALED / shares.initial(one[0]))
    if level == "typo":
        return log2(MISTYPED / (shares.word(one) + shares.word(other)))
    return log2(_M[level] / shares.word(one))


def _words_apart(asked: PersonName, known: PersonName, left: list[str], over: list[str]) -> list[Misfit]:
    found = _apart("given", OTHER_GIVEN, [one for one in left if one in asked.given], over, known.given)
    return found + _apart("family", OTHER_FAMILY, [one for one in left if one in asked.family], over, known.family)


def _apart(name: str, bits: float, mine: list[str], over: list[str], known: tuple[str, ...]) -> list[Misfit]:
    theirs = [one for one in over if one in known]
    if mine and theirs:
        return [(bits, f"another {name} name: {' '.join(mine)}, not {' '.join(theirs)}")]
    rest = mine or theirs
    return [(LEFT_OUT * len(rest), f"{' '.join(rest)} is not in both")] if rest else []


def _titles_apart(asked: PersonName, known: PersonName) -> Iterable[Misfit]:
    if (asked.peer is None) != (known.peer is None):
        yield ENNOBLED, f"a title on one side: {asked.peer or known.peer}"
    if asked.territory and known.territory:
        mine, theirs = "".join(asked.territory), "".join(known.territory)
        same = mine == theirs or mistyped(mine, theirs)
        yield (SAME_TERRITORY, "the same place") if same else (OTHER_TERRITORY, f"another place: {mine}, not {theirs}")
    if asked.sex and known.sex and asked.sex != known.sex:
        yield OTHER_SEX, "titles of a man and of a woman"
    if asked.generation and known.generation and asked.generation != known.generation:
        yield OTHER_GENERATION, f"{asked.generation}, not {known.generation}"
    elif asked.generation or known.generation:
        yield (0.0, "") if asked.generation == known.generation else (LEFT_OUT, "a generation on one side")
