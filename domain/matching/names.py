"""Names of people taken apart: what stands around a name, and which of its words are given and which family names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from .tables import marks, words
from .text import family_apart, latin, remembered

_BETWEEN = re.compile(r"[\s./_&;:()\[\]]+")
_ASIDE = re.compile(r"\(([^()]*)\)")
_DOTTED = re.compile(r"\b(?:[A-Za-z]{1,2}\.){2,}")
_VOWELS = frozenset("aeiouy")
_LONGEST_PHRASE = 3
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name without honorifics, letters after it and particles.

    `peer`: the title that stands in place of given names; `territory`: what follows its "of". `sex`: as titles tell.
    `titled`: any of these is told; `plain`: none is, and no word stands twice.
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
    plain: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", self.given + self.family)
        object.__setattr__(self, "titled", bool(self.territory or self.peer or self.sex or self.generation))
        object.__setattr__(self, "plain", not self.titled and len(set(self.words)) == len(self.words))


@remembered(200_000)
def parse(name: str) -> PersonName:
    """A name as somebody wrote it. A name of nothing but titles has no words."""
    return _everyday(name) or taken_apart(name)


def _everyday(name: str) -> PersonName | None:
    """Most names have nothing to take apart, and that is quickly seen."""
    raw = name.split(" ")
    if not name.isascii() or len(raw) > _MOST_WORDS or not all(word.isalpha() and word.istitle() for word in raw):
        return None
    front = name.lower().split()
    if not everything_else().isdisjoint(front):
        return None
    return PersonName(tuple(front[:-1]), tuple(front[-1:]), "".join(front))


@cache
def everything_else() -> frozenset[str]:
    """Words that may be something else than a part of a name."""
    phrases = (phrase for table in ("honorifics", "peerage", "generations") for phrase in marks(table))
    return frozenset(word for phrase in phrases for word in phrase) | words("postnominals") | words("particles")


def taken_apart(name: str) -> PersonName:
    """By all rules, whatever it is made of."""
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
    """Words in the order titles, given names, family name, letters: what stands before a comma comes last of names.

    What somebody put in brackets stands before the family name.
    """
    written = _DOTTED.sub(_undotted, latin(family_apart(name)))
    aside = _words(" ".join(_ASIDE.findall(written)))
    first, *rest = map(_words, _ASIDE.sub(" ", written).split(","))
    told: dict[str, list[str]] = {"titles": [], "names": [], "letters": []}
    for part in rest:
        told[_kind(part)] += part
    lead = _titles([word.lower() for word in first])[2]
    names = told["names"] + first[lead:]
    names = names[:-1] + aside + names[-1:]
    return (first[:lead] + told["titles"] + names + told["letters"])[:_MOST_WORDS]


def _undotted(letters: re.Match[str]) -> str:
    """M.B.A. is MBA; initials stay."""
    joined = letters[0].replace(".", "")
    return f"{joined} " if joined.lower() in words("postnominals") else letters[0]


def _kind(part: Sequence[str]) -> str:
    """What stands between commas: titles, letters after a name, or names."""
    if all((word.lower(),) in marks("generations") or _are_letters(word) for word in part):
        return "letters"
    return "titles" if all((word.lower(),) in marks("honorifics") for word in part) else "names"


def _are_letters(word: str) -> bool:
    """Two written as names are (Ma) are a name."""
    return word.lower() in words("postnominals") and not word.islower() and (not word.istitle() or len(word) > 2)


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(text.replace(",", " ")) if word]


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
    """Without letters after the name, and the generation they tell."""
    generation = None
    while len(raw) > 1:
        last = raw[-1]
        meant = marks("generations").get((last.lower(),))
        if meant is not None and len(raw) > 2:
            generation = meant
        elif not _are_letters(last):
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
    family, place = _plain(front[:at]), tuple(_apart(front[at + 1 :]))
    if not family:
        family, place = _plain(front[at + 1 :]), ()
    return PersonName((), tuple(family), _joined(front[:at] or front), place, peer, sex, generation)


def _commoner(raw: list[str], sex: str | None, generation: str | None) -> PersonName:
    front = [word.lower() for word in raw]
    shouted = _shouted(raw)
    if shouted:
        given, family = [word for word in front if word not in shouted], [word for word in front if word in shouted]
    else:
        given, family = front[:-1], front[-1:]
    return PersonName(tuple(_plain(given, keep=1)), tuple(_plain(family)), _joined(front), (), None, sex, generation)


def _shouted(raw: Sequence[str]) -> list[str]:
    """The words that somebody set in capitals to say which the family name is."""
    found = [word.lower() for word in raw if len(word) > 2 and word.isupper()]
    return found if found and any(word.istitle() for word in raw) else []


def _plain(front: Sequence[str], keep: int = 0) -> list[str]:
    """Without particles; the first `keep` words are never taken for one."""
    front = _apart(front)
    return [word for place, word in enumerate(front) if place < keep or word not in words("particles")] or list(front)


def _apart(front: Sequence[str]) -> list[str]:
    """Double names as two words."""
    return [part for word in front for part in word.split("-") if part]


def _joined(front: Sequence[str]) -> str:
    return "".join(front).replace("-", "")
