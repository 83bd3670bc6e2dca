"""How much is known of an account, element by element, and what is most worth asking next."""

from __future__ import annotations

from collections.abc import Iterable

from .slots import ELEMENTS, Slot, slots
from .study import Json, Study

QUESTIONS = 5


def completeness(study: Study) -> Json:
    """`elements`: of each of the seven `known` of `wanted` values and their `share`, never blended; `questions`: the
    five most worth asking, the most worth first."""
    found = slots(study)
    return {
        "elements": {name: _element([slot for slot in found if slot.element == name]) for name in ELEMENTS},
        "questions": [_question(study, slot) for slot in _worthiest(study, found)],
    }


def _element(found: list[Slot]) -> Json:
    known = sum(slot.filled for slot in found)
    return {"known": known, "wanted": len(found), "share": round(known / len(found), 3) if found else None}


def _worthiest(study: Study, found: Iterable[Slot]) -> list[Slot]:
    """One question about the same people at most: five about one person would be an interrogation."""
    empty = sorted((slot for slot in found if not slot.filled), key=lambda slot: (-_worth(study, slot), slot.question))
    chosen: dict[tuple[tuple[str, str], ...], Slot] = {}
    for slot in empty:
        chosen.setdefault(slot.about, slot)
        if len(chosen) == QUESTIONS:
            break
    return list(chosen.values())


def _worth(study: Study, slot: Slot) -> float:
    """Importance of whom it is about times the weight of the element."""
    weight: float = getattr(study.parameters.completeness, slot.element)
    return slot.importance * weight


def _question(study: Study, slot: Slot) -> Json:
    return {
        "question": slot.question,
        "element": slot.element,
        "about": dict(slot.about),
        "fact": slot.fact,
        "field": slot.field,
        "worth": round(_worth(study, slot), 3),
    }


def told(found: Json) -> list[str]:
    """In words: what to ask next, then how much is known."""
    elements = found["elements"].items()
    known = [f"{name.replace('_', ' ')} {one['known']} of {one['wanted']}" for name, one in elements if one["wanted"]]
    asked = [f"Ask: {one['question']}" for one in found["questions"]]
    return asked + ([f"Known so far: {', '.join(known)}"] if known else [])
