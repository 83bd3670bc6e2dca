"""What a name of a person looks like; who it is, is decided elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .cues import NEVER_FIRST, NO_NAME, OFFICES


def _ranges(signs: Iterable[str]) -> str:
    """As a class of a regular expression has them: a tenth of the time to compile."""
    found: list[list[int]] = []
    for code in map(ord, signs):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return "".join(chr(first) if first == last else f"{chr(first)}-{chr(last)}" for first, last in found)


# Latin as far as names of Europe go, Greek, Cyrillic.
_LETTERS = [chr(code) for code in (*range(0x41, 0x180), *range(0x218, 0x21C), *range(0x386, 0x460))]
_UPPER = _ranges(sign for sign in _LETTERS if sign.isupper())
_ANY = _ranges(sign for sign in _LETTERS if sign.isalpha())
_WORD = rf"[{_UPPER}][{_ANY}'\u2019]*(?:[-.][{_ANY}]+)*"
_INITIAL = rf"(?:[{_UPPER}]\.(?:-?[{_UPPER}]\.)*)"
_PARTICLE = "(?:of|de|du|des|da|dos|di|del|della|van|von|der|den|ten|ter|zu|zur|bin|bint|al|el|le|la|d'|y|e|af|av)"
_POLITE = "(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|M|Mme|Mlle|Me|Sir|Dame)"
_TITLE = "(?:Lord|Lady|Baroness|Baron|Viscount|Viscountess|Earl|Countess|Duke|Duchess|Marquess|Marquis)"
_SUFFIX = r"(?: (?:Jr|Sr)\b\.?)?"
_FULL = (
    rf"(?!(?:{'|'.join(NEVER_FIRST)}) ){_WORD}(?: (?:(?:(?!of ){_PARTICLE} ){{0,3}}(?:St\. )?{_WORD}"
    rf"|{_INITIAL})){{1,5}}{_SUFFIX}"
)
PERSON = (
    rf"(?:(?:{_POLITE})\.? )?(?:(?:The )?{_TITLE} (?:{_PARTICLE} )?{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{0,5}}"
    rf"|{_INITIAL}(?: {_INITIAL}){{0,2}} {_WORD}(?: {_WORD}){{0,3}}|{_FULL})"
)
# Where a role follows at once: no more words than it takes.
SHORTEST = PERSON.replace("{1,5}", "{1,5}?")
_NAME = re.compile(PERSON)
_POLITELY = re.compile(rf"^{_POLITE}\.? (?!(?:Lord|Lady)\b)(?=\S+ \S)")
_PEERAGE = re.compile(rf"(?:The )?{_TITLE} ")
_OFFICE_FIRST = re.compile(rf"^.*\b(?:{'|'.join(OFFICES)}) (?=\S+ \S)")
# `Acme's Jane Roe` is Jane Roe of Acme; `Presenter-turned-executive` is what somebody is.
_MORE_THAN_A_NAME = re.compile(r"(?:s'|'s)(?: |$)|-[a-z]+-[a-z]+")
_SURNAME_ONLY = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|M|Mme|Mlle|Me|Messrs|Sir|Dame)\.? \S+")


def is_name(text: str) -> bool:
    """Whether this can be somebody's full name; a surname alone could be anybody's."""
    words = {word.strip(".,'\u2019").lower() for word in text.split()}
    no_name = words & NO_NAME and not _PEERAGE.match(text)
    more_or_less = _MORE_THAN_A_NAME.search(text) or _SURNAME_ONLY.fullmatch(text)
    return bool(_NAME.fullmatch(text)) and not no_name and not more_or_less


def bare(name: str) -> str:
    """Without Mr, Mme and the like, which are no part of a name; Sir and Lord are."""
    return name if name.startswith(("Sir ", "Dame ")) else _POLITELY.sub("", name)


def people(text: str) -> list[str] | None:
    """The names in `A, 61, and Chairman B, 56`; None where something else stands among them.

    Without an `and` they are no list: `After the departure of A, B was named` is about B.
    """
    parts = [part.strip() for part in re.split(r",? (?:and|et|&) |, ", re.sub(r", \d{2}(?=,|$| )", "", text))]
    names = [_OFFICE_FIRST.sub("", part.strip(" ,")) for part in parts if part.strip(" ,")]
    if not re.search(r" (?:and|et|&) ", text):
        names = names[-1:]
    return [bare(name) for name in names] if names and all(map(is_name, names)) else None


def goes_on_about(name: str, words: str) -> bool:
    """Whether a sentence is about whoever the one before it was about: `She`, `Ms Roe`, `Jane`."""
    return _again(name).match(words) is not None


def spelled_out(name: str | None, words: str) -> str:
    return _again(name).sub(lambda _: name, words, count=1) if name else words


def _again(name: str) -> re.Pattern[str]:
    given, *_, family = (name or "?").split()[:1] + (name or "?").split()[-1:]
    called = "|".join(map(re.escape, (name, family, given)))
    return re.compile(rf"^(?:She|He|They|Elle|Il|(?:{_POLITE}\.? )?(?:{called}))(?=,? [a-z])")
