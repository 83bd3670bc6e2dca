"""Rules applied: to a title as a whole, then to each sentence; one move for each person and direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from jobs.sources.entries import MOST_EXCERPT, Move, cut

from .applying import Hit, compiled, hits_in_sentence, hits_in_title, names_in, split_title
from .cues import GOES_ON, WORDS_OF_MOVES
from .dates import read_date
from .details import Details, details_of, predecessor
from .organizations import announcer
from .rules import DAYS
from .simplifying import in_small_letters, simplified

_MOST_TEXT = 60_000
_MOST_SENTENCES = 400
_MOST_SENTENCE = 1_500
_LOOK_BACK = 12
_UPDATED = re.compile(r"\s*[\[(](?:updated?|corrected|correction|mise à jour|rectificatif)[\])]\s*$", re.IGNORECASE)
_BREAK = re.compile(r"(?<=[.!?])[\"”»)]?\s+(?=[\"“«(]?[A-ZÀ-ÖØ-Þ])|\n|\s*[\u2600-\u27bf\U0001f300-\U0001faff]\s*")
_NO_BREAK = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Messrs|Sr|Jr|Inc|Corp|Co|Ltd|St|No|M|Mme|Me|U\.S|[A-Z])\.)$")


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
    for move in (*_in_title(title, published), *_in_sentences(text, published)):
        key = (move.person_name or "", move.kind == "left")
        found[key] = _joined(found[key], move) if key in found else move
    if any(move.starts is None for move in found.values()):
        found |= {key: replace(found[key], starts=day) for key, day in _days_in(text) if _lacks_a_day(found.get(key))}
    return tuple(found.values())


def _in_title(title: str, published: str | None) -> Iterator[Move]:
    words = in_small_letters(simplified(_UPDATED.sub("", title)))
    found = _first_told(words, title, published)
    if not found and (parts := split_title(words)):
        found = [_placed(move, parts[0]) for move in _first_told(parts[1], title, published)]
    yield from found


def _first_told(words: str, title: str, published: str | None) -> list[Move]:
    return next(filter(None, (_told(hit, title, published) for hit in hits_in_title(words))), [])


def _placed(move: Move, organization: str | None) -> Move:
    return replace(move, organization_name=move.organization_name or cut(organization))


def _lacks_a_day(move: Move | None) -> bool:
    return move is not None and move.starts is None


def _days_in(text: str) -> Iterator[tuple[tuple[str, bool], str]]:
    """Days that sentences tell of somebody's coming or going, the last first: the first that is told counts."""
    for words in map(simplified, reversed(sentences(text[:_MOST_TEXT]))):
        for rule in DAYS:
            found = compiled(rule).search(words)
            if found is not None and (day := read_date(found["day"])) is not None:
                yield from (((name, rule.way == "left"), day) for name in names_in(found))


def _in_sentences(text: str, published: str | None) -> Iterator[Move]:
    before: list[Move] = []
    for sentence in sentences(text[:_MOST_TEXT]):
        words = simplified(sentence)
        place = announcer(words)
        hits = hits_in_sentence(words, published)
        found = [_placed(move, place) for hit in hits for move in _told(hit, sentence, published)]
        if not found and len(before) == 1 and _goes_on().match(words) and (gone := predecessor(words)):
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


def _told(hit: Hit, said: str, published: str | None) -> list[Move]:
    details = details_of(hit.rule, hit.found, hit.words, published, several=len(hit.names) > 1)
    return [_move(name, details, said) for name in hit.names] if details else []


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
