"""What a holder makes of their post, as it is answered: the latest of each property, and everybody's word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from domain.roles import CRAFTED

from .crafted import crafted_jobs
from .fragments import decode
from .marks import probable
from .scene import Scene
from .snapshots import Snapshot

Json = dict[str, Any]


class Word(NamedTuple):
    """What somebody says of one property."""

    by: str
    property: str
    value: Any
    probable: bool


def crafted_json(words: Iterable[Word]) -> Json:
    """`{criteria, criteria_by, …}` of words in the order said, with `opinions` where several assessors have any."""
    latest: dict[str, Word] = {}
    said = defaultdict[str, dict[str, Any]](dict)
    for word in words:
        latest[word.property] = said[word.by][word.property] = word
    shown = [latest[name] for name in CRAFTED if name in latest]
    values = {key: value for one in shown for key, value in _attributed(one).items()}
    opinions = {"opinions": [_opinion(by, said[by]) for by in sorted(said)]} if len(said) > 1 else {}
    return values | opinions | probable(one.property for one in shown if one.probable)


def crafted_places(rows: Iterable[Any]) -> dict[str, list[int]]:
    """Of rows in the order said: the latest word on a property states it, all of them the opinions."""
    said = list(rows)
    latest = {name: [row.place] for row in said for name in (row.property, f"{row.property}_by")}
    return {**latest, "opinions": list(dict.fromkeys(row.place for row in said))}


def _attributed(word: Word) -> Json:
    return {word.property: word.value, f"{word.property}_by": word.by}


def _opinion(by: str, said: dict[str, Word]) -> Json:
    return {"by": by, **{name: said[name].value for name in CRAFTED if name in said}}


def crafted_on(scene: Scene, rows: list[int]) -> Json:
    """From rows of a timeline, the latest last."""
    return crafted_json(_word_on(scene, row) for row in rows)


def _word_on(scene: Scene, row: int) -> Word:
    by, name, value, certainty = (
        scene.text(crafted_jobs, column, row) for column in ("assessor", "property", "value", "certainty")
    )
    return Word(by, name, decode(value), certainty == "probable")


class Crafts:
    """What people make of their posts on any day, as known at a moment; of these people or roles (`column`, `ids`);
    with `why`, with the facts that say so."""

    def __init__(self, at: Snapshot, column: Any, ids: Iterable[str], *, why: bool = False) -> None:
        self._at, self._why = at, why
        self._rows = defaultdict[tuple[str, str], list[Any]](list)
        for row in at.known_rows(column, ids):
            self._rows[row.person, row.home].append(row)

    def of(self, person: str, role: str, day: date) -> Json:
        """`{"crafted": …}`, or nothing where nobody says anything."""
        rows = self.rows(person, role, day)
        told = crafted_json(map(_word, rows))
        return {"crafted": told | (self._behind(rows, told) if self._why else {})} if rows else {}

    def _behind(self, rows: list[Any], told: Json) -> Json:
        """`why`: by shown field the ids of the facts that state it."""
        ids = self._at.ids_of_facts(row.place for row in rows)
        stated = {name: places for name, places in crafted_places(rows).items() if name in told}
        return {"why": {name: [ids[place] for place in places] for name, places in stated.items()}}

    def rows(self, person: str, role: str, day: date) -> list[Any]:
        """Everybody's word on each property, the latest last."""
        held = [row for row in self._rows[person, role] if row.valid_from <= day < row.valid_to]
        return sorted(held, key=lambda row: (row.said, row.place))


def _word(row: Any) -> Word:
    return Word(row.assessor, row.property, decode(row.value), row.certainty == "probable")
