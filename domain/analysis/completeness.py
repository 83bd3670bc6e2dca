"""How much is known of an account, element by element, how fresh it is, and what is most worth asking next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, islice
from typing import NamedTuple

import msgspec

from .freshness import About, Stated
from .slots import ELEMENTS, NEW_HOLDERS, TEAM, Slot, slots
from .study import Json, Study

QUESTIONS = 5
_STALEST = 5


class _Known(NamedTuple):
    """A slot with the last word on it, where it is known when that was said; `certainty` is that on the day, from 0
    (empty) to 1 (just said, or nobody knows when); `worth`: how much it matters, as far as it is not certain anyway."""

    slot: Slot
    stated: Stated | None
    certainty: float
    worth: float


def completeness(study: Study) -> Json:
    """`elements`: of each of the seven `known` of `wanted` values and their `share`, never blended, what is `certain`
    of them by now, and the `newest` word; `new_holders`: the same of what
    whoever came lately makes of the post, `team`: of our own roles there; `stalest`: what matters most of what
    has faded; `questions`: the five most worth asking, the most worth first."""
    found = list(_all_known(study))
    by_element: dict[str, list[_Known]] = {name: [] for name in (*ELEMENTS, NEW_HOLDERS, TEAM)}
    for one in found:
        by_element[one.slot.element].append(one)
    return {
        "elements": {name: _element(study, by_element[name]) for name in ELEMENTS},
        "new_holders": _element(study, by_element[NEW_HOLDERS]),
        "team": _element(study, by_element[TEAM]),
        "stalest": [_stale(study, one) for one in _faded(found)],
        "questions": [_question(study, one) for one in _worthiest(study, found)],
    }


def _all_known(study: Study) -> Iterator[_Known]:
    """The worth of a slot is the importance of whom it is about times the weight of the element, times what is not
    certain."""
    deciders = {(("opportunity", sale.opportunity.id),): sale.deciders for sale in study.sales}
    weights: dict[str, float] = msgspec.structs.asdict(study.parameters.completeness)
    last_words, certainty = study.stated, study.certainty
    for slot in slots(study):
        stated = last_words.get((slot.element, slot.about, slot.field)) if slot.filled else None
        if slot.filled and slot.about in deciders:
            stated = _of_deciders(study, slot, deciders[slot.about])
        certain = (certainty(stated) if stated else 1.0) if slot.filled else 0.0
        yield _Known(slot, stated, certain, slot.importance * weights[slot.element] * (1 - certain))


def _of_deciders(study: Study, slot: Slot, deciders: Iterable[str]) -> Stated | None:
    """That somebody decides on an opportunity is said with their part in it."""
    said = [study.stated.get((slot.element, (*slot.about, ("person", id)), slot.field)) for id in deciders]
    return max((one for one in said if one), key=lambda one: one.told, default=None)


def _element(study: Study, found: Sequence[_Known]) -> Json:
    known, wanted = sum([one.slot.filled for one in found]), len(found)
    newest = max((one.stated.told for one in found if one.stated), default=None)
    return {
        "known": known,
        "wanted": wanted,
        "share": round(known / wanted, 3) if wanted else None,
        "certain": round(sum([one.certainty for one in found]) / wanted, 3) if wanted else None,
        "newest": newest.isoformat() if newest else None,
        "newest_age": _age(newest, study.day),
    }


def _age(told: date | None, day: date) -> int | None:
    return None if told is None else max((day - told).days, 0)


def _faded(found: Iterable[_Known]) -> list[_Known]:
    """Of what is known, that first whose lost certainty matters most."""
    known = [one for one in found if one.stated and one.certainty < 1]
    return list(islice(_most_worth_first(known), _STALEST))


def _worthiest(study: Study, found: Iterable[_Known]) -> list[_Known]:
    """One question about the same people at most: five about one person would be an interrogation."""
    open_to_doubt = [one for one in found if one.certainty < (study.parameters.completeness.ask_below or 1e-9)]
    chosen: dict[About, _Known] = {}
    for one in _most_worth_first(open_to_doubt):
        chosen.setdefault(one.slot.about, one)
        if len(chosen) == QUESTIONS:
            break
    return list(chosen.values())


def _most_worth_first(found: Iterable[_Known]) -> Iterator[_Known]:
    """Of those worth as much in the order of their questions, which are put into words as far as one reads."""
    ordered = sorted(found, key=lambda one: -one.worth)
    for _, some in groupby(ordered, key=lambda one: one.worth):
        yield from sorted(some, key=lambda one: one.slot.question)


def _question(study: Study, one: _Known) -> Json:
    slot, again = one.slot, f" (said on {one.stated.told.isoformat()}: is it still so?)" if one.stated else ""
    return {
        "question": f"{slot.question}{again}",
        "element": slot.element,
        "about": dict(slot.about),
        "fact": slot.fact,
        "field": slot.field,
        "worth": round(one.worth, 3),
        **_freshness(study, one),
    }


def _stale(study: Study, one: _Known) -> Json:
    about = {"element": one.slot.element, "about": dict(one.slot.about), "field": one.slot.field}
    return {**about, "worth": round(one.worth, 3), **_freshness(study, one)}


def _freshness(study: Study, one: _Known) -> Json:
    """Nothing of what was never said."""
    if one.stated is None:
        return {}
    return {
        "stated": one.stated.told.isoformat(),
        "by": one.stated.by,
        "age": one.stated.age(study.day),
        "half_life": study.beside.half_lives.of(one.stated.kind),
        "certain": round(one.certainty, 3),
        "told_by": one.stated.fact,
    }


def told(found: Json) -> list[str]:
    """In words: what to ask next, then how much is known, and how much of that is still certain."""
    known = [_words(name, one) for name, one in found["elements"].items() if one["wanted"]]
    asked = [f"Ask: {one['question']}" for one in found["questions"]]
    return asked + ([f"Known so far: {', '.join(known)}"] if known else [])


def _words(name: str, one: Json) -> str:
    faded = f" ({one['certain']:.0%} still certain)" if one["certain"] < one["share"] else ""
    return f"{name.replace('_', ' ')} {one['known']} of {one['wanted']}{faded}"
