"""What speaks for or against somebody besides the name: in bits, with the reasons.

As with names, a bit doubles the odds and evidence is worth log2(m / u): m is how often it is there when the person is
meant, u how often it would be there anyway, which the registry tells for roles and organizations.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log2
from typing import Literal, NamedTuple

from .announcements import Announcement, Candidate
from .reasons import Reason
from .registry import MONTH, Person, Registry, Tenure
from .text import fold

YEAR, LONG = 366, 25 * 366
# How often it is there when the person is meant.
THE_ROLE, THEIR_ROLE_ONCE, THE_HOUSE, THE_HOUSE_ONCE = 0.5, 0.2, 0.4, 0.3
MOST_BITS = 10.0
# Bits of what the registry has no frequency for.
IDENTIFIED, CONTRADICTED = 20.0, -10.0
MOVED_THAT_MONTH, MOVED_THAT_YEAR = 3.0, 1.5
CAME_FROM, NOT_FROM = 6.0, -2.0
LONG_AGO = -5.0
THE_PREDECESSOR = -8.0
SIMILAR_POST = 1.0


class Evidence(NamedTuple):
    """Bits, said in words; `speaks` for the person: with any name, or only with the whole of it."""

    bits: float
    said: str
    speaks: Literal["always", "with the whole name", "never"] = "always"


_IDENTIFIED = Evidence(IDENTIFIED, Reason.SAME_IDENTIFIER)
_PREDECESSOR = Evidence(THE_PREDECESSOR, Reason.PREDECESSOR, "never")
_THAT_MONTH = Evidence(MOVED_THAT_MONTH, Reason.THAT_MONTH)
_THAT_YEAR = Evidence(MOVED_THAT_YEAR, Reason.THAT_YEAR, "with the whole name")
_FROM = Evidence(CAME_FROM, Reason.CAME_FROM)
_NOT_FROM = Evidence(NOT_FROM, Reason.NOT_FROM, "never")
_LONG_AGO = Evidence(LONG_AGO, Reason.LONG_AGO, "never")

Said = tuple[Reason, Reason]
"""Of the role itself, and of the organization."""
_THEN, _ONCE = (Reason.ROLE_THEN, Reason.HOUSE_THEN), (Reason.ROLE_ONCE, Reason.HOUSE_ONCE)
_EVER = Reason.ROLE_EVER, Reason.HOUSE_EVER


@dataclass(frozen=True)
class Setting:
    """What of an announcement is known: its day, and the roles and organizations it may mean."""

    registry: Registry
    announcement: Announcement
    roles: frozenset[str]
    organizations: frozenset[str]
    came_from: frozenset[str] = frozenset()

    def evidence(self, person: Person) -> list[Evidence]:
        """Everything that speaks for or against somebody."""
        found = self._identifiers(person) if self.announcement.identifiers else []
        if (predecessor := self.announcement.predecessor) and fold(predecessor) in map(fold, person.names):
            found.append(_PREDECESSOR)
        if person.tenures:
            day = self.announcement.on
            found += self._days(person.tenures, day) if day is not None else self._once(person.tenures, _EVER)
            if self.came_from:
                elsewhere = self._origins.isdisjoint([one.role for one in person.tenures])
                found.append(_NOT_FROM if elsewhere else _FROM)
            if day is not None and _long_before_or_after(person.tenures, day):
                found.append(_LONG_AGO)
        return found

    def _identifiers(self, person: Person) -> list[Evidence]:
        asked = self.announcement.identifiers
        shared = [scheme for scheme in asked if scheme in person.identifiers]
        if any(asked[scheme] == person.identifiers[scheme] for scheme in shared):
            return [_IDENTIFIED]
        return [Evidence(CONTRADICTED, Reason.OTHER_SCHEME.format(scheme=shared[0]), "never")] if shared else []

    def _days(self, tenures: Sequence[Tenure], day: int) -> list[Evidence]:
        roles_here = self._here
        here = [one for one in tenures if one.role in roles_here]
        return self._held_here(here, day) + self._moving(tenures, day) if here else self._moving(tenures, day)

    def _held_here(self, here: Sequence[Tenure], day: int) -> list[Evidence]:
        near = [one for one in here if _between(one, day - MONTH, day + MONTH)]
        found = self._best(near, (THE_ROLE, THE_HOUSE), _THEN) if near else []
        return found or self._once(here, _ONCE)

    @cached_property
    def _here(self) -> frozenset[str]:
        """The role that may be meant, and those of its organization; most people never held one."""
        return self.roles.union(*(roles for _, roles in self._houses))

    def _once(self, tenures: Sequence[Tenure], said: Said) -> list[Evidence]:
        return self._best(tenures, (THEIR_ROLE_ONCE, THE_HOUSE_ONCE), said)

    def _best(self, tenures: Sequence[Tenure], often: tuple[float, float], said: Said) -> list[Evidence]:
        """The role itself, or else the organization."""
        if mine := [one.role for one in tenures if one.role in self.roles]:
            share = min(map(self.registry.share_of_role, mine))
            return [Evidence(_worth(often[0], share), said[0])]
        if houses := [id for id, roles in self._houses for one in tenures if one.role in roles]:
            share = min(map(self.registry.share_of_organization, houses))
            return [Evidence(_worth(often[1], share), said[1])]
        return []

    def _moving(self, tenures: Sequence[Tenure], day: int) -> list[Evidence]:
        """Who leaves one role often takes another: an end or a beginning elsewhere near that day."""
        found = self._elsewhere(tenures, day)
        return found if self._places else [one._replace(speaks="never") for one in found]

    def _elsewhere(self, tenures: Sequence[Tenure], day: int) -> list[Evidence]:
        roles, found = self.roles, list[Evidence]()
        for one in tenures:
            if one.role not in roles:
                start, stop = one.start - day, one.stop - day
                if -MONTH <= start <= MONTH or -MONTH <= stop <= MONTH:
                    return [_THAT_MONTH]
                if start <= 0 < stop or -YEAR <= start <= YEAR or -YEAR <= stop <= YEAR:
                    found = [_THAT_YEAR]
        return found

    @cached_property
    def _places(self) -> bool:
        """Asked once for each person."""
        return self.announcement.places

    @cached_property
    def _houses(self) -> list[tuple[str, Collection[str]]]:
        """The organizations that may be meant, with their roles."""
        return [(id, self.registry.roles_of[id]) for id in self.organizations if id in self.registry.roles_of]

    @cached_property
    def _origins(self) -> frozenset[str]:
        """Roles that are said to be left, and those of organizations that are."""
        return self.came_from.union(*(self.registry.roles_of.get(id, ()) for id in self.came_from))


def _between(tenure: Tenure, first: int, last: int) -> bool:
    return tenure.start <= last and tenure.stop >= first


def _long_before_or_after(tenures: Sequence[Tenure], day: int) -> bool:
    return not [one for one in tenures if one.start <= day + LONG and one.stop >= day - LONG]


def _worth(often: float, anyway: float) -> float:
    return max(0.0, min(MOST_BITS, log2(often / anyway)))


def plausible(candidates: Iterable[Candidate], least: float) -> frozenset[str]:
    return frozenset(one.id for one in candidates if one.score >= least)
