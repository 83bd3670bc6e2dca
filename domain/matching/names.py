"""Names of people taken apart: what stands around a name, and which of its words are given and which family names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from .tables import marks, words
from .text import latin

_BETWEEN = re.compile(r"[\s\-./_&;:()\[\]]+")
_VOWELS = frozenset("aeiouy")
_LONGEST_PHRASE = 3
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name without honorifics, letters after it and particles.

    `peer`: the title that stands in place of given names; `territory`: what follows its "of". `sex`: as titles tell.
    `titled`: any of these is told.
    """

    given: tuple[str, ...]
    family: tuple[str, ...]
    joined: str = ""
    territory: tuple[str, ...] = ()
    peer: str | None = None
    sex: str | None = None
    generation: str | None = None
    words: tuple[str, ...] = field(init=False)
    titled: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", self.given + self.family)
        object.__setattr__(self, "titled", bool(self.territory or self.peer or self.sex or self.generation))


@lru_cache(maxsize=200_000)
def parse(name: str) -> PersonName:
    """A name as somebody wrote it. A name of nothing but titles has no words."""
    raw = _split(name)
    front = [word.lower() for word in raw]
    sex, peer, start = _titles(front)
    raw, front = raw[start:], front[start:]
    raw, generation = _after(raw)
    front = [word.lower() for word in raw]
    if peer is not None:
        return _peer(front, peer, sex, generation)
    return _commoner(_initials_apart(raw), sex, generation)


def _split(name: str) -> list[str]:
    """Words in the order given name, family name: what stands before a comma comes last."""
    written = latin(name)
    before, comma, after = written.partition(",")
    rest = _words(after)
    if comma and rest and not _only_letters(rest):
        return (_put_last(_words(before), rest))[:_MOST_WORDS]
    return (_words(before) + rest)[:_MOST_WORDS]


def _put_last(family: list[str], given: list[str]) -> list[str]:
    kept = [word for word in given if word != ","]
    titles = _titles([word.lower() for word in family])[2]
    return family[:titles] + kept + family[titles:]


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(text.replace(",", " ")) if word]


def _only_letters(rest: Sequence[str]) -> bool:
    known = words("postnominals") | {" ".join(phrase) for phrase in marks("generations")}
    return all(word.lower() in known for word in rest)


def _titles(front: Sequence[str]) -> tuple[str | None, str | None, int]:
    """(sex told, title of a peer, how many words they are): at least one word is left to be a name."""
    sex: str | None = None
    peer, at = None, 0
    while at < len(front) - 1:
        phrase, told = _phrase(front[at : at + _LONGEST_PHRASE], marks("honorifics"))
        if not phrase and peer is None:
            phrase, told = _phrase(front[at : at + _LONGEST_PHRASE], marks("peerage"))
            peer = " ".join(front[at : at + phrase]) if phrase else None
        if not phrase or at + phrase >= len(front):
            break
        sex, at = told if told in ("m", "f") else sex, at + phrase
    return sex, peer, at


def _phrase(front: Sequence[str], known: Mapping[tuple[str, ...], str]) -> tuple[int, str]:
    for length in range(min(len(front), _LONGEST_PHRASE), 0, -1):
        if (told := known.get(tuple(front[:length]))) is not None:
            return length, told
    return 0, ""


def _after(raw: list[str]) -> tuple[list[str], str | None]:
    """Without letters after the name, which are not written as names are (Ma is one, MA is none)."""
    generation = None
    while len(raw) > 1:
        last = raw[-1]
        meant = marks("generations").get((last.lower(),))
        if meant is not None and len(raw) > 2:
            generation = meant
        elif last.lower() not in words("postnominals") or last.istitle() or last.islower():
            break
        raw = raw[:-1]
    return raw, generation


def _initials_apart(raw: list[str]) -> list[str]:
    """AJ Beith is A. J. Beith, where the rest is not in capitals too."""
    shouted = all(word.isupper() for word in raw)
    found: list[str] = []
    for place, word in enumerate(raw):
        short = 1 < len(word) <= 3 and word.isupper() and not shouted and place < len(raw) - 1
        bare = short and (len(word) == 2 or not _VOWELS & set(word.lower()))
        found += list(word) if bare else [word]
    return found


def _peer(front: list[str], peer: str, sex: str | None, generation: str | None) -> PersonName:
    """Lord Reid of Cardowan: a family name and a place, or a place alone (Earl of Glasgow)."""
    front = [word for word in front if word not in words("postnominals")] or front
    at = front.index("of") if "of" in front else len(front)
    family, place = _plain(front[:at]), tuple(front[at + 1 :])
    if not family:
        family, place = _plain(front[at + 1 :]), ()
    return PersonName((), tuple(family), "".join(front[:at] or front), place, peer, sex, generation)


def _commoner(raw: list[str], sex: str | None, generation: str | None) -> PersonName:
    front = [word.lower() for word in raw]
    shouted = _shouted(raw)
    if shouted:
        given, family = [word for word in front if word not in shouted], [word for word in front if word in shouted]
    else:
        given, family = front[:-1], front[-1:]
    joined = "".join(front)
    return PersonName(tuple(_plain(given, keep=1)), tuple(_plain(family)), joined, (), None, sex, generation)


def _shouted(raw: Sequence[str]) -> list[str]:
    """The words that somebody set in capitals to say which the family name is."""
    found = [word.lower() for word in raw if len(word) > 2 and word.isupper()]
    return found if found and any(word.istitle() for word in raw) else []


def _plain(front: Sequence[str], keep: int = 0) -> list[str]:
    """Without particles; the first `keep` words are never taken for one."""
    return [word for place, word in enumerate(front) if place < keep or word not in words("particles")] or list(front)
