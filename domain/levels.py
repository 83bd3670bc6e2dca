"""How high a post stands: by the level that the workspace gave it, else by its title.

Numbers are the workspace's own scale, a greater one is higher, and so are the ranks of the words that it set for levels
(`vocabulary_set`). Other words and titles share the scale of titles.toml. Levels on different scales do not compare:
where only one post has a number, both are taken by what else is known of them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

_LADDER = tomllib.loads((Path(__file__).parent / "titles.toml").read_text(encoding="utf-8"))
_WORDS = _LADDER["words"]
_PREPOSITIONS = frozenset(_WORDS["prepositions"])
_SHIFTS: dict[str, int] = dict.fromkeys(_WORDS["lowering"], -_WORDS["lowers_by"]) | dict.fromkeys(
    _WORDS["raising"], _WORDS["raises_by"]
)
_TITLES: dict[str, int] = {phrase: rung["rank"] for rung in _LADDER["rung"] for phrase in (*rung["en"], *rung["fr"])}
_FRENCH = frozenset(phrase for rung in _LADDER["rung"] for phrase in rung["fr"] if phrase not in rung["en"])
# Of titles that are made anew all the time, the first and the last word: `Chief … Officer`.
_FRAMES: dict[tuple[str, str], int] = {
    (first, last): rung["rank"] for rung in _LADDER["rung"] for first, last in rung.get("framed", ())
}
_LEVELS: dict[str, int] = {word: rung["rank"] for rung in _LADDER["rung"] for word in rung["levels"]}
# The word for each rung and its rank, the highest first.
RUNGS: tuple[tuple[str, int], ...] = tuple((rung["levels"][0], rung["rank"]) for rung in _LADDER["rung"])
NO_RANKS: Mapping[str, int] = MappingProxyType({})
_LONGEST = max(phrase.count(" ") + 1 for phrase in _TITLES)
_APART = re.compile(r"[,;:/&+|()\[\]–—]|\s-\s|\b(?:" + "|".join(_WORDS["conjunctions"]) + r")\b")  # noqa: RUF001
_WORD = re.compile(r"[^\W_]+")
_POINT_WITHIN = re.compile(r"(?<=\b\w)\.(?=\w\b)")


class Level(NamedTuple):
    """A number on the workspace's scale, a rank on that of words and titles; nothing where it is not known."""

    number: int | None = None
    rank: int | None = None


class _Phrase(NamedTuple):
    start: int
    stop: int
    rank: int
    french: bool


def level_of(stated: Any, title: str | None, ranks: Mapping[str, int] = NO_RANKS) -> Level:
    """Of a role's `level` as it was stated (a number, a word, or nothing) and its title.

    `ranks`: by word, those that the workspace set for the day.
    """
    number = ranks[stated] if isinstance(stated, str) and stated in ranks else _number(stated)
    word = rank_of_word(stated) if isinstance(stated, str) and _number(stated) is None else None
    return Level(number, word if word is not None or title is None else rank_of_title(title))


def rank_of_word(word: str) -> int | None:
    """Of a level told in a word that everybody knows, in English or French; nothing for another."""
    return _LEVELS.get(" ".join(_words(word)))


def compare(before: Iterable[Level], after: Level) -> int | None:
    """1 where the post after is higher than the highest before, 0 as high, -1 lower; nothing where nobody can tell."""
    known = list(before)
    by_number = _difference((one.number for one in known), after.number)
    return by_number if by_number is not None else _difference((one.rank for one in known), after.rank)


def _difference(before: Iterable[int | None], after: int | None) -> int | None:
    highest = max((one for one in before if one is not None), default=None)
    return None if highest is None or after is None else (after > highest) - (after < highest)


@lru_cache(maxsize=65_536)
def rank_of_title(title: str) -> int | None:
    """By the table of titles, in English or French; nothing for a title that it does not know."""
    found = (_rank(_words(part)) for part in _APART.split(_plain(title)))
    return max((rank for rank in found if rank is not None), default=None)


def _rank(words: list[str]) -> int | None:
    """What stands after a preposition counts only where nothing before it is a post: `Deputy to the Director`."""
    phrases = list(_phrases(words))
    end = next((place for place, word in enumerate(words) if word in _PREPOSITIONS), len(words))
    leading = [phrase for phrase in phrases if phrase.start < end]
    changed = any(word in _SHIFTS for word in words[:end])
    if not leading and not (changed and phrases):
        return None
    post = _naming(leading or phrases[:1])
    beside = (*words[: min(post.start, end)], *words[post.stop : max(post.stop, end)])
    return post.rank + sum({_SHIFTS[word] for word in beside if word in _SHIFTS})


def _naming(phrases: list[_Phrase]) -> _Phrase:
    """English names the post last (`Purchasing Manager`), French first (`Directeur commercial`)."""
    return phrases[0] if phrases[-1].french else phrases[-1]


def _phrases(words: list[str]) -> Iterator[_Phrase]:
    """Known phrases, the longest from each place; none that lies within another."""
    reached = 0
    for start in range(len(words)):
        for stop in range(min(len(words), start + _LONGEST), max(start, reached), -1):
            phrase = " ".join(words[start:stop])
            rank = _TITLES.get(phrase, _framed(words[start:stop]))
            if rank is not None:
                yield _Phrase(start, stop, rank, phrase in _FRENCH)
                reached = stop
                break


def _framed(words: list[str]) -> int | None:
    rank = _FRAMES.get((words[0], words[-1])) if len(words) > 2 else None
    return None if rank is None or {words[0], words[-1], *_PREPOSITIONS} & {*words[1:-1]} else rank


def _number(stated: Any) -> int | None:
    if isinstance(stated, int):
        return stated
    return int(stated) if isinstance(stated, str) and re.fullmatch(r"[+-]?[0-9]{1,9}", stated.strip()) else None


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text))


def _plain(text: str) -> str:
    """In lower case, without accents, `C.E.O.` without points."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    if not plain.isascii():
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _POINT_WITHIN.sub("", plain)
