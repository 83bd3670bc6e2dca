"""How well a colleague fits a person, or an account: parts that stay apart, each with its reasons and its weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple, get_args

from .parameters import FitParameters

Json = dict[str, Any]
Part = Literal["link", "past", "near", "shared", "covers", "rule", "load"]
PARTS: tuple[Part, ...] = get_args(Part)
# What is about one of their people counts for as many as are enough; a rule binds only for whom it is set.
_ABOUT_PEOPLE = frozenset({"link", "past", "near", "shared"})


class Reason(NamedTuple):
    """What speaks for a colleague, or against: of a part, about one of theirs or about all (`person` is nothing),
    `value` from -1 to 1; `told` is what an answer says of it; `places` and ids of the `facts` that say so."""

    part: Part
    person: str | None
    value: float
    told: Json
    places: tuple[int, ...] = ()
    facts: tuple[str, ...] = ()


def fits(reasons: Mapping[str, Iterable[Reason]], people: int, parameters: FitParameters) -> list[Json]:
    """By colleague, for so many `people`: the parts, what each adds (value x weight), and their sum; the best first.

    `reasons` of a part are those that count most, as they were given. A colleague for whom nothing speaks is left out.
    """
    found = [_fit(colleague, list(some), people, parameters) for colleague, some in reasons.items()]
    spoken = [one for one in found if any(part["value"] > 0 for part in one["parts"])]
    return sorted(spoken, key=lambda one: (-one["sum"], one["person"]))


def _fit(colleague: str, reasons: list[Reason], people: int, parameters: FitParameters) -> Json:
    by_part = defaultdict[Part, list[Reason]](list)
    for reason in reasons:
        by_part[reason.part].append(reason)
    parts = [_part(name, by_part[name], people, parameters) for name in PARTS if by_part[name]]
    barred = [one for one in by_part["rule"] if one.value < 0]
    alone = {"barred": True} if barred and len({one.person for one in barred}) == people else {}
    return {"person": colleague, "sum": round(sum(part["adds"] for part in parts), 4), **alone, "parts": parts}


def _part(name: Part, reasons: list[Reason], people: int, parameters: FitParameters) -> Json:
    value, weight = _value(name, reasons, people, parameters), float(getattr(parameters, name))
    ordered = sorted(reasons, key=lambda one: (-abs(one.value), one.person or ""))[: parameters.people]
    about = len({one.person for one in reasons if one.person is not None})
    return {
        "part": name,
        "value": round(value, 4),
        "weight": weight,
        "adds": round(value * weight, 4),
        **({"people": about} if about else {}),
        "reasons": ordered,
    }


def _value(name: Part, reasons: list[Reason], people: int, parameters: FitParameters) -> float:
    """From -1 to 1."""
    each = defaultdict[str | None, list[float]](list)
    for one in reasons:
        each[one.person].append(one.value)
    counted = sum(map(_strongest, each.values()))
    if name in _ABOUT_PEOPLE:
        counted /= min(parameters.enough, people)
    elif name == "rule":
        counted /= people
    else:
        counted = _strongest([one.value for one in reasons])
    return max(-1.0, min(1.0, counted))


def _strongest(values: list[float]) -> float:
    """The worst where any speaks against, else the best."""
    return min(values) if min(values) < 0 else max(values)
