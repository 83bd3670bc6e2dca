"""What stands of a recorded fact: the fact as corrected by then, or nothing once it is withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec.structs import replace as replaced

from .amendments import AMENDMENTS, FactCorrected, FactWithdrawn, ValueErased
from .dates import day_of
from .facts import Fact, values_of
from .lazy import lazy
from .readable import readable
from .roles import PersonLeftRole, PersonTookRole


@dataclass(frozen=True)
class Recorded:
    """A fact as the log keeps it. `root` is the position of its family's first fact; `erased` names lost fields."""

    position: int
    recorded_at: datetime
    recorded_by: str
    root: int
    fact: Fact
    caused_by: str | None = None
    erased: tuple[str, ...] = ()

    @lazy
    def day(self) -> int:
        return day_of(self.recorded_at)


class Standing(msgspec.Struct, frozen=True, dict=True):
    """What one recorded fact says now: `place` decides ties, `day` is the day it was recorded.

    `aside`: in a home that it is not about in the first place.

    As large logs have many, they are made by msgspec, at a quarter of what a frozen dataclass costs.
    """

    fact: Fact
    place: int
    day: int
    by: str
    erased: bool = False
    aside: bool = False

    @property
    def home(self) -> tuple[str, str]:
        return self.fact.home

    @property
    def everywhere(self) -> tuple[Standing, ...]:
        """Itself, and what it says in other homes."""
        others = self.fact.elsewhere
        return (self, *(replaced(self, fact=fact, aside=True) for fact in others)) if others else (self,)


def pending(fact: Fact) -> Recorded:
    """A fact of a batch that is still being decided: it has no place and no instant yet."""
    return Recorded(0, datetime.min.replace(tzinfo=UTC), "", 0, fact)


def named_fact(fact: Fact) -> str | None:
    """The id of the fact that an amendment, an erasure or a named end is about."""
    named = getattr(fact, fact.fact_field) if fact.fact_field else None
    return named if isinstance(named, str) else None


_SILENT = (*AMENDMENTS, ValueErased)
_NOBODY: frozenset[str] = frozenset()
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Family:
    """A fact with everything that names it, directly or not: its amendments and the ends that name it.

    Members join in the order of the log; `says` is what the family says once the last of them counts. An end may be
    corrected to name the beginning of another family: it says nothing of use until it sees how that one stands.
    """

    __slots__ = ("_naming", "abroad", "members", "says")

    def __init__(self, members: Iterable[Recorded] = ()) -> None:
        self.members: dict[str, Recorded] = {}
        self.abroad: Mapping[str, Fact | None] = _NOTHING
        self._naming: Mapping[str, list[str]] = _NOTHING
        self.says: list[Standing] = []
        for member in members:
            self._add(member)
        self.says = self._standings() if self.members else []

    def join(self, member: Recorded) -> None:
        self._add(member)
        self.says = self._standings()

    def copy(self) -> Family:
        """One that may grow by itself."""
        copied = Family(self.members.values())
        copied.see(self.abroad)
        return copied

    def standing(self, id: str) -> Fact | None:
        """The fact as it stands, or None when it is withdrawn."""
        return self._standing()[id]

    @property
    def elsewhere(self) -> frozenset[str]:
        """Ids of the beginnings in other families that ends of this one name as they stand."""
        if not self._naming:
            return _NOBODY
        standing = self._standing().values()
        named = {fact.took for fact in standing if isinstance(fact, PersonLeftRole) and isinstance(fact.took, str)}
        return frozenset(named - self.members.keys())

    def see(self, abroad: Mapping[str, Fact | None]) -> None:
        """How the beginnings elsewhere stand that ends of this family name; None: withdrawn."""
        self.abroad = dict(abroad)
        self.says = self._standings()

    @property
    def subjects(self) -> frozenset[tuple[str, str]]:
        """Everything the family was ever about as it stood, or as a member meant it to stand, counting or not."""
        found, growing = set[tuple[str, str]](), Family()
        for member in self.members.values():
            meant = growing._meant(member.fact)
            growing.join(member)
            found.update(pair for fact in (meant, *(said.fact for said in growing.says)) for pair in fact.subjects)
        return frozenset(pair for pair in found if pair[0] != "fact")

    @property
    def people(self) -> frozenset[str]:
        """Everybody that any member ever named, corrections of it included."""
        members = (member.fact for member in self.members.values())
        seen = (fact for fact in self.abroad.values() if fact is not None)
        return frozenset().union(*(fact.key_ids for fact in (*members, *self.versions(), *seen)))

    def versions(self) -> Iterator[Fact]:
        """What each correction by itself makes of the fact that is corrected in the end."""
        for member in self.members.values():
            if isinstance(member.fact, FactCorrected):
                yield self._corrected_by(member.fact)

    def _corrected_by(self, correction: FactCorrected) -> Fact:
        replacement, target = self._aim(correction)
        return msgspec.convert(values_of(target) | replacement, readable(type(target)))

    def _meant(self, fact: Fact) -> Fact:
        """The fact, or what it makes of the one it corrects in the end as that stands before it."""
        if not isinstance(fact, FactCorrected):
            return fact
        replacement, target = self._aim(fact)
        return msgspec.convert(values_of(self.standing(target.id) or target) | replacement, readable(type(target)))

    def _aim(self, correction: FactCorrected) -> tuple[dict[str, Any], Fact]:
        """What is replaced in the end, and of which fact."""
        replacement, target = correction.replacement, self.members[correction.fact].fact
        while isinstance(target, FactCorrected):
            replacement, target = replacement.get("replacement", {}), self.members[target.fact].fact
        return replacement, target

    def _standing(self) -> dict[str, Fact | None]:
        """Every member as it stands. The last first: what amends is recorded after what it amends."""
        found: dict[str, Fact | None] = {}
        if not self._naming:
            return {id: member.fact for id, member in self.members.items()}
        for id, member in reversed(self.members.items()):
            counting = [fact for other in self._naming.get(id, ()) if (fact := found[other]) is not None]
            withdrawn = any(isinstance(fact, FactWithdrawn) for fact in counting)
            corrections = [fact for fact in counting if isinstance(fact, FactCorrected)]
            found[id] = None if withdrawn else corrected(member.fact, corrections)
        return found

    def _add(self, member: Recorded) -> None:
        fact = member.fact
        self.members[fact.id] = member
        if isinstance(fact, AMENDMENTS):
            named = fact.fact  # type: ignore[attr-defined]
            self._naming = {**self._naming, named: [*self._naming.get(named, ()), fact.id]}

    def _standings(self) -> list[Standing]:
        """Most families have one member: a rebuild makes hundreds of thousands of them."""
        if len(self.members) == 1:
            said = [_said(member, member.fact, self.abroad) for member in self.members.values()]
        else:
            standing = self._standing()
            known = {**self.abroad, **standing} if self.abroad else standing
            said = [_said(member, standing[id], known) for id, member in self.members.items()]
        return [one for one in said if one is not None]


def _said(member: Recorded, fact: Fact | None, known: Mapping[str, Fact | None]) -> Standing | None:
    if isinstance(fact, PersonLeftRole) and fact.certainty != "rumored":
        fact = _following(fact, known)
    if fact is None or isinstance(fact, _SILENT):
        return None
    return Standing(fact, member.position, day_of(member.recorded_at), member.recorded_by, bool(member.erased))


def _following(end: PersonLeftRole, standing: Mapping[str, Fact | None]) -> Fact | None:
    """A named end follows the beginning it ends, corrected or not, and says nothing when that is withdrawn."""
    if not isinstance(end.took, str) or end.took not in standing:
        return end
    took = standing[end.took]
    return replace(end, person=took.person, role=took.role) if isinstance(took, PersonTookRole) else None


def corrected(fact: Fact, corrections: list[FactCorrected]) -> Fact:
    """The fact with the replacements of these corrections applied in order."""
    if not corrections:
        return fact
    values = values_of(fact)
    for correction in corrections:
        values.update(correction.replacement)
    return msgspec.convert(values, readable(type(fact)))
