"""Lists in pages: where the next one begins, at the moment of the first."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec

from domain.facts import SubjectId
from projections.moments import Moment

from .cursors import cursor as cursor_to
from .cursors import place_in
from .parameters import LARGEST
from .reading import Clocks, Reading

Listed = list[dict[str, Any]]


class Place(msgspec.Struct, array_like=True):
    """Where a list goes on: after what, at the moment that its first page was of."""

    after: SubjectId
    as_of: date
    position: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]


def started(read: Reading, cursor: str | None) -> tuple[str, Moment]:
    """After what the page begins, if anything, and its moment."""
    if cursor is None:
        return "", read.moment
    place = place_in(cursor, read.site.store.epoch, Place)
    return place.after, read.at(Clocks(place.as_of.isoformat(), None, place.position))


def next_page(read: Reading, page: Listed, limit: int, moment: Moment, key: str) -> str | None:
    """A cursor to what comes after the last entry, where there may be more."""
    if len(page) < limit:
        return None
    return cursor_to(read.site.store.epoch, Place(str(page[-1][key]), moment.as_of, moment.position))
