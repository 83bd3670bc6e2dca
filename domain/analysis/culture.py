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
    """Of the unit, its own or the one that it has from above, else of the account; the nearest national culture."""
    around: list[Unit | Account] = [*picture.units_around(unit), picture.account]
    source = next((entry for entry in around if entry.culture), None)
    if source is None:
        return UNKNOWN
    national = next((said for entry in around if (said := entry.culture_assessed.get("national"))), None)
    return Culture(source.culture, national, source.why)
