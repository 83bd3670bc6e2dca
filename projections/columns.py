"""Intervals in memory as columns: four bounds, and a small number for every value that is kept once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol

import numpy as np
from msgspec.json import decode
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Indexes = NDArray[np.intp]
BOUNDS = ("valid_from", "valid_to", "known_from", "known_to")
NOTHING = -1
_DEAD = np.uint32(2**32 - 1)


class Interner:
    """Values kept once; each has a number, None has -1."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        self.values: list[Any] = list(values)
        self.numbers: dict[Any, int] = {value: number for number, value in enumerate(self.values)}
        self.numbers[None] = NOTHING

    def __len__(self) -> int:
        return len(self.values)

    def number(self, value: Any) -> int:
        found = self.numbers.get(value)
        if found is None:
            found = self.numbers[value] = len(self.values)
            self.values.append(value)
        return found

    def many(self, values: Sequence[Any]) -> list[int]:
        known = self.numbers
        fresh = [value for value in dict.fromkeys(values) if value not in known]
        known.update(zip(fresh, range(len(self.values), len(self.values) + len(fresh)), strict=True))
        self.values += fresh
        return [known[value] for value in values]

    def value(self, number: int) -> Any:
        return None if number < 0 else self.values[number]


class Days:
    """Days as the drivers give them (text or date) to ordinals, each converted once."""

    _seen: ClassVar[dict[Any, int]] = {}

    @classmethod
    def many(cls, values: Sequence[Any]) -> list[int]:
        seen = cls._seen
        for value in set(values).difference(seen):
            seen[value] = (date.fromisoformat(value) if isinstance(value, str) else value).toordinal()
        return [seen[value] for value in values]


class Plain:
    """Numbers and flags as they are; nothing counts as -1."""

    @staticmethod
    def many(values: Iterable[Any]) -> list[int]:
        return [NOTHING if value is None else int(value) for value in values]


@dataclass(frozen=True)
class ToldBy:
    """Of JSON with a position by field, that of one field."""

    field: str

    def many(self, values: Sequence[Any], /) -> list[int]:
        told = f'"{self.field}"'
        return [decode(value)[self.field] if value is not None and told in value else NOTHING for value in values]


class Encoder(Protocol):
    """Gives each value the number that stands for it."""

    def many(self, values: Sequence[Any], /) -> list[int]: ...


_BOUND: dict[str, Encoder] = {"valid_from": Days, "valid_to": Days, "known_from": Plain, "known_to": Plain}


class Columns:
    """Rows of one interval table as arrays; rows of a home can be replaced.

    `bounded`: they have bounds. Rows of one moment need none: nothing is asked of them at another.
    """

    def __init__(self, encoders: dict[str, Encoder], *, bounded: bool = True) -> None:
        self.bounded = bounded
        self.encoders: dict[str, Encoder] = {**(_BOUND if bounded else {}), **encoders}
        self.size = self.compacted = 0
        self._arrays = {name: np.empty(0, _dtype(name)) for name in self.encoders}

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._arrays[name][: self.size]

    def extend(self, rows: Sequence[Sequence[Any]]) -> None:
        """Rows in the order of the encoders, the bounds first."""
        if not rows:
            return
        size = self.size + len(rows)
        for (name, encoder), values in zip(self.encoders.items(), zip(*rows, strict=True), strict=True):
            kept = self._arrays[name]
            if size > len(kept):
                grown = np.empty(max(size, len(kept) + len(kept) // 4), _dtype(name))
                grown[: self.size] = kept[: self.size]
                self._arrays[name] = kept = grown
            kept[self.size : size] = encoder.many(values)
        self.size = size

    @property
    def homes(self) -> Interner:
        """The ids of homes."""
        words: Interner = self.encoders["home"]  # type: ignore[assignment]
        return words

    def of(self, homes: Iterable[str | None]) -> Indexes:
        """Rows of these homes, whenever they hold."""
        known, own = self.homes.numbers, self["home"]
        numbers = [known[id] for id in homes if id in known]
        return np.flatnonzero(own == numbers[0] if len(numbers) == 1 else np.isin(own, numbers))

    def forget(self, homes: Iterable[str]) -> None:
        """Rows of these homes hold nowhere any more."""
        gone = self.of(homes)
        self["known_from"][gone] = _DEAD
        self["known_to"][gone] = 0

    def compact(self) -> None:
        """Leave out rows that hold nowhere: the others have new places, `compacted` counts how often."""
        holding = self["known_to"] != 0
        self._arrays = {name: self[name][holding] for name in self._arrays}
        self.size = int(holding.sum())
        self.compacted += 1

    def at(self, day: int, position: int) -> Indexes:
        """Rows that hold on a day as known at a position."""
        if not self.bounded or not self.size:
            return np.arange(self.size)
        holds = self["valid_from"] <= day
        holds &= self["valid_to"] > day
        holds &= self.known(position)
        found: Indexes = holds.nonzero()[0]
        return found

    def known(self, position: int) -> NDArray[np.bool_]:
        at = np.uint32(min(position, int(_DEAD) - 1))
        known: NDArray[np.bool_] = self["known_from"] <= at
        known &= self["known_to"] > at
        return known


def _dtype(name: str) -> type[np.generic]:
    return np.uint32 if name in ("known_from", "known_to") else np.int32
