"""Rules held against a title as a whole, or all of a sentence; what is denied, or long past, is no move."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from .cues import (
    NOT_SO,
    NOT_SO_BEFORE,
    OFFICE,
    ON_A_DAY,
    ORG_ENDS,
    OURSELVES,
    PARTS,
    PREFIXES,
    ROLE_ENDS,
    SOMEBODY_ELSE,
    STARTS,
    YEAR_FIRST,
    YEAR_LAST,
)
from .dates import DATE
from .names import PERSON, SHORTEST, people
from .pieces import Rule, Where
from .rules import ANOTHER, RULES

_AGED = r"(?:, (?:age |aged )?\d{2}(?: ans)?(?=[ ,]))?"
# A company is nobody.
_NO_FIRM = r"(?!,? (?:Inc|Ltd|LLC|Corp|plc|PLC|L\.P|S\.A|N\.V|AG|SE|GmbH)\b)"
_ANYTHING = "Aa aa, aa"
_PLACES = {
    "person": rf"(?P<person>{PERSON}){_NO_FIRM}{_AGED}",
    "shortest": rf"(?P<person>{SHORTEST}){_AGED}",
    "people": rf"(?P<people>{PERSON}{_AGED}(?:(?:,|,? and|,? et|,? &) {PERSON}{_AGED}){{0,5}})",
    "aside": r"(?:, (?P<aside>[^,;]{2,200}(?:, [A-Z]\w+(?: (?:and|&) [A-Z]\w+)?)?),)?",
    "board": (
        r"(?P<role>(?:[Ss]upervisory |[Mm]anagement |[Aa]dvisory )?[Bb]oard(?: of [Dd]irectors| of [Tt]rustees)?"
        r"|(?:[A-Z]\w+ ){1,3}Committee)\b"
    ),
    "its": r"(?P<role>[A-Za-zÀ-ÿ][^,;.:]{1,80}?)",
    "conseil": (
        r"(?P<role>comité exécutif|comité de direction|conseil d'administration|conseil de surveillance"
        r"|directoire|comex|codir)"
    ),
    "body": r"(?P<org>(?!(?:The|Its|Our|Former|Group|Deputy|Vice|Interim|Acting|Executive|Managing|General"
    r"|Non-Executive|Senior|Global"
    r"|Regional|Chief|Board|UK|US|EMEA|APAC|Europe\w*|Asia\w*|North|South|Latin|America\w*|France"
    r"|Germany)\b)[A-ZÀ-ÖØ-Þ0-9][\w&.-]*(?: (?:&|of|[A-ZÀ-ÖØ-Þ0-9][\w&.-]*)){0,5}?)(?:'s|')?",
    "office": rf"(?P<role>(?i:{OFFICE}))",
    "lead": r"(?P<role>présidence|direction générale)",
    "direction": r"(?P<role>présidence|direction(?: (?!d[eu]s? )[a-zà-ÿ]+){1,3}?)",
    "gone": rf"(?P<gone>{PERSON}){_AGED}",
    "date": rf"(?i:{DATE})",
    "role": rf"(?P<role>[^;]{{2,200}}?)(?={ROLE_ENDS})",
    "org": r"(?P<org>[^,;:]{2,120}?)",
    "there": rf"(?P<org>(?=[A-ZÀ-ÖØ-Þ0-9]|{OURSELVES}\b(?! (?:meeting|room)))[^,;:]{{2,120}}?){ORG_ENDS}",
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
    """The longest words of a rule that not just anything has: quick to look for, where a rule with its names takes long
    to compile."""
    flags = re.IGNORECASE if rule.where == "title" else 0
    for piece in sorted(re.split(r"\{[a-z]+\}", rule.pattern), key=len, reverse=True):
        with suppress(re.error):  # a half of a group
            if not (words := re.compile(piece, flags)).search(_ANYTHING):
                return words
    return re.compile("")


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
        found = compiled(rule).fullmatch(title)
        if found and (names := names_in(found)) and not _denied(title, found.start("person")):
            yield Hit(rule, found, names, title)


def split_title(title: str) -> tuple[str, str] | None:
    """An organization before a colon, and the rest."""
    parts = _pattern(PREFIXES).match(title)
    return (parts["org"], parts["rest"]) if parts else None


def parts_of_title(title: str) -> list[str]:
    """`Acme announces this and appointment of that`: both are announced."""
    first, *more = _pattern(PARTS).split(title)
    announces = _pattern(r"(?i:^.*? announces )").match(first)
    before = announces[0] if announces else ""
    return [
        first,
        *(f"{before}{part}" if part.startswith(("appoint", "Appoint", "APPOINT")) else part for part in more),
    ]


def hits_in_sentence(sentence: str, published: str | None) -> list[Hit]:
    """Each with its own part of the sentence; where two rules read the same words, the one that comes first counts."""
    if _pattern(NOT_SO).search(sentence):
        return []
    taken: list[tuple[Rule, re.Match[str], list[str]]] = []
    for rule in _worth_trying("sentence", sentence):
        for found in compiled(rule).finditer(sentence):
            if (names := names_in(found)) and not any(_overlap(found, other) for _, other, _ in taken):
                taken.append((rule, found, names))
    taken += _going_on(sentence, taken)
    taken.sort(key=lambda one: one[1].start())
    begins = [0, *(found.start() for _, found, _ in taken[1:])]
    ends = [*(_named_until(found) for _, found, _ in taken[1:]), len(sentence)]
    return [
        Hit(rule, found, names, _clause(sentence[begins[place] : ends[place]], found[0]))
        for place, (rule, found, names) in enumerate(taken)
        if not _denied(sentence, found.start()) and not _long_past(sentence, found, published)
    ]


def _clause(words: str, read: str) -> str:
    """Up to where somebody else begins to do something; what a rule itself has read stays."""
    before, told, behind = words.partition(read)
    other = _pattern(SOMEBODY_ELSE).search(behind)
    return before + told + (behind[: other.start()] if other else behind)


def _going_on(
    sentence: str, taken: list[tuple[Rule, re.Match[str], list[str]]]
) -> list[tuple[Rule, re.Match[str], list[str]]]:
    """`and B as Treasurer`, right behind what was read of A: B goes the same way."""
    coming = [(rule, found) for rule, found, _ in taken if rule.way != "left"]
    more = ((rule, compiled(ANOTHER[rule.language]).match(sentence, found.end() + 1)) for rule, found in coming)
    another = [(replace(ANOTHER[rule.language], way=rule.way), found) for rule, found in more if found]
    return [(rule, found, names) for rule, found in another if (names := names_in(found))]


def _named_until(found: re.Match[str]) -> int:
    """Whoever the next part is about may be told of in this one: whom somebody comes after."""
    return found.end("people" if "people" in found.re.groupindex else "person")


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _denied(words: str, until: int) -> bool:
    return _pattern(NOT_SO_BEFORE).search(words, 0, until) is not None


def _long_past(sentence: str, found: re.Match[str], published: str | None) -> bool:
    """A year that stands alone, before or behind, is one of a career told."""
    behind = re.split(r"[,;(]", sentence[found.end() :], maxsplit=1)[0]
    years = [_pattern(YEAR_FIRST).search(sentence[: found.start()]), _pattern(YEAR_LAST).search(behind)]
    return published is not None and any(year and int(year[1]) < int(published[:4]) - 1 for year in years)


def names_in(found: re.Match[str]) -> list[str]:
    groups = found.groupdict()
    return people(groups.get("people") or groups.get("person") or "") or []
