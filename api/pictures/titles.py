"""Where the title of a unit stands in its region, and how lines lead to it."""

from __future__ import annotations

from .boxes import Frame
from .corridors import title_of
from .layout import Region
from .overview import Heap
from .routing import End

_INSET, _BESIDE = 10.0, 6.0


def room_of(of: Region | Heap, wanted: float) -> tuple[float, float]:
    """From where on a title has how much room: beside the line that arrives there, if it fits in beside it."""
    left, right = of.x + _INSET, of.x + of.width - _INSET
    if left + wanted < of.entry - _BESIDE or of.entry + _BESIDE + wanted > right or of.entry < left:
        return left, right - left
    return of.entry + _BESIDE, right - of.entry - _BESIDE


def end_at(region: Region) -> End:
    return End(title_of(region.unit), Frame(region.x + _INSET - 2, region.y + 4, 60, 14), title=True)
