"""A clock that tests set, in place of the database's."""

from dataclasses import dataclass

from sqlalchemy import Connection

SECOND = 1_000_000
HOUR = 3_600 * SECOND
DAY = 24 * HOUR


@dataclass
class SetClock:
    now: int = 20_000 * DAY

    def __call__(self, _connection: Connection | None = None) -> int:
        return self.now

    def advance(self, microseconds: int) -> None:
        self.now += microseconds
