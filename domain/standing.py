"""What stands of a recorded fact: the fact as corrected by then, or nothing once it is withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import msgspec

from .amendments import FactCorrected, FactWithdrawn, ValueErased
from .dates import day_of
from .facts import Fact, values_of
from .roles import PersonLeftRole, PersonTookRole


@dataclass(frozen=True)
class Recorded:
    """A fact as the log keeps it. `root` is the position of the first fact of its family; `erased` names lost fields."""

    position: int
    recorded_at: datetime
    recorded_by: str
    root: int
    fact: Fact
    caused_by: str | None = None
    erased: tuple[str, ...] = ()

    @cached_property
    def day(self) -> int:
        return day_of(self.recorded_at)


@dataclass(frozen=True)
class Standing:
    """What one recorded fact says now: `place` decides ties, `day` is the day it was recorded."""

    fact: Fact
    place: int
    day: int
    by: str
    erased: bool = False

    @property
    def home(self) -> tuple[str, str]:
        return self.fact.home


def named_fact(fact: Fact) -> str | None:
    """The id of the fact that an amendment, an erasure or a named end is about."""
    return next((id for kind, id in fact.named if kind == "fact"), None)


class Family:
    """A fact with everything that names it, directly or not: its amendments and the ends that name it.

    Members join in the order of the log; `says` is what the family says once the last of them counts.
    """

    def __init__(self, members: Iterable[Recorded] = ()) -> None:
        self.members: dict[str, Recorded] = {}
        self._naming: dict[str, list[Recorded]] = defaultdict(list)
        self.says: list[Standing] = []
        for member in members:
            self._add(member)
        self.says = self._standings()

    def join(self, member: Recorded) -> None:
        self._add(member)
        self.says = self._standings()

    def standing(self, id: str) -> Fact | None:
        """The fact as it stands, or None when it is withdrawn."""
        recorded, naming = self.members[id], self._naming.get(id)
        if not naming:
            return recorded.fact
        counting = [fact for other in naming if (fact := self.standing(other.fact.id)) is not None]
        if any(isinstance(fact, FactWithdrawn) for fact in counting):
            return None
        return corrected(recorded.fact, [fact for fact in counting if isinstance(fact, FactCorrected)])

    def _add(self, member: Recorded) -> None:
        self.members[member.fact.id] = member
        named = named_fact(member.fact)
        if named is not None and isinstance(member.fact, (FactCorrected, FactWithdrawn)):
            self._naming[named].append(member)

    def _standings(self) -> list[Standing]:
        return [said for member in self.members.values() if (said := self._said(member)) is not None]

    def _said(self, member: Recorded) -> Standing | None:
        if isinstance(member.fact, (FactCorrected, FactWithdrawn, ValueErased)):
            return None
        fact = self.standing(member.fact.id)
        if isinstance(fact, PersonLeftRole) and fact.certainty != "rumored":
            fact = self._following(fact)
        if fact is None:
            return None
        return Standing(fact, member.position, member.day, member.recorded_by, bool(member.erased))

    def _following(self, end: PersonLeftRole) -> Fact | None:
        """A named end follows the beginning it ends, corrected or not, and says nothing when that is withdrawn."""
        if not isinstance(end.took, str) or end.took not in self.members:
            return end
        took = self.standing(end.took)
        return replace(end, person=took.person, role=took.role) if isinstance(took, PersonTookRole) else None


def corrected(fact: Fact, corrections: list[FactCorrected]) -> Fact:
    """The fact with the replacements of these corrections applied in order."""
    if not corrections:
        return fact
    values = values_of(fact)
    for correction in corrections:
        values.update(correction.replacement)
    return msgspec.convert(values, type(fact))
