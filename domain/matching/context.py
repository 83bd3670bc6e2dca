"""What speaks for or against somebody besides the name: in bits, with the reasons.

As with names, a bit doubles the odds and evidence is worth log2(m / u): m is how often it is there when the person is
meant, u how often it would be there anyway, which the registry tells for roles and organizations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log2
from typing import Literal, NamedTuple

from .announcements import Announcement, Candidate
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
        found = [*self._identifiers(person), *self._predecessor(person)]
        if self.announcement.on is None:
            return [*found, *self._ever(person)]
        return [*found, *self._days(person, self.announcement.on)]

    def _identifiers(self, person: Person) -> Iterator[Evidence]:
        asked = self.announcement.identifiers
        shared = [scheme for scheme in asked if scheme in person.identifiers]
        if any(asked[scheme] == person.identifiers[scheme] for scheme in shared):
            yield Evidence(IDENTIFIED, "the same identifier")
        elif shared:
            yield Evidence(CONTRADICTED, f"another {shared[0]}", "never")

    def _predecessor(self, person: Person) -> Iterator[Evidence]:
        predecessor = self.announcement.predecessor
        if predecessor and fold(predecessor) in map(fold, person.names):
            yield Evidence(THE_PREDECESSOR, "is named as the predecessor", "never")

    def _ever(self, person: Person) -> Iterator[Evidence]:
        yield from self._best(person, person.tenures, (THEIR_ROLE_ONCE, THE_HOUSE_ONCE), "at some time")
        yield from self._origin(person)

    def _days(self, person: Person, day: int) -> Iterator[Evidence]:
        if not person.tenures:
            return
        near = [one for one in person.tenures if one.start <= day + MONTH and one.stop >= day - MONTH]
        yield from self._best(person, near, (THE_ROLE, THE_HOUSE), "about that day") or self._best(
            person, person.tenures, (THEIR_ROLE_ONCE, THE_HOUSE_ONCE), "at another time"
        )
        yield from self._moving(person, day)
        yield from self._origin(person)
        if not any(_between(one, day - LONG, day + LONG) for one in person.tenures):
            yield Evidence(LONG_AGO, "nothing known of them within 25 years of that day", "never")

    def _best(self, person: Person, tenures: Iterable[Tenure], often: tuple[float, float], when: str) -> list[Evidence]:
        """The role itself, or else the organization."""
        held = {tenure.role for tenure in tenures}
        if mine := held & self.roles:
            share = min(self.registry.share_of_role(role) for role in mine)
            return [Evidence(_worth(often[0], share), f"held this role {when}")]
        houses = {self.registry.organization_of(role) for role in held} & self.organizations if held else ()
        if houses:
            share = min(self.registry.share_of_organization(house) for house in houses if house)
            return [Evidence(_worth(often[1], share), f"held a role in this organization {when}")]
        return []

    def _moving(self, person: Person, day: int) -> Iterator[Evidence]:
        """Who leaves one role often takes another: an end or a beginning elsewhere near that day."""
        others = [one for one in person.tenures if one.role not in self.roles]
        nearest = min([abs(edge - day) for one in others for edge in (one.start, one.stop)], default=LONG)
        if nearest <= MONTH:
            yield Evidence(MOVED_THAT_MONTH, "left or took another role within a month of that day")
        elif nearest <= YEAR or any(one.covers(day) for one in others):
            yield Evidence(MOVED_THAT_YEAR, "held another role within a year of that day", "with the whole name")

    def _origin(self, person: Person) -> Iterator[Evidence]:
        if self.came_from and person.tenures:
            houses = {self.registry.organization_of(one.role) for one in person.tenures}
            came = bool(self.came_from & ({one.role for one in person.tenures} | houses))
            said = "was where the announcement says they come from"
            yield Evidence(CAME_FROM, said) if came else Evidence(NOT_FROM, "not known to come from there", "never")


def _between(tenure: Tenure, first: int, last: int) -> bool:
    return tenure.start <= last and tenure.stop >= first


def _worth(often: float, anyway: float) -> float:
    return max(0.0, min(MOST_BITS, log2(often / anyway)))


def plausible(candidates: Iterable[Candidate], least: float) -> frozenset[str]:
    return frozenset(one.id for one in candidates if one.score >= least)
