"""Where people work who are on a map without a role there: asked when first shown, kept until something moves them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

Subject = tuple[str, str]
_MOST = 4


class Workplaces(Protocol):
    """Where these people worked on any day, since when nowhere, and the subjects that say so."""

    @property
    def subjects(self) -> set[Subject]: ...

    def of(self, person: str, day: date) -> list[str]: ...

    def left(self, person: str, day: date) -> date | None: ...


class Met:
    """Of one account's maps, by the position up to which facts count; the positions asked for last."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[frozenset[str], Workplaces]] = {}

    def among(self, position: int, people: Iterable[str]) -> bool:
        """Whether nothing has to be asked."""
        return self.people(position).issuperset(people)

    def learn(self, position: int, people: Iterable[str], employers: Workplaces) -> None:
        """In place of what was known at the position."""
        self._known.pop(position, None)
        self._known[position] = frozenset(people), employers
        while len(self._known) > _MOST:
            del self._known[next(iter(self._known))]

    def people(self, position: int) -> frozenset[str]:
        return self._known[position][0] if position in self._known else frozenset()

    def employers(self, position: int) -> Workplaces:
        return self._known[position][1]

    def stepped(self, before: int, after: int, subjects: Iterable[Subject]) -> None:
        """What was known at one position still holds at a later one if the facts between concern none of it."""
        if kept := self._known.get(before):
            people, employers = kept
            about = employers.subjects.union(("person", person) for person in people)
            if about.isdisjoint(subjects):
                self._known[after] = self._known.pop(before)
