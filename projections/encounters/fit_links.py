"""What links say of how colleagues fit: those to somebody, and those to people near them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from domain.analysis.weights import link_weight
from domain.encounters.fit import Reason

from ..snapshots import Snapshot
from .bonds import Bond, bonds_across, bonds_of

Json = dict[str, Any]
Reasons = Iterator[tuple[str, Reason]]


class Step(NamedTuple):
    """From somebody near to one of theirs, by a link or by a reporting line."""

    person: str
    weight: float
    told: Json
    places: tuple[int, ...] = ()


def of_links(at: Snapshot, people: set[str], ours: set[str], lines: Mapping[str, Iterable[str]]) -> Reasons:
    """`lines`: by somebody who is above or below one of them, whom; a reporting line weighs 1, as in the analysis.

    A link counts as it weighs there, strength / 10 x warmth; two steps count as one times the other.
    """
    own = bonds_across(at, people)
    yield from (found for bond in own for found in _direct(bond, people, ours))
    near = _near(own, people, ours)
    for somebody in lines.keys() - ours:
        near[somebody] += [Step(one, 1.0, {"kind": "reports_to"}) for one in lines[somebody]]
    for bond in bonds_of(at, near):
        colleague, through = (bond.person, bond.other) if bond.person in ours else (bond.other, bond.person)
        if colleague in ours and through in near:
            yield from ((colleague, one) for step in near[through] if (one := _two_steps(bond, through, step)))


def _direct(bond: Bond, people: set[str], ours: set[str]) -> Reasons:
    for person, colleague in ((bond.person, bond.other), (bond.other, bond.person)):
        if person in people and colleague in ours:
            yield colleague, Reason("link", person, _weight(bond), {"link": bond.told(None)}, bond.places)


def _near(own: Iterable[Bond], people: set[str], ours: set[str]) -> defaultdict[str, list[Step]]:
    found = defaultdict[str, list[Step]](list)
    for bond in own:
        for person, other in ((bond.person, bond.other), (bond.other, bond.person)):
            if person in people and other not in people | ours and _weight(bond) > 0:
                found[other].append(Step(person, _weight(bond), bond.told(None), bond.places))
    return found


def _two_steps(bond: Bond, through: str, step: Step) -> Reason | None:
    """Nothing where a colleague is on bad terms with whoever is between."""
    if _weight(bond) <= 0:
        return None
    told = {"through": through, "link": bond.told(None), "step": step.told}
    return Reason("near", step.person, _weight(bond) * step.weight, told, (*bond.places, *step.places))


def _weight(bond: Bond) -> float:
    return link_weight(bond.link.get("tone"), bond.link.get("strength"))
