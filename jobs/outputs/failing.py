"""Whoever wants to know is told that an outlet has dead letters: of each once a day, and never by itself."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from domain.log.keys import KeyRing
from domain.log.mapper import EPOCH
from domain.log.store import Store
from domain.log.tables import workspaces

from .events import FAILING, envelope, instant
from .policy import Outlet
from .queue import Delivery, blank, delivery_id, insert_new
from .registry import outlets_in
from .tables import deliveries


def tell_of(connection: Connection, keys: KeyRing, failing: Outlet, dead: Delivery, problem: str | None) -> int:
    """Of a delivery that has died just now; how many are told. That nobody could be told of one is not told on."""
    if dead.type == FAILING:
        return 0
    told = [one for one in outlets_in(connection, keys) if _wants(one) and one.id != failing.id]
    return insert_new(connection, [_notice(one, failing, dead, problem) for one in told])


def _wants(outlet: Outlet) -> bool:
    return FAILING in outlet.wants.types and outlet.state != "gone" and outlet.digest_at is None


def _notice(outlet: Outlet, failing: Outlet, dead: Delivery, problem: str | None) -> dict[str, Any]:
    at = (EPOCH + timedelta(microseconds=dead.next_at)).astimezone(UTC)
    about = {"outlet": failing.id, "kind": failing.kind, "delivery": dead.id, "problem": problem}
    id = delivery_id(outlet.id, FAILING, failing.id, at.date().isoformat())
    return blank(outlet, id, FAILING, envelope(FAILING, instant(at), about), dead.next_at)


class DeadLetters:
    """How many each workspace has. Each look is at some of them, in turn: it stays as quick however many there are."""

    def __init__(self, store: Store, at_once: int = 50) -> None:
        self.store, self.at_once = store, at_once
        self._counted: dict[int, int] = {}
        self._last = 0

    def counted(self) -> tuple[dict[int, int], int]:
        """By workspace, as they were when it was looked at last; and how many have not been looked at yet."""
        with self.store.reading() as connection:
            there = list(connection.scalars(select(workspaces.c.id).order_by(workspaces.c.id)))
        turn = sorted(there, key=lambda number: (number <= self._last, number))[: self.at_once]
        counted = {**self._counted, **{number: self._dead(number) for number in turn}}
        self._counted = {number: counted[number] for number in there if number in counted}
        self._last = turn[-1] if turn else 0
        return self._counted, len(there) - len(self._counted)

    def _dead(self, workspace: int) -> int:
        d = deliveries.c
        where = (d.workspace == workspace, d.state == "dead")
        with self.store.reading(workspace) as connection:
            return connection.scalar(select(func.count()).select_from(deliveries).where(*where)) or 0
