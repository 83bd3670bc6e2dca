"""Recorded facts in one line each, for tests that need no log."""

from datetime import UTC, datetime, timedelta
from typing import Any

from domain.facts import Fact
from domain.forms import parse
from domain.standing import Recorded, Standing

FIRST_DAY = datetime(2026, 1, 1, 12, tzinfo=UTC)


def fact_id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def told(number: int, type: str, **values: Any) -> Fact:
    """Fact number so and so; its id says which."""
    return parse({"type": type, "id": fact_id(number), **values}, today="2026-01-01")


def recorded(fact: Fact, position: int, root: int | None = None) -> Recorded:
    """At a position of the log, on a day of its own."""
    instant = FIRST_DAY + timedelta(days=position)
    return Recorded(position, instant, "tester", root or position, fact)


def family(*facts: Fact) -> list[Recorded]:
    """Facts of one family at positions 1, 2, 3, …"""
    return [recorded(fact, position, 1) for position, fact in enumerate(facts, 1)]


def standing(fact: Fact, place: int = 0, day: int = 0) -> Standing:
    return Standing(fact, place, day, "tester")


def took(number: int, effective: str | None = "2020-01-01", **values: Any) -> Fact:
    return told(number, "person_took_role", **{"person": "p", "role": "r", "effective": effective, **values})


def left(number: int, effective: str | None = "2021-01-01", **values: Any) -> Fact:
    return told(number, "person_left_role", **{"person": "p", "role": "r", "effective": effective, **values})


def correction(number: int, of: int, **replacement: Any) -> Fact:
    return told(number, "fact_corrected", fact=fact_id(of), replacement=replacement)


def withdrawal(number: int, of: int) -> Fact:
    return told(number, "fact_withdrawn", fact=fact_id(of))
