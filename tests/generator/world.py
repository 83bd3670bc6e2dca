"""The small world that random facts are about, and what was recorded of it."""

from copy import copy
from random import Random
from typing import Any

from tests.generator.chance import Chance

Fact = dict[str, Any]

ACCOUNTS = ("north", "south")
# Ids are unique per kind only: south is also a unit, r-4 also a person.
SUBJECTS = {
    "organization": ("north", "south", "partner"),
    "unit": ("u-finance", "south", "u-works"),
    "role": ("r-1", "r-2", "r-3", "r-4", "r-5", "r-6"),
    "person": ("p-1", "p-2", "p-3", "r-4", "p-5", "c-1", "c-2"),
    "opportunity": ("o-1", "o-2"),
    "nomination": ("n-1", "n-2"),
    "alert": ("a-1", "a-2"),
}
AMENDING = {"fact_corrected", "fact_withdrawn"}
COLLEAGUES = ("c-1", "c-2")
DEFINED_LATER = {"unit": ("u-works",), "role": ("r-5", "r-6"), "person": ("p-5",), "opportunity": ("o-2",)}


class World:
    def __init__(self, seed: int) -> None:
        self.chance = Chance(seed)
        self.defined = {kind: list(subjects) for kind, subjects in SUBJECTS.items()}
        self.pending = [(kind, subject) for kind, subjects in DEFINED_LATER.items() for subject in subjects]
        for kind, subject in self.pending:
            self.defined[kind].remove(subject)
        self.recorded: dict[str, Fact] = {}
        self.own = self.recorded
        self._seed = seed
        self._beside: dict[str, World] = {}
        self.ranked = {kind: Random(seed).sample(SUBJECTS[kind], len(SUBJECTS[kind])) for kind in SUBJECTS}

    def any(self, kind: str) -> str:
        return self.chance.one_of(self.defined[kind])

    def two_people(self) -> tuple[str, str]:
        first, second = self.chance.random.sample(self.defined["person"], 2)
        return first, second

    def two_records(self, kind: str) -> dict[str, str]:
        """To be merged: one and the same of two is always kept, so that no circle can be."""
        found = self.chance.random.sample(self.defined[kind], 2)
        return dict(zip(("kept", "duplicate"), sorted(found, key=self.ranked[kind].index), strict=True))

    def define_next(self) -> tuple[str, str] | None:
        """From now on facts may name it: those of the same batch too."""
        if not self.pending:
            return None
        kind, subject = self.pending.pop(self.chance.number(0, len(self.pending) - 1))
        self.defined[kind].append(subject)
        return kind, subject

    def record(self, facts: list[Fact]) -> None:
        self.recorded |= {fact["id"]: fact for fact in facts}

    def beside(self, name: str) -> "World":
        """The same world with dice of its own, and what they made beside what was recorded.

        Types that came later are drawn there: facts of the others stay what they were, for the same seed.
        """
        if name not in self._beside:
            self._beside[name] = copy(self)
            self._beside[name].chance, self._beside[name].own = Chance(f"{self._seed}:{name}"), {}
        other = self._beside[name]
        other.chance.now, other.recorded = self.chance.now, self.recorded | other.own
        return other

    def earlier(self, *types: str) -> Fact | None:
        """A fact of an earlier batch, rather a recent one; to be amended, one that the same dice made."""
        known = self.recorded if types and not set(types) & AMENDING else self.own
        fitting = [fact for fact in known.values() if not types or fact["type"] in types]
        recent = fitting[-8:] if self.chance.happens(0.5) else fitting
        return self.chance.one_of(recent) if recent else None
