"""Rules applied: to a title as a whole, then to each sentence; one move for each person and direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from jobs.sources.entries import MOST_EXCERPT, Move, cut

from .dates import DATE, read_date
from .details import Details, details_of, predecessor
from .names import PERSON, SHORTEST, people
from .rules import DAYS, GOES_ON, ON_A_DAY, ROLE_ENDS, RULES, STARTS, WORDS_OF_MOVES, Rule, Where

_MOST_TEXT = 60_000
_MOST_SENTENCES = 400
_MOST_SENTENCE = 1_500
_LOOK_BACK = 12
_UPDATED = re.compile(r"\s*[\[(](?:updated?|corrected|correction|mise à jour|rectificatif)[\])]\s*$", re.IGNORECASE)
_BREAK = re.compile(r"(?<=[.!?])[\"”»)]?\s+(?=[\"“«(]?[A-ZÀ-ÖØ-Þ])|\n")
_NO_BREAK = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Messrs|Sr|Jr|Inc|Corp|Co|Ltd|St|No|M|Mme|Me|U\.S|[A-Z])\.)$")
_AGED = r"(?:, (?:age |aged )?\d{2}(?=[ ,]))?"
_PLACES = {
    "person": rf"(?P<person>{PERSON}){_AGED}",
    "shortest": rf"(?P<person>{SHORTEST}){_AGED}",
    "people": rf"(?P<people>{PERSON}{_AGED}(?:(?:,|,? and|,? et) {PERSON}{_AGED}){{0,5}})",
    "aside": r"(?:, (?P<aside>[^,;]{2,200}),)?",
    "board": r"(?P<role>Board(?: of Directors| of Trustees)?|Supervisory Board|(?:[A-Z]\w+ ){1,3}Committee)\b",
    "gone": rf"{PERSON}{_AGED}",
    "role": rf"(?P<role>[^;]{{2,200}}?)(?={ROLE_ENDS})",
    "org": r"(?P<org>[^,;:]{2,120}?)",
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
def _words() -> re.Pattern[str]:
    return re.compile(WORDS_OF_MOVES, re.IGNORECASE)


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(GOES_ON)


def has_word_of_a_move(text: str) -> bool:
    """Whether anything in it may be about somebody coming or going."""
    return _words().search(text[:_MOST_TEXT]) is not None


def moves_in(title: str, text: str, published: str | None) -> tuple[Move, ...]:
    """What the rules read; `published` is what `effective immediately` means where no other day is told."""
    found: dict[tuple[str, bool], Move] = {}
    for move in (*_told(_UPDATED.sub("", title), "title", published), *_in_sentences(text, published)):
        key = (move.person_name or "", move.kind == "left")
        found[key] = _joined(found[key], move) if key in found else move
    if any(move.starts is None for move in found.values()):
        found |= {key: replace(found[key], starts=day) for key, day in _days_in(text) if _lacks_a_day(found.get(key))}
    return tuple(found.values())


def _lacks_a_day(move: Move | None) -> bool:
    return move is not None and move.starts is None


def _days_in(text: str) -> Iterator[tuple[tuple[str, bool], str]]:
    """Days that sentences tell of somebody's coming or going, the last first: the first that is told counts."""
    for sentence in reversed(sentences(text[:_MOST_TEXT])):
        for rule in DAYS:
            found = compiled(rule).search(sentence)
            if found is not None and (day := read_date(found["day"])) is not None:
                yield from (((name, rule.way == "left"), day) for name in _names(found))


def _in_sentences(text: str, published: str | None) -> Iterator[Move]:
    before: list[Move] = []
    for sentence in sentences(text[:_MOST_TEXT]):
        found = [*_told(sentence, "sentence", published)]
        if not found and len(before) == 1 and _goes_on().match(sentence) and (gone := predecessor(sentence)):
            found = [replace(before[0], predecessor_name=before[0].predecessor_name or gone)]
        yield from found
        before = found


def sentences(text: str) -> list[str]:
    """Not broken after Mr. or an initial."""
    found: list[str] = []
    for piece in _BREAK.split(text):
        if found and len(found[-1]) < _MOST_SENTENCE and _NO_BREAK.search(found[-1][-_LOOK_BACK:]):
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return [piece[:_MOST_SENTENCE] for piece in found[:_MOST_SENTENCES] if piece.strip()]


def _told(words: str, where: Where, published: str | None) -> Iterator[Move]:
    for rule in RULES:
        matching = compiled(rule)
        found = matching.fullmatch(words) if rule.where == "title" == where else None
        found = matching.search(words) if rule.where == "sentence" and where == "sentence" else found
        if found is None or not (names := _names(found)):
            continue
        details = details_of(rule, found, words, published, several=len(names) > 1)
        if details is not None:
            yield from (_move(name, details, words) for name in names)
            return


def _names(found: re.Match[str]) -> list[str]:
    groups = found.groupdict()
    return people(groups.get("people") or groups.get("person") or "") or []


def _move(name: str, details: Details, words: str) -> Move:
    return Move(
        kind=details.kind,
        person_name=name,
        organization_name=details.organization,
        role_title=details.role,
        announced=details.announced,
        starts=details.starts,
        predecessor_name=details.predecessor,
        previous_organization=details.previous_organization,
        previous_role=details.previous_role,
        excerpt=cut(words, MOST_EXCERPT),
    )


def _joined(first: Move, second: Move) -> Move:
    """The first report, with what only the second knows."""
    known = {name: value for name in Move.__dataclass_fields__ if (value := getattr(first, name)) is not None}
    more = {name: value for name in Move.__dataclass_fields__ if (value := getattr(second, name)) is not None}
    return Move(**(more | known))
