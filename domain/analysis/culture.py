"""How decisions are made somewhere: the culture of a unit, or of what lies around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .picture import Account, Facts, Picture, Unit


class Culture(NamedTuple):
    """`shares` of the four cultures add up to 1; nothing where none was assessed. `national` is text or scores."""

    shares: Mapping[str, float]
    national: Any
    why: Facts

    def share(self, *cultures: str) -> float:
        return sum(self.shares.get(one, 0) for one in cultures)


UNKNOWN = Culture({}, None, {})


def culture_of(picture: Picture, unit: str | None) -> Culture:
    """Of the unit, else of the nearest unit above it that has one, else of the account."""
    around: list[Unit | Account] = [*picture.units_around(unit), picture.account]
    for entry in around:
        if entry.culture_assessed and entry.culture:
            return Culture(entry.culture, entry.culture_assessed.get("national"), entry.why)
    return UNKNOWN
