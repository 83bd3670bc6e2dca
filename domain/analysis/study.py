"""One account under study: its picture, what lies beside it, and what several sections of an analysis share."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import log
from typing import Any

from .beside import Beside
from .parameters import Parameters
from .picture import Picture, Role
from .sale import Sale

Json = dict[str, Any]
_STRONGEST, _LEAST = 10, 0.05


@dataclass(frozen=True)
class Study:
    """What several sections need is a `cached_property` here, found once however many ask."""

    picture: Picture
    beside: Beside = field(default_factory=Beside)
    parameters: Parameters = field(default_factory=Parameters)

    @cached_property
    def sales(self) -> list[Sale]:
        """The opportunities that are open, in the order of the map."""
        given = self.picture, self.beside.words, self.parameters
        return [Sale(*given, one) for one in self.picture.opportunities if one.status == "open"]

    @cached_property
    def heights(self) -> dict[str, float]:
        """How high each role stands, 0 (nothing below) to 1: log(1 + roles below it) / log(all of them)."""
        superiors = {role.id: role.reports_to for role in self.picture.roles}
        below = dict.fromkeys(superiors, 0)
        for role in superiors:
            for one in _above(role, superiors):
                below[one] += 1
        most = log(max(len(superiors), 2))
        return {id: log(1 + count) / most for id, count in below.items()}

    def height(self, role: Role) -> float:
        return self.heights[role.id]

    def importance(self, person: str) -> float:
        """Of somebody here, above 0 to 1: the higher of how high they stand and of their informal power."""
        held = self.picture.held.get(person, ())
        return (
            max((max(self.height(one.role), (one.holder.power or 0) / _STRONGEST) for one in held), default=0.0)
            or _LEAST
        )

    def call(self, person: str) -> str:
        found = self.picture.person.get(person)
        return (found.name if found else None) or person

    def named(self, person: str) -> Json:
        """Somebody as every section tells of them."""
        found = self.picture.person.get(person)
        return {"person": person, "name": found.name if found else None}


def _above(role: str, superiors: dict[str, str | None]) -> list[str]:
    """The roles above one, each once, whatever circles they form."""
    found: list[str] = []
    above = superiors[role]
    while above in superiors and above != role and above not in found:
        found.append(above)
        above = superiors[above]
    return found


def facts_behind(*why: dict[str, list[str]], of: tuple[str, ...] = ()) -> Json:
    """`{"why": [ids]}` of the facts behind these values (all of an entry's if none is named); nothing where the map was
    not asked for with them."""
    told = [facts for entry in why for name, facts in entry.items() if not of or name in of]
    ids = sorted({id for facts in told for id in facts})
    return {"why": ids} if ids else {}
