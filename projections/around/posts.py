"""Who held which posts, whose these were and how high they stood, from tenures read once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from domain.dates import FOREVER
from domain.levels import Level, level_of

from ..names import Names
from ..snapshots import Snapshot
from ..stays import Tenure, known_tenures
from ..tenures import tenures
from ..words import Words

# A successor may come while the one before is still there to hand over.
HANDOVER_DAYS = 31


class Posts:
    """By person and by role, each as far as it was learned."""

    def __init__(self, at: Snapshot, names: Names, words: Words) -> None:
        self._at = at
        self.names = names
        self.words = words
        self._of_person: dict[str, list[Tenure]] = {}
        self._of_role: dict[str, list[Tenure]] = {}

    def learn_people(self, ids: Iterable[str]) -> None:
        self._learn(self._of_person, tenures.c.person, ids)

    def learn_roles(self, ids: Iterable[str]) -> None:
        self._learn(self._of_role, tenures.c.home, ids)

    def of_role(self, role: str) -> list[Tenure]:
        """In the order they began; those that were held on some day."""
        return self._of_role.get(role, [])

    def organizations_of(self, person: str, day: int) -> set[str]:
        """Where somebody holds a post on a day."""
        at = date.fromordinal(max(day, 1))
        held = (tenure.role for tenure in self._of_person.get(person, ()) if tenure.covers(at))
        return {owner for role in held if (owner := self.names.organization_of(role, at)) is not None}

    def held_throughout(self, person: str, organization: str, first: int) -> bool:
        """Whether somebody holds one and the same post there on every day from one on."""
        day, last = date.fromordinal(first), date.fromordinal(FOREVER - 1)
        posts = (one.role for one in self._of_person.get(person, ()) if one.covers(day) and one.covers(last))
        return any(self._belongs_throughout(role, organization, day) for role in posts)

    def _belongs_throughout(self, role: str, organization: str, first: date) -> bool:
        days = [first, *(day for day in self.names.turns_of(role) if day > first)]
        return all(self.names.organization_of(role, day) == organization for day in days)

    def level(self, role: str, day: date) -> Level:
        ranks = self.words.ranks_of_levels(day)
        return level_of(self.names.level_of(role, day), self.names.of("role", role, day), ranks)

    def last_before(self, role: str, day: int, but: str | None = None) -> list[Tenure]:
        """Of others: the tenures that ended last by a day."""
        ended = [one for one in self.of_role(role) if one.person != but and one.stop.toordinal() <= day]
        latest = max((one.stop for one in ended), default=None)
        return [one for one in ended if one.stop == latest]

    def successors(self, role: str, day: int, but: str) -> list[Tenure]:
        """Of others: the tenures that began first around a day or later, and outlast it."""
        came = [one for one in self.of_role(role) if one.person != but and one.stop.toordinal() > day]
        came = [one for one in came if one.start.toordinal() >= day - HANDOVER_DAYS]
        first = min((one.start for one in came), default=None)
        return [one for one in came if one.start == first]

    def _learn(self, known: dict[str, list[Tenure]], column: Any, ids: Iterable[str]) -> None:
        missing = set(ids) - known.keys()
        if not missing:
            return
        known.update((id, []) for id in missing)
        found = known_tenures(self._at, column, missing)
        self.names.learn_seats({tenure.role for tenure in found})
        for tenure in found:
            if tenure.held and tenure.took is not None:
                known[tenure.person if column is tenures.c.person else tenure.role].append(tenure)


def opened(found: Iterable[Tenure]) -> tuple[str, ...]:
    """The facts that opened these, as they were recorded: whoever reports the same does so later."""
    told = sorted((one.row.place, str(one.row.item)) for one in found if one.took is not None)
    return tuple(dict.fromkeys(fact for _, fact in told))
