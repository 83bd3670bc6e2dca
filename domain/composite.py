"""Homes that are made of records: of the two people of a link, or of whom somebody covers or is to be addressed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .coverage import home_of
from .people import pair

Subject = tuple[str, str]
_ABOUT_ONE = ("coverage", "contact_rule")


def made_of(home: Subject) -> list[Subject]:
    """The records, none where the home is one itself."""
    kind, id = home
    if kind == "link":
        return [("person", end) for end in id.split("|")]
    if kind in _ABOUT_ONE:
        about, _, named = id.partition(":")
        return [(about, named)]
    return []


def made(kind: str, records: Iterable[Subject]) -> Subject:
    """The home of a kind that is made of these."""
    found: Sequence[Subject] = list(records)
    if kind == "link":
        one, other = found
        return kind, pair(one[1], other[1])
    return home_of(kind, found[0])
