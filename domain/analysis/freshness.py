"""When what is known of an account was last stated, and what is left of its certainty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ..half_lives import Fading, HalfLives
from .fading import certainty
from .picture import Picture

# Subjects, and what tells apart what stands between them, by the fields of the fact that states it.
About = tuple[tuple[str, str | bool], ...]
# An element, whom or what the value is of, and its field.
Key = tuple[str, frozenset[tuple[str, str | bool]], str]


class Stated(NamedTuple):
    """A value of whatever `about` names, when it was last `told`, by whom, and the id of the fact."""

    kind: Fading
    about: About
    field: str
    told: date
    fact: str
    by: str | None = None

    def age(self, day: date) -> int:
        """In days; 0 on the days before it was told."""
        return max((day - self.told).days, 0)

    def certainty(self, day: date, half_lives: HalfLives) -> float:
        """What is left of it on a day, from 0 to 1, as `fading.certainty` has it."""
        return certainty(self.told, day, half_lives.of(self.kind)) or 0.0


def latest_by_slot(picture: Picture, stated: Iterable[Stated]) -> Mapping[Key, Stated]:
    """For each slot of completeness the statement that was made last."""
    found: dict[Key, Stated] = {}
    for one in stated:
        for key in _slots(picture, one):
            if key not in found or found[key].told < one.told:
                found[key] = one
    return found


def _slots(picture: Picture, one: Stated) -> Iterator[Key]:
    about = frozenset(one.about)
    if one.kind == "link":
        yield from _slots_of_link(picture, one.field, about)
    elif one.kind == "holder":
        yield "holders", frozenset(pair for pair in one.about if pair[0] == "role"), one.field
    elif one.kind in _ELEMENTS:
        yield _ELEMENTS[one.kind], about, one.field


_ELEMENTS: dict[Fading, str] = {
    "reporting": "hierarchy",
    "power": "power",
    "motivations": "power",
    "buying_role": "buying_roles",
    "attitude": "attitudes",
    "crafted_job": "new_holders",
}


def _slots_of_link(picture: Picture, field: str, about: frozenset[tuple[str, str | bool]]) -> Iterator[Key]:
    """Any word on a link says that its ends know each other."""
    ends = {id for name, id in about if name in ("person", "other")}
    element = "our_links" if ends & picture.ours else "links"
    yield element, about, field
    yield from ((element, frozenset([("person", end)]), "other") for end in ends)


def about_link(person: str, other: str, kind: str, *, directed: bool) -> About:
    """As the fact that rates it names it."""
    told: About = (("kind", kind),) if kind else ()
    return (("person", person), ("other", other), *told, *((("directed", True),) if directed else ()))
