"""The small words that reasons are made of."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten

from ..language import listed as listed
from ..language import plain, say, say_count
from ..moves import Spell
from .business import Part
from .scenes import Call

_LONGEST = 200


def parts_told(parts: Iterable[Part], call: Call) -> str:
    """`champion in "Renewal"`, `approver and decider in "Renewal" and "New works"`"""
    some = list(parts)
    roles = listed(sorted({plain(part.buying_role) for part in some}))
    return say("{parts} in {sales}", parts=roles, sales=sales_told((part.opportunity for part in some), call))


def sales_told(opportunities: Iterable[str], call: Call) -> str:
    return listed(say('"{opportunity}"', opportunity=call("opportunity", id)) for id in sorted(set(opportunities)))


def title(spells: Iterable[Spell], call: Call) -> str:
    return listed(dict.fromkeys(call("role", spell.role) for spell in spells))


def excerpt(text: str) -> str:
    """What somebody wrote, on one line, as far as a sentence bears it."""
    return shorten(text, _LONGEST, placeholder=" …")


def days_told(days: int) -> str:
    return say_count("{count} day", "{count} days", days)
