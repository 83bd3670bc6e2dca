"""What people have in common, by what is said of them: competences, interests, country, attributes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

_APART = re.compile(r"[,;\n/]")
_MOST = 3


class Trait(NamedTuple):
    """Something of a field, such as a competence; words count as the same whatever their case."""

    field: str
    item: str


def traits(said: Mapping[str, Any]) -> dict[Trait, str]:
    """As they are written; texts are taken apart at commas and the like, attributes by their keys."""
    return {Trait(name, item.casefold()): item for name, items in _fields(said) for item in items}


def commonness(shared: Iterable[Trait]) -> float:
    """From 0 to 1: three things in common are enough."""
    return min(1.0, len(set(shared)) / _MOST)


class Sharing:
    """Finds who of some people has most in common with somebody; only those found are gone through."""

    def __init__(self, own: Mapping[str, Collection[Trait]]) -> None:
        self._own, self._people = own, sorted(own)
        having = defaultdict[Trait, list[int]](list)
        for place, id in enumerate(self._people):
            for trait in own[id]:
                having[trait].append(place)
        self._having = {trait: np.array(places) for trait, places in having.items()}

    def most(self, own: Collection[Trait], limit: int) -> list[tuple[str, list[Trait]]]:
        """So many of them at most, with what they share, who shares most first, then by id."""
        shared = np.zeros(len(self._people), dtype=np.int64)
        for trait in own:
            shared[self._having.get(trait, [])] += 1
        first = [place for place in np.argsort(-shared, kind="stable")[:limit].tolist() if shared[place]]
        return [(id, [trait for trait in own if trait in self._own[id]]) for id in map(self._people.__getitem__, first)]


def _fields(said: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    drivers = said.get("drivers")
    yield "competences", _items(said.get("competences"))
    yield "interests", _items(drivers.get("interests") if isinstance(drivers, Mapping) else None)
    yield "country", _items(said.get("country"))
    for key, value in (said.get("attributes") or {}).items():
        yield f"attributes.{key}", _items(value)


def _items(value: Any) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in _APART.split(value) if part.strip()]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else []
