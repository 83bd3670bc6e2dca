"""The point on both clocks that a read asks for, in the terms of the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.dates import resolve_as_of, resolve_known_at
from domain.errors import InvalidRequest
from domain.language import say
from domain.log.ledger import Ledger
from domain.log.mapper import EPOCH

from .builds import Head, live
from .timeline import Moment as Point


@dataclass(frozen=True)
class Moment:
    """`as_of` on the clock of the world; `position` on that of the log, with the `known_at` it was asked by, if any."""

    as_of: date
    position: int
    head: Head
    known_at: datetime | None = None
    asked: str | None = None

    @property
    def point(self) -> Point:
        return Point(self.as_of.toordinal(), self.position, self.position >= self.head.position)


def moment_of(
    ledger: Ledger, as_of: str | None = None, known_at: str | None = None, position: int | None = None
) -> Moment:
    """The moment these parameters mean now. Raises InvalidRequest naming the one that is not of its form."""
    day, instant = _clocks(ledger, as_of, known_at, position)
    with ledger.store.peeking() as connection:
        head = live(connection, ledger.workspace.id) or Head(0, 0)
    if instant is not None:
        position = ledger.instants.position(ledger.store, microseconds(instant), head.position)
    return _moment(day, position, head, instant, known_at)


def moment_at_hand(
    ledger: Ledger, head: Head, as_of: str | None, known_at: str | None, position: int | None
) -> Moment | None:
    """The same where nothing has to be waited for once the head is known; else None."""
    day, instant = _clocks(ledger, as_of, known_at, position)
    if instant is not None:
        position = ledger.instants.at_hand(ledger.store, microseconds(instant), head.position)
        if position is None:
            return None
    return _moment(day, position, head, instant, known_at)


def _clocks(
    ledger: Ledger, as_of: str | None, known_at: str | None, position: int | None
) -> tuple[date, datetime | None]:
    if known_at is not None and position is not None:
        raise InvalidRequest(say("give known_at or position, not both"), field="position")
    day = resolve_as_of(as_of, ledger.today())
    instant = None if known_at is None else resolve_known_at(known_at)
    if position is not None and position < 0:
        raise InvalidRequest(say("expected a position in the log, from 0"), field="position")
    return day, instant


def _moment(day: date, position: int | None, head: Head, instant: datetime | None, known_at: str | None) -> Moment:
    return Moment(day, head.position if position is None else min(position, head.position), head, instant, known_at)


def microseconds(instant: datetime) -> int:
    """Since 1970 UTC."""
    since = instant - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def instant_text(microseconds: int) -> str:
    """Of microseconds since 1970: UTC, with microseconds and Z."""
    return (EPOCH + timedelta(microseconds=microseconds)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
