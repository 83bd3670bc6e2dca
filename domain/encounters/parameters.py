"""What reads about encounters take for granted, and what a caller may set otherwise: every answer shows it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Strength = Annotated[float, Meta(ge=0, le=10)]
Tone = Annotated[float, Meta(ge=-2, le=2)]


class Close(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which strength and tone on a link is a good one; an unknown strength is taken as 5, an unknown tone as 0."""

    strength: Strength = 5
    tone: Tone = 1
