"""What clients know: what they sent, in which batches, and what was acknowledged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Fact = dict[str, Any]


@dataclass
class Journal:
    """`refused` holds what no client should have been answered."""

    sent: dict[str, Fact] = field(default_factory=dict)
    batches: list[tuple[str, ...]] = field(default_factory=list)
    acknowledged: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def send(self, batch: Sequence[Fact]) -> None:
        """Noted before it goes out: whether it arrives, nobody knows."""
        self.sent.update((fact["id"], fact) for fact in batch)
        self.batches.append(tuple(fact["id"] for fact in batch))

    def acknowledge(self, positions: Mapping[str, int]) -> None:
        """A fact stands where it stood when it was acknowledged first."""
        for id, position in positions.items():
            if (first := self.acknowledged.setdefault(id, position)) != position:
                self.refused.append(f"{id} was answered at {first} and then at {position}")
