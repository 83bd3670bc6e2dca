"""Dates of facts as spans of days, and the day from which a fact counts.

A day is an ordinal, so that "before everything" and "never" are days like any other.
"""

from calendar import monthrange
from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime
from typing import Any, TypeVar

Fact = dict[str, Any]
Key = TypeVar("Key", bound=Hashable)

BEFORE_EVERYTHING = 0
NEVER = date.max.toordinal() + 1

CREATING = (
    "organization_registered",
    "account_opened",
    "unit_defined",
    "role_defined",
    "person_introduced",
    "opportunity_opened",
    "vocabulary_set",
    "action_planned",
    "interaction_recorded",
)
BEGINNING = (
    *CREATING,
    "person_took_role",
    "buying_role_assigned",
    "organizations_related",
    "coverage_assigned",
    "contact_rule_set",
    "team_role_played",
)


def span(effective: str) -> tuple[int, int]:
    """The first and the last day that a date may mean."""
    if not effective.startswith("["):
        return first_day(effective), last_day(effective)
    start, end = effective.strip("[]").split("..")
    return first_day(start) if start else BEFORE_EVERYTHING, last_day(end)


def first_day(text: str) -> int:
    year, month, day = [*map(int, text.split("-")), 1, 1][:3]
    return date(year, month, day).toordinal()


def last_day(text: str) -> int:
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1]).toordinal()


def recorded_day(fact: Fact) -> int:
    return datetime.fromisoformat(fact["recorded_at"]).date().toordinal()


def beginning_span(fact: Fact) -> tuple[int, int]:
    """An unknown beginning may lie anywhere before the day that we learned of it."""
    if fact["effective"] is None:
        return BEFORE_EVERYTHING, recorded_day(fact) - 1
    return span(fact["effective"])


def end_span(fact: Fact) -> tuple[int, int]:
    if fact["effective"] is None:
        return recorded_day(fact), recorded_day(fact)
    return span(fact["effective"])


def value_day(fact: Fact) -> int:
    """The day from which what the fact states may hold."""
    if fact["effective"] is not None:
        return span(fact["effective"])[0]
    return BEFORE_EVERYTHING if fact["type"] in BEGINNING else recorded_day(fact)


def place(fact: Fact) -> int:
    """A corrected fact keeps the place of the original."""
    position: int = fact["position"]
    return position


def when(fact: Fact) -> tuple[int, int]:
    """The order in which values follow each other: on equal dates the one recorded last holds."""
    return value_day(fact), place(fact)


def shown_day(day: int) -> str:
    return date.fromordinal(day).isoformat()


def grouped(facts: Iterable[Fact], key: Callable[[Fact], Key]) -> dict[Key, list[Fact]]:
    groups: dict[Key, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(key(fact), []).append(fact)
    return groups
