"""When what is known of an account was last stated, and what is left of its certainty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from ..half_lives import Fading, HalfLives
from .fading import certainty
from .picture import Picture

# Subjects, and what tells apart what stands between them, by the fields of the fact that states it.
About = tuple[tuple[str, str | bool], ...]
# An element, whom or what the value is of, and its field.
Key = tuple[str, About, str]


class Stated(NamedTuple):
    """A value of whatever `about` names, when it was last `told`, by whom, and the id of the fact."""

    kind: Fading
    about: About
    field: str
    told: date
    fact: str
    by: str | None = None

    def certainty(self, day: date, half_lives: HalfLives) -> float:
        """What is left of it on a day, from 0 to 1, as `fading.certainty` has it."""
        return certainty(self.told, day, half_lives.of(self.kind)) or 0.0


def latest_by_slot(picture: Picture, stated: Iterable[Stated]) -> Mapping[Key, Stated]:
    """For each slot of completeness the statement that was made last; of those of one day that of the highest id.

    Any word on a link says that its ends know each other, and any part in a sale that somebody plays one.
    """
    found: dict[Key, Stated] = {}
    heard: dict[tuple[str, str], Stated] = {}
    ours = picture.ours
    for one in sorted(stated, key=_TOLD):
        kind, about, field = one[:3]
        if kind == "link":
            person, other = about[0][1], about[1][1]
            element = "our_links" if person in ours or other in ours else "links"
            found[element, about, field] = one
            heard[element, str(person)] = heard[element, str(other)] = one
        elif kind in _ELEMENTS:
            found[_ELEMENTS[kind], about[: _NAMED.get(kind)], field] = one
    return found | {(element, (("person", end),), "other"): one for (element, end), one in heard.items()}


_TOLD = itemgetter(Stated._fields.index("told"), Stated._fields.index("fact"))
_ELEMENTS: dict[Fading, str] = {
    "reporting": "hierarchy",
    "holder": "holders",
    "power": "power",
    "motivations": "power",
    "buying_role": "buying_roles",
    "attitude": "attitudes",
    "crafted_job": "new_holders",
}


# Of what is said of more: so many of what it is about make the slot.
_NAMED: dict[Fading, int] = {"holder": 1, "buying_role": 2}


def about_link(person: str, other: str, kind: str, *, directed: bool) -> About:
    """As the fact that rates it names it."""
    told: About = (("kind", kind),) if kind else ()
    return (("person", person), ("other", other), *told, *((("directed", True),) if directed else ()))
