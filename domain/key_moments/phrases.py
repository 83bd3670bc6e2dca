"""The small words that reasons are made of."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten

from ..moves import Spell
from .business import Part
from .scenes import Call

_LONGEST = 200


def listed(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`"""
    *first, last = [*parts] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def plain(code: str) -> str:
    """A word of a vocabulary as people write it."""
    return code.replace("_", " ")


def parts_told(parts: Iterable[Part], call: Call) -> str:
    """`champion in "Renewal"`, `approver and decider in "Renewal" and "New works"`"""
    some = list(parts)
    roles = listed(sorted({plain(part.buying_role) for part in some}))
    return f"{roles} in {sales_told((part.opportunity for part in some), call)}"


def sales_told(opportunities: Iterable[str], call: Call) -> str:
    return listed(f'"{call("opportunity", id)}"' for id in sorted(set(opportunities)))


def title(spells: Iterable[Spell], call: Call) -> str:
    return listed(dict.fromkeys(call("role", spell.role) for spell in spells))


def excerpt(text: str) -> str:
    """What somebody wrote, on one line, as far as a sentence bears it."""
    return shorten(text, _LONGEST, placeholder=" …")


def days_told(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
