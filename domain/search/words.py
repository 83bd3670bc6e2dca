"""The words that something is found by, and those of what is looked for: one rule for each kind of names.

Names of people, of organizations and titles are taken apart as matching does it; what it leaves out for comparing
(particles, legal forms, short forms of titles) is still looked for as it is typed, so that it finds as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, get_args

from ..matching.names import parse
from ..matching.phrases import acronym, organization_words, title_words
from ..matching.text import fold, remembered

Kind = Literal["person", "organization", "role", "unit", "opportunity"]
Words = tuple[str, ...]
KINDS: tuple[Kind, ...] = get_args(Kind)
# More words than these are not looked for.
MOST_WORDS = 12
# Of so many at most some may be a name and the others a place.
MOST_PARTED = 6


def person_words(name: str) -> Words:
    """Without titles, letters after the name and particles, unless nothing else is left."""
    return parse(name).words


_TELLING: dict[Kind, Callable[[str], Words]] = {
    "person": person_words,
    "organization": organization_words,
    "role": title_words,
    "unit": title_words,
    "opportunity": title_words,
}


def telling_words(kind: Kind, text: str) -> Words:
    """What counts of a name, each word once, in its order."""
    return tuple(dict.fromkeys(_TELLING[kind](text)))[:MOST_WORDS]


def words_of(kind: Kind, text: str) -> Words:
    """Everything a name is found by: what counts of it, what was written, and the first letters of a phrase."""
    telling, stands = _TELLING[kind](text), written(text)
    letters = () if kind == "person" else (acronym(telling), acronym(stands))
    return tuple(dict.fromkeys(word for word in (*telling, *stands, *letters) if word))


def written(text: str) -> Words:
    """The words as they stand, folded."""
    return tuple(fold(text).split())


@remembered(10_000)
def identifier_word(text: str) -> str | None:
    """A number, an address of mail or the like as one word; None for what is no identifier but a name."""
    plain = fold(text).replace(" ", "")
    identifies = "@" in text or any(letter.isdigit() for letter in text)
    return plain if identifies and len(plain) >= SHORTEST_IDENTIFIER else None


SHORTEST_IDENTIFIER = 3


def parted(text: str) -> Iterator[tuple[str, str]]:
    """As a name, and where to look for it, in either order; the longest names first. Of very many words nothing is."""
    words = text.split()
    for place in range(len(words) - 1, 0, -1) if len(words) <= MOST_PARTED else ():
        yield " ".join(words[:place]), " ".join(words[place:])
        yield " ".join(words[-place:]), " ".join(words[:-place])
