"""Dice over few dates, so that facts collide often."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

Choice = TypeVar("Choice")

DAYS = (
    "2024-01-15",
    "2024-02-01",
    "2024-02-10",
    "2024-02-29",
    "2024-03-01",
    "2024-03-15",
    "2024-03-31",
    "2024-04-01",
    "2024-05-01",
    "2025-01-01",
)
SPANS = (
    "2023",
    "2024",
    "2024-02",
    "2024-03",
    "[..2024-02]",
    "[..2024-03-01]",
    "[2024-02..2024-03]",
    "[2024-02-10..2024-03-15]",
)
START = datetime(2024, 1, 20, 9, tzinfo=UTC)


class Chance:
    """The one source of randomness, and the clock that it moves."""

    def __init__(self, seed: int | str) -> None:
        self.random = Random(seed)
        self.now = START

    def happens(self, probability: float) -> bool:
        return self.random.random() < probability

    def one_of(self, choices: Sequence[Choice]) -> Choice:
        return self.random.choice(choices)

    def weighted(self, weights: dict[Choice, float]) -> Choice:
        return self.random.choices(list(weights), list(weights.values()))[0]

    def number(self, lowest: int, highest: int) -> int:
        return self.random.randint(lowest, highest)

    def fact_id(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def effective(self) -> str | None:
        today = self.now.date().isoformat()
        kind = self.weighted({"day": 66.0, "span": 18.0, "today": 8.0, "unknown": 8.0})
        return {"day": self.one_of(DAYS), "span": self.one_of(SPANS), "today": today, "unknown": None}[kind]

    def day(self) -> str:
        return self.one_of(DAYS)

    def certainty(self) -> str:
        return self.weighted({"confirmed": 84.0, "probable": 8.0, "rumored": 8.0})

    def tick(self) -> str:
        """Sometimes the same instant, sometimes a little later, sometimes days."""
        step = self.weighted({"none": 25.0, "moment": 25.0, "days": 50.0})
        moments = {"none": 0, "moment": self.number(1, 10**6), "days": self.number(1, 5 * 86_400 * 10**6)}
        self.now += timedelta(microseconds=moments[step])
        return self.instant()

    def instant(self) -> str:
        return self.now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
