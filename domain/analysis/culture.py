"""How decisions are made somewhere: the culture of a unit, or of what lies around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .picture import Account, Facts, Picture, Unit

# In a bureaucratic or an entrepreneurial culture somebody decides; where partners consult, each for themselves; where
# people collaborate, all together.
ARCHETYPES = ("bureaucratic", "entrepreneurial", "consulting", "collaborative")


class Culture(NamedTuple):
    """`shares` of the four archetypes add up to 1; nothing where no culture was assessed."""

    shares: Mapping[str, float]
    national: str | None
    why: Facts

    def share(self, *archetypes: str) -> float:
        return sum(self.shares.get(one, 0) for one in archetypes)


UNKNOWN = Culture({}, None, {})


def culture_of(picture: Picture, unit: str | None) -> Culture:
    """Of the unit, else of the nearest unit above it that has one, else of the account."""
    around: list[Unit | Account] = [*picture.units_around(unit), picture.account]
    for entry in around:
        weights = {one: float(entry.culture.get(one, 0)) for one in ARCHETYPES}
        total = sum(weights.values())
        if total:
            shares = {one: weight / total for one, weight in weights.items() if weight}
            return Culture(shares, entry.culture.get("national"), entry.why)
    return UNKNOWN
