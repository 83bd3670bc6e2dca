"""Rules held against a title as a whole, or all of a sentence; what is denied, or long past, is no move."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from .cues import NOT_SO, NOT_SO_BEFORE, OFFICE, ON_A_DAY, ORG_ENDS, PREFIXES, ROLE_ENDS, STARTS, YEAR_FIRST, YEAR_LAST
from .dates import DATE
from .names import PERSON, SHORTEST, people
from .pieces import Rule, Where
from .rules import RULES

_AGED = r"(?:, (?:age |aged )?\d{2}(?: ans)?(?=[ ,]))?"
_PLACES = {
    "person": rf"(?P<person>{PERSON}){_AGED}",
    "shortest": rf"(?P<person>{SHORTEST}){_AGED}",
    "people": rf"(?P<people>{PERSON}{_AGED}(?:(?:,|,? and|,? et|,? &) {PERSON}{_AGED}){{0,5}})",
    "aside": r"(?:, (?P<aside>[^,;]{2,200}(?:, [A-Z]\w+(?: (?:and|&) [A-Z]\w+)?)?),)?",
    "board": (
        r"(?P<role>(?:[Ss]upervisory |[Mm]anagement |[Aa]dvisory )?[Bb]oard(?: of [Dd]irectors| of [Tt]rustees)?"
        r"|(?:[A-Z]\w+ ){1,3}Committee)\b"
    ),
    "office": rf"(?P<role>(?i:{OFFICE}))",
    "direction": r"(?P<role>direction(?: [a-zà-ÿ]+){1,3}?)",
    "gone": rf"{PERSON}{_AGED}",
    "date": rf"(?i:{DATE})",
    "role": rf"(?P<role>[^;]{{2,200}}?)(?={ROLE_ENDS})",
    "org": r"(?P<org>[^,;:]{2,120}?)",
    "there": rf"(?P<org>[^,;:]{{2,120}}?){ORG_ENDS}",
    "day": rf"(?i:{STARTS}|{ON_A_DAY})(?P<day>(?i:{DATE}))",
}
_WHOLE = {"role": r"(?P<role>.{2,200}?)", "org": r"(?P<org>[^;]{2,120}?)"}


@cache
def compiled(rule: Rule) -> re.Pattern[str]:
    """Headlines write verbs with capitals; a name is told by its capitals everywhere."""
    pattern = rule.pattern
    for name, place in _PLACES.items():
        pattern = pattern.replace(f"{{{name}}}", f"(?-i:{_WHOLE.get(name, place) if rule.where == 'title' else place})")
    return re.compile(rf"(?i:^{pattern}$)" if rule.where == "title" else rf"(?<!\w){pattern}")


@cache
def _verb(rule: Rule) -> re.Pattern[str]:
    """The longest words of a rule: quick to look for, where a rule with its names takes long to compile."""
    flags = re.IGNORECASE if rule.where == "title" else 0
    return re.compile(max(re.split(r"\{[a-z]+\}", rule.pattern), key=len), flags)


def _worth_trying(where: Where, words: str) -> list[Rule]:
    return [rule for rule in RULES if rule.where == where and _verb(rule).search(words)]


class Hit(NamedTuple):
    """What a rule reads, of whom, and the words that are about that alone."""

    rule: Rule
    found: re.Match[str]
    names: list[str]
    words: str


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def hits_in_title(title: str) -> Iterator[Hit]:
    """By each rule that fits the whole, in their order; of `Acme SA: …` also what stands behind the colon."""
    if _pattern(NOT_SO).search(title):
        return
    for rule in _worth_trying("title", title):
        if (found := compiled(rule).fullmatch(title)) and (names := names_in(found)):
            yield Hit(rule, found, names, title)


def split_title(title: str) -> tuple[str, str] | None:
    """An organization before a colon, and the rest."""
    parts = _pattern(PREFIXES).match(title)
    return (parts["org"], parts["rest"]) if parts else None


def hits_in_sentence(sentence: str, published: str | None) -> list[Hit]:
    """Each with its own part of the sentence; where two rules read the same words, the one that comes first counts."""
    if _pattern(NOT_SO).search(sentence):
        return []
    taken: list[tuple[Rule, re.Match[str], list[str]]] = []
    for rule in _worth_trying("sentence", sentence):
        for found in compiled(rule).finditer(sentence):
            if (names := names_in(found)) and not any(_overlap(found, other) for _, other, _ in taken):
                taken.append((rule, found, names))
    taken.sort(key=lambda one: one[1].start())
    begins = [0, *(found.start() for _, found, _ in taken[1:])]
    ends = [*(_named_until(found) for _, found, _ in taken[1:]), len(sentence)]
    return [
        Hit(rule, found, names, sentence[begins[place] : ends[place]])
        for place, (rule, found, names) in enumerate(taken)
        if not _denied(sentence, found) and not _long_past(sentence, found, published)
    ]


def _named_until(found: re.Match[str]) -> int:
    """Whoever the next part is about may be told of in this one: whom somebody comes after."""
    return found.end("people" if "people" in found.re.groupindex else "person")


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _denied(sentence: str, found: re.Match[str]) -> bool:
    return _pattern(NOT_SO_BEFORE).search(sentence, 0, found.start()) is not None


def _long_past(sentence: str, found: re.Match[str], published: str | None) -> bool:
    """A year that stands alone, before or behind, is one of a career told."""
    behind = re.split(r"[,;(]", sentence[found.end() :], maxsplit=1)[0]
    years = [_pattern(YEAR_FIRST).search(sentence[: found.start()]), _pattern(YEAR_LAST).search(behind)]
    return published is not None and any(year and int(year[1]) < int(published[:4]) - 1 for year in years)


def names_in(found: re.Match[str]) -> list[str]:
    groups = found.groupdict()
    return people(groups.get("people") or groups.get("person") or "") or []
