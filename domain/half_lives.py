"""After how many days half of the certainty of what was said is gone, by what it was said of.

The defaults are judgments, not measurements: what depends on one conversation (an attitude) fades within months, what
is written in an organization chart within years. A workspace sets its own, and what it had set keeps its past.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

Fading = Literal[
    "attitude", "buying_role", "coverage", "crafted_job", "culture", "holder", "link", "motivations", "power",
    "reporting",
]  # fmt: skip
Days = Annotated[float, Meta(ge=1, le=36_525, description="Days after which half of the certainty is gone.")]


class HalfLives(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In days."""

    attitude: Days = 180
    buying_role: Days = 270
    coverage: Days = 365
    crafted_job: Days = 365
    culture: Days = 1_460
    holder: Days = 730
    link: Days = 365
    motivations: Days = 730
    power: Days = 730
    reporting: Days = 1_095

    def of(self, kind: Fading) -> float:
        days: float = getattr(self, kind)
        return days


class ChangedHalfLives(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is named is changed; `null` brings back what it is by itself."""

    attitude: Days | UnsetType | None = UNSET
    buying_role: Days | UnsetType | None = UNSET
    coverage: Days | UnsetType | None = UNSET
    crafted_job: Days | UnsetType | None = UNSET
    culture: Days | UnsetType | None = UNSET
    holder: Days | UnsetType | None = UNSET
    link: Days | UnsetType | None = UNSET
    motivations: Days | UnsetType | None = UNSET
    power: Days | UnsetType | None = UNSET
    reporting: Days | UnsetType | None = UNSET


def changed_half_lives(given: Mapping[str, Any], said: ChangedHalfLives | None) -> dict[str, Any]:
    """Those that are given afterwards; none of them where nothing but the defaults is wanted."""
    if said is None:
        return {}
    named = {name: value for name in said.__struct_fields__ if (value := getattr(said, name)) is not UNSET}
    return {name: value for name, value in {**given, **named}.items() if value is not None}
