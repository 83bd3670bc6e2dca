"""Rules applied: to a title as a whole, then to each sentence; one move for each person and direction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from jobs.sources.entries import MOST_EXCERPT, Move, cut

from .applying import Hit, compiled, hits_in_sentence, hits_in_title, names_in, parts_of_title, split_title
from .cues import WORDS_OF_MOVES
from .dates import read_date
from .details import Details, details_of, predecessor
from .names import goes_on_about, spelled_out
from .organizations import announcer
from .rules import DAYS
from .simplifying import in_small_letters, simplified

_MOST_TEXT = 60_000
_MOST_SENTENCES = 400
_MOST_SENTENCE = 1_500
_LOOK_BACK = 12
# A headline leaves out the `was` before these; a sentence tells with them whom somebody appointed.
_PAST = re.compile(r"\b(?:appointed|named|elected|hired|promoted)\b", re.IGNORECASE)
_UPDATED = re.compile(r"\s*[\[(](?:updated?|corrected|correction|mise à jour|rectificatif)[\])]\s*$", re.IGNORECASE)
_LABEL = re.compile(r"^(?:breaking(?: news)?|exclusive|exclusif|update|flash|just in) ?[:|\u2013-] ?", re.IGNORECASE)
_BREAK = re.compile(r"(?<=[.!?])[\"”»)]?\s+(?=[\"“«(]?[A-ZÀ-ÖØ-Þ])|\n|\s*[\u2600-\u27bf\U0001f300-\U0001faff]\s*")
_NO_BREAK = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Messrs|Sr|Jr|Inc|Corp|Co|Ltd|St|No|M|Mme|Me|U\.S|[A-Z])\.)$")


@cache
def _words() -> re.Pattern[str]:
    return re.compile(WORDS_OF_MOVES, re.IGNORECASE)


def has_word_of_a_move(text: str) -> bool:
    """Whether anything in it may be about somebody coming or going."""
    return _words().search(text[:_MOST_TEXT]) is not None


def moves_in(title: str, text: str, published: str | None) -> tuple[Move, ...]:
    """What the rules read; `published` is what `effective immediately` means where no other day is told."""
    found: dict[tuple[str, bool], Move] = {}
    titled = [*_in_title(title, published)]
    told = [*titled, *_in_sentences(text, published, titled)]
    for move in told or _in_headline(title, text, published):
        key = (move.person_name or "", move.kind == "left")
        found[key] = _joined(found[key], move) if key in found else move
    if any(move.starts is None for move in found.values()):
        names = {move.person_name or "" for move in found.values()}
        days = _days_in(text, names.pop() if len(names) == 1 else None)
        found |= {key: replace(found[key], starts=day) for key, day in days if _lacks_a_day(found.get(key))}
    return tuple(found.values())


def _in_headline(title: str, text: str, published: str | None) -> Iterator[Move]:
    """A post or a mail has no title: where no sentence tells a move, the first may be a headline."""
    first = next(iter(sentences(text[:_MOST_TEXT])), "").strip()
    if not title and not _PAST.search(first):
        yield from _in_title(first.rstrip("."), published)


def _in_title(title: str, published: str | None) -> Iterator[Move]:
    words = in_small_letters(simplified(_LABEL.sub("", _UPDATED.sub("", title))))
    found = _first_told(words, title, published)
    if not found and (parts := split_title(words)):
        found = [_placed(move, parts[0]) for move in _first_told(parts[1], title, published)]
    yield from found or _each_told(words, title, published)


def _each_told(words: str, title: str, published: str | None) -> list[Move]:
    """`A leaves; B is named successor`: each told by itself, the second perhaps after the first."""
    found: list[Move] = []
    for part in parts_of_title(words):
        found += _first_told(part, title, published, found)
    return found


def _first_told(words: str, title: str, published: str | None, before: Sequence[Move] = ()) -> list[Move]:
    return next(filter(None, (_told(hit, title, published, before) for hit in hits_in_title(words))), [])


def _placed(move: Move, organization: str | None) -> Move:
    return replace(move, organization_name=move.organization_name or cut(organization))


def _lacks_a_day(move: Move | None) -> bool:
    return move is not None and move.starts is None


def _days_in(text: str, only: str | None) -> Iterator[tuple[tuple[str, bool], str]]:
    """Days that sentences tell of somebody's coming or going, the last first: the first that is told counts.

    Where a text tells of one person only, `She` and `Ms Roe` are that one.
    """
    for sentence in reversed(sentences(text[:_MOST_TEXT])):
        words = spelled_out(only, simplified(sentence))
        for rule in DAYS:
            found = compiled(rule).search(words)
            if found is not None and (day := read_date(found["day"])) is not None:
                yield from (((name, rule.way == "left"), day) for name in names_in(found))


def _in_sentences(text: str, published: str | None, titled: Sequence[Move]) -> Iterator[Move]:
    before: list[Move] = []
    told = list(titled)
    for sentence in sentences(text[:_MOST_TEXT]):
        words = simplified(sentence)
        place = announcer(words)
        found: list[Move] = []
        for hit in hits_in_sentence(words, published):
            found += (_placed(move, place) for move in _told(hit, sentence, published, (*told, *found)))
        if (
            not found
            and len(before) == 1
            and goes_on_about(before[0].person_name or "", words)
            and (gone := predecessor(words))
        ):
            found = [replace(before[0], predecessor_name=before[0].predecessor_name or gone)]
        yield from found
        told += found
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


def _told(hit: Hit, said: str, published: str | None, before: Sequence[Move] = ()) -> list[Move]:
    details = details_of(hit.rule, hit.found, hit.words, published, several=len(hit.names) > 1)
    moves = [_move(name, details, said) for name in hit.names] if details else []
    left = [move for move in before if move.kind == "left"]
    if hit.rule.succeeds:
        return [_in_the_place_of(left[0], move) for move in moves] if len(left) == 1 else []
    return moves


def _in_the_place_of(left: Move, move: Move) -> Move:
    """A successor: in the post of the only one of whom was told that they go."""
    return replace(
        move,
        role_title=move.role_title or left.role_title,
        organization_name=move.organization_name or left.organization_name,
        predecessor_name=move.predecessor_name or left.person_name,
    )


def _move(name: str, details: Details, words: str) -> Move:
    return Move(
        kind=details.kind,
        person_name=name,
        organization_name=details.organization,
        role_title=details.role,
        announced=details.announced,
        starts=details.starts,
        predecessor_name=None if details.predecessor == name else details.predecessor,
        previous_organization=details.previous_organization,
        previous_role=details.previous_role,
        excerpt=cut(words, MOST_EXCERPT),
    )


def _joined(first: Move, second: Move) -> Move:
    """The first report, with what only the second knows."""
    known = {name: value for name in Move.__dataclass_fields__ if (value := getattr(first, name)) is not None}
    more = {name: value for name in Move.__dataclass_fields__ if (value := getattr(second, name)) is not None}
    return Move(**(more | known))
