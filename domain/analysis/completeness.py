"""How much is known of an account, element by element, how fresh it is, and what is most worth asking next.

What is known, and when it was said, is the same on every day on which the same holds (`said_so_far`); ages and what
follows from them are of a day (`fresh_on`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, islice
from typing import Any, NamedTuple

import msgspec
import numpy as np
from msgspec import Raw, Struct
from numpy.typing import NDArray

from ..language import plain, say, written
from .fading import certainty
from .freshness import About, Stated
from .slots import ELEMENTS, NEW_HOLDERS, TEAM, Slot, slots
from .study import Json, Study

QUESTIONS = 5
_STALEST = 5
_ELEMENTS = (*ELEMENTS, NEW_HOLDERS, TEAM)
_PLACES = {name: place for place, name in enumerate(_ELEMENTS)}


class SaidSoFar(Struct, frozen=True, kw_only=True, dict=True):
    """Columns, a value for each slot: the place of its `element`, whether it is `filled`, its `weight`, on which day it
    was `told` (0: never, or nobody knows), its `half_life` in days, `since` when a new holder is one (0: not asked of
    one); `entries`: the slots in blocks, of which few are ever read; `explained`: whether facts are asked for."""

    element: bytes
    filled: bytes
    weight: bytes
    told: bytes
    half_life: bytes
    since: bytes
    entries: list[Raw]
    new_for: int
    ask_below: float
    explained: bool = False


class Entry(NamedTuple):
    """A slot, by which fact it was filled last, and by whom."""

    slot: Slot
    fact: str | None = None
    by: str | None = None


_FORMS = {"element": "u1", "filled": "?", "weight": "f8", "told": "i4", "half_life": "f8", "since": "i4"}


def completeness(study: Study) -> Json:
    """`elements`: of each of the seven `known` of `wanted` values and their `share`, never blended, what is `certain`
    of them by now, and the `newest` word; `new_holders`: the same of what
    whoever came lately makes of the post, `team`: of our own roles there; `stalest`: what matters most of what
    has faded; `questions`: the five most worth asking, the most worth first."""
    return fresh_on(said_so_far(study), date.fromisoformat(study.picture.as_of))


def said_so_far(study: Study) -> SaidSoFar:
    """What holds on every day of which this study is. A slot weighs the importance of whom it is about times the weight
    of its element."""
    found = slots(study)
    stated = list(_last_words(study, found))
    columns = _columns(study, found) | _of_words(study, stated)
    settings = study.parameters.completeness
    return SaidSoFar(
        **{name: np.array(values, _FORMS[name]).tobytes() for name, values in columns.items()},
        entries=_blocks(found, stated),
        new_for=settings.new_for,
        ask_below=settings.ask_below or 1e-9,
        explained=study.picture.explained,
    )


def _blocks(found: Sequence[Slot], stated: Sequence[Stated | None]) -> list[Raw]:
    pairs = zip(found, stated, strict=True)
    entries = [(slot, one.fact, one.by) if one else (slot, slot.filled_by, None) for slot, one in pairs]
    return [Raw(_ENCODER.encode(entries[begin : begin + _BLOCK])) for begin in range(0, len(entries), _BLOCK)]


_BLOCK = 32
_ENCODER, _DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(list[Entry])


def _columns(study: Study, found: Sequence[Slot]) -> dict[str, Any]:
    by_field = dict(zip(Slot._fields, zip(*found, strict=True), strict=False))
    element = np.array([_PLACES[name] for name in by_field.get("element", ())], np.intp)
    weights = msgspec.structs.asdict(study.parameters.completeness)
    weight = np.array([weights[name] for name in _ELEMENTS])[element] * by_field.get("importance", ())
    return {"element": element, "weight": weight, **{name: by_field.get(name, ()) for name in ("filled", "since")}}


def _of_words(study: Study, stated: Sequence[Stated | None]) -> dict[str, Any]:
    half_lives: dict[str, float] = msgspec.structs.asdict(study.beside.half_lives)
    return {
        "told": [one.told.toordinal() if one else 0 for one in stated],
        "half_life": [half_lives[one.kind] if one else 1.0 for one in stated],
    }


def _last_words(study: Study, found: Iterable[Slot]) -> Iterator[Stated | None]:
    """On each slot, where it is known when that was said."""
    deciders = {(("opportunity", sale.opportunity.id),): sale.deciders for sale in study.sales}
    last_words = study.stated
    for slot in found:
        if not slot.filled:
            yield None
        elif slot.about in deciders:
            yield _of_deciders(study, slot, deciders[slot.about])
        else:
            yield last_words.get((slot.element, slot.about, slot.field))


def _of_deciders(study: Study, slot: Slot, deciders: Iterable[str]) -> Stated | None:
    """That somebody decides on an opportunity is said with their part in it."""
    said = [study.stated.get((slot.element, (*slot.about, ("person", id)), slot.field)) for id in deciders]
    return max((one for one in said if one), key=lambda one: one.told, default=None)


class _Day:
    """What is left on a day: by slot its `certainty`, from 0 (empty) to 1 (just said, or nobody knows when), and its
    `worth`, how much it matters as far as it is not certain anyway."""

    def __init__(self, said: SaidSoFar, day: date) -> None:
        self.said, self.day = said, day
        self._read: dict[int, list[Entry]] = {}
        columns = {name: np.frombuffer(getattr(said, name), form) for name, form in _FORMS.items()}
        since = columns["since"]
        self.places = np.flatnonzero((since == 0) | (day.toordinal() - since <= said.new_for))
        self.columns = {name: values[self.places] for name, values in columns.items()}
        self.certainty = np.where(self.columns["filled"], self._left(), 0.0)
        self.worth = self.columns["weight"] * (1 - self.certainty)

    def _left(self) -> NDArray[np.float64]:
        """Many things were said on the same day."""
        lives, life = np.unique(self.columns["half_life"], return_inverse=True)
        keys, key = np.unique(self.columns["told"].astype(np.int64) * max(len(lives), 1) + life, return_inverse=True)
        pairs = (divmod(one, len(lives)) for one in keys.tolist())
        left = [certainty(date.fromordinal(told), self.day, float(lives[one])) if told else 1.0 for told, one in pairs]
        return np.array(left, np.float64)[key]

    def entry(self, place: int) -> Entry:
        block, within = divmod(int(self.places[place]), _BLOCK)
        if block not in self._read:
            self._read[block] = _DECODER.decode(self.said.entries[block])
        return self._read[block][within]

    def told(self, place: int) -> date | None:
        ordinal = int(self.columns["told"][place])
        return date.fromordinal(ordinal) if ordinal else None

    def most_worth_first(self, places: NDArray[np.intp]) -> Iterator[tuple[int, Slot]]:
        """Of those worth as much in the order of their questions, which are put into words as far as one reads."""
        ordered = places[np.argsort(-self.worth[places], kind="stable")].tolist()
        for _, some in groupby(ordered, key=lambda place: self.worth[place]):
            yield from sorted(((place, self.entry(place).slot) for place in some), key=lambda one: one[1].question)


def fresh_on(said: SaidSoFar, day: date) -> Json:
    """What is left on a day, in the shape of `completeness`."""
    on = _Day(said, day)
    return {
        "elements": {name: _element(on, name) for name in ELEMENTS},
        "new_holders": _element(on, NEW_HOLDERS),
        "team": _element(on, TEAM),
        "stalest": [_stale(on, *one) for one in _faded(on)],
        "questions": [_question(on, *one) for one in _worthiest(on)],
    }


def _element(on: _Day, name: str) -> Json:
    own = np.flatnonzero(on.columns["element"] == _PLACES[name])
    known, wanted = int(on.columns["filled"][own].sum()), len(own)
    newest = int(on.columns["told"][own].max(initial=0))
    return {
        "known": known,
        "wanted": wanted,
        "share": round(known / wanted, 3) if wanted else None,
        "certain": round(sum(on.certainty[own].tolist()) / wanted, 3) if wanted else None,
        "newest": date.fromordinal(newest).isoformat() if newest else None,
        "newest_age": max(on.day.toordinal() - newest, 0) if newest else None,
        **_counted(on, own[on.columns["filled"][own]]),
    }


def _counted(on: _Day, places: NDArray[np.intp]) -> Json:
    """The facts by which values are known, where they are asked for."""
    facts = {on.entry(place).fact for place in places.tolist()} if on.said.explained else set()
    return {"why": sorted(filter(None, facts))} if on.said.explained else {}


def _faded(on: _Day) -> list[tuple[int, Slot]]:
    """Of what is known, that first whose lost certainty matters most."""
    faded = np.flatnonzero((on.columns["told"] != 0) & (on.certainty < 1))
    return list(islice(on.most_worth_first(faded), _STALEST))


def _worthiest(on: _Day) -> list[tuple[int, Slot]]:
    """One question about the same people at most: five about one person would be an interrogation. Who knows somebody
    whom one of us knows is not asked again: how warm and how close that is, is."""
    chosen: dict[About, tuple[int, Slot]] = {}
    for place, slot in on.most_worth_first(np.flatnonzero((on.certainty < on.said.ask_below) & (on.worth > 0))):
        if not (slot.filled and slot.field == "other"):
            chosen.setdefault(slot.subjects, (place, slot))
        if len(chosen) == QUESTIONS:
            break
    return list(chosen.values())


def _question(on: _Day, place: int, slot: Slot) -> Json:
    told = on.told(place)
    again = say(" (said on {day}: is it still so?)", day=written(told.isoformat())) if told else ""
    return {
        "question": f"{slot.asked}{again}",
        "element": _element_of(on, place),
        "about": dict(slot.about),
        "fact": slot.fact,
        "field": slot.field,
        "importance": round(slot.importance, 3),
        "worth": round(float(on.worth[place]), 3),
        **_freshness(on, place),
    }


def _stale(on: _Day, place: int, slot: Slot) -> Json:
    about = {"element": _element_of(on, place), "about": dict(slot.about), "field": slot.field}
    return {**about, "worth": round(float(on.worth[place]), 3), **_freshness(on, place)}


def _element_of(on: _Day, place: int) -> str:
    return _ELEMENTS[int(on.columns["element"][place])]


def _freshness(on: _Day, place: int) -> Json:
    """Nothing of what was never said."""
    told, entry = on.told(place), on.entry(place)
    if told is None or entry.fact is None:
        return {}
    return {
        "stated": told.isoformat(),
        "by": entry.by,
        "age": max((on.day - told).days, 0),
        "half_life": float(on.columns["half_life"][place]),
        "certain": round(float(on.certainty[place]), 3),
        "told_by": entry.fact,
    }


def told(found: Json) -> list[str]:
    """In words: what to ask next, then how much is known, and how much of that is still certain."""
    known = [_words(name, one) for name, one in found["elements"].items() if one["wanted"]]
    asked = [say("Ask: {question}", question=one["question"]) for one in found["questions"]]
    return asked + ([say("Known so far: {elements}", elements=", ".join(known))] if known else [])


def _words(name: str, one: Json) -> str:
    faded = say(" ({certain:.0%} still certain)", **one) if one["certain"] < one["share"] else ""
    return say("{name} {known} of {wanted}{faded}", name=plain(name), faded=faded, **one)
