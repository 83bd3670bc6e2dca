"""What stands of the recorded facts at a position: corrections, withdrawals, rumors."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tests.oracle.days import Fact, place
from tests.oracle.merging import Kept, kept_records, renamed

Amendments = dict[str, list[Fact]]


@dataclass(frozen=True)
class Known:
    """The facts standing at one position: those that decide, and those that are only said."""

    decided: list[Fact]
    rumors: list[Fact]
    kept: Kept

    def answering(self, kind: str, id: str) -> str:
        """What a record answers as: itself, unless it was merged into another."""
        return self.kept.get((kind, id), id)

    def of(self, *types: str) -> list[Fact]:
        return [fact for fact in self.decided if fact["type"] in types]


def known_at(facts: Iterable[Fact], position: int) -> Known:
    """With what is kept in place of every record that was merged into it."""
    standing = standing_facts(facts, position)
    kept = kept_records([fact for fact in standing if decides(fact)])
    standing = [renamed(fact, kept) for fact in standing]
    decided, rumors = ([fact for fact in standing if decides(fact) == wanted] for wanted in (True, False))
    return Known(decided, rumors, kept)


def standing_facts(facts: Iterable[Fact], position: int) -> list[Fact]:
    recorded = sorted((fact for fact in facts if place(fact) <= position), key=place)
    amendments = amendments_of(recorded)
    return [as_corrected(fact, amendments) for fact in recorded if not withdrawn(fact, amendments)]


def amendments_of(recorded: list[Fact]) -> Amendments:
    """The corrections and withdrawals aimed at each fact, in recorded order."""
    aimed: Amendments = defaultdict(list)
    for fact in recorded:
        if fact["type"] in ("fact_corrected", "fact_withdrawn"):
            aimed[fact["fact"]].append(fact)
    return aimed


def withdrawn(fact: Fact, amendments: Amendments) -> bool:
    return any(
        amendment["type"] == "fact_withdrawn" and amends(amendment, amendments)
        for amendment in amendments.get(fact["id"], [])
    )


def amends(amendment: Fact, amendments: Amendments) -> bool:
    """An amendment counts unless it was withdrawn itself, or is only a rumor."""
    return decides(amendment) and not withdrawn(amendment, amendments)


def as_corrected(fact: Fact, amendments: Amendments) -> Fact:
    """Corrections apply field by field in recorded order, each as it was itself corrected."""
    for amendment in amendments.get(fact["id"], []):
        if amendment["type"] == "fact_corrected" and amends(amendment, amendments):
            fact = fact | replacement(amendment, amendments)
    return fact


def replacement(correction: Fact, amendments: Amendments) -> dict[str, Any]:
    changed: dict[str, Any] = as_corrected(correction, amendments)["replacement"]
    return changed


def decides(fact: Fact) -> bool:
    return bool(fact["certainty"] != "rumored")
