"""Deliveries: which is next in its turn, who tries it, what came of it; replayed under the same id."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, and_, func, select, update

from domain.errors import NotFound
from domain.log.ledger import Ledger
from domain.log.writing import insert_ignoring
from jobs.lease import Clock, database_now

from .policy import Outlet
from .schedule import Next, Outcome
from .tables import deliveries, outlets

STATES = ("waiting", "delivered", "dead", "held", "dropped")
# What a person may have sent again.
REPLAYABLE = ("dead", "held", "delivered", "dropped")


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Something that is sent to one outlet, as its table keeps it. Instants are microseconds since 1970 UTC."""

    workspace: int
    outlet: str
    id: str
    place: int
    account: str
    type: str
    fact: str | None
    body: str
    state: str
    attempts: int
    next_at: int
    tried_at: int | None
    status: int | None
    problem: str | None
    fence: int
    created_at: int
    began_at: int

    @property
    def turn(self) -> tuple[int, str, str]:
        """Of those with the same one is on its way at a time."""
        return self.workspace, self.outlet, self.account


def delivery_id(outlet: str, *what: str) -> str:
    """The same whenever it is made, so that the other side knows again what it is sent twice."""
    return "msg_" + blake2b("|".join((outlet, *what)).encode(), digest_size=16).hexdigest()


def blank(outlet: Outlet, id: str, type: str, body: str, now: int) -> dict[str, Any]:
    """Of no fact, and in nobody's way."""
    row: dict[str, Any] = dict.fromkeys(column.name for column in deliveries.columns)
    row |= {"workspace": outlet.workspace, "outlet": outlet.id, "id": id, "type": type, "body": body}
    row |= {"account": f"|{id}", "place": 0, "state": "waiting", "attempts": 0, "fence": 0}
    return row | {"next_at": now, "created_at": now, "began_at": now}


def insert_new(connection: Connection, rows: Sequence[dict[str, Any]]) -> int:
    """What is there already stays as it is."""
    insert_ignoring(connection, deliveries, [tuple(row[column.name] for column in deliveries.columns) for row in rows])
    return len(rows)


def hold_waiting(connection: Connection, workspace: int) -> None:
    """After a restore nobody here knows what was sent since the backup: a person decides."""
    waiting = (deliveries.c.workspace == workspace, deliveries.c.state == "waiting")
    connection.execute(update(deliveries).where(*waiting).values(state="held"))


def due(
    connection: Connection, workspace: int, now: int, kinds: Collection[str], but: Collection[str], most: int
) -> list[Delivery]:
    """The first of each account and outlet that waits, where its instant has come, the longest due first.

    `kinds`: of outlets; `but`: outlets that are left out.
    """
    d, turns = deliveries.c, _turns(workspace, now, kinds, but)
    waits = (d.workspace == workspace, d.state == "waiting", d.outlet == turns.c.outlet, d.account == turns.c.account)
    query = select(deliveries).join(turns, and_(*waits, d.place == _first_of(workspace, turns)))
    rows = connection.execute(query.where(d.next_at <= now).order_by(d.next_at, d.place, d.id).limit(most))
    return [_delivery(row) for row in rows]


def _turns(workspace: int, now: int, kinds: Collection[str], but: Collection[str]) -> CTE:
    """Each account for which something waits at an outlet that may be sent to, one after the other by the index: what
    waits behind the first of an account is not looked at, however much that is."""
    o = outlets.c
    ready = (o.workspace == workspace, o.state == "active", o.free_at <= now, o.kind.in_(kinds), o.id.not_in(but))
    first = _next_account(workspace, o.id).label("account")
    turns = select(o.id.label("outlet"), first).where(*ready).cte("turns", recursive=True)
    following = _next_account(workspace, turns.c.outlet, turns.c.account)
    return turns.union_all(select(turns.c.outlet, following).where(turns.c.account.is_not(None)))


def _next_account(workspace: int, outlet: ColumnElement[str], after: ColumnElement[str] | None = None) -> Any:
    d = deliveries.alias().c
    where = (d.workspace == workspace, d.state == "waiting", d.outlet == outlet)
    further = () if after is None else (d.account > after,)
    return select(func.min(d.account)).where(*where, *further).scalar_subquery()


def _first_of(workspace: int, turns: CTE) -> Any:
    d = deliveries.alias().c
    where = (d.workspace == workspace, d.state == "waiting", d.outlet == turns.c.outlet, d.account == turns.c.account)
    return select(func.min(d.place)).where(*where).scalar_subquery()


def claim(connection: Connection, delivery: Delivery, fence: int, now: int) -> bool:
    """Note that it is tried. False: it is not what it was when it was read."""
    as_read = (deliveries.c.state == "waiting", deliveries.c.attempts == delivery.attempts)
    trying = update(deliveries).where(*its(delivery), *as_read).values(fence=fence, tried_at=now)
    return bool(connection.execute(trying).rowcount)


def settle(connection: Connection, delivery: Delivery, fence: int, outcome: Outcome, following: Next) -> bool:
    """What came of an attempt. False: it was taken from us meanwhile, and whoever did says what came of it."""
    mine = (deliveries.c.state == "waiting", deliveries.c.fence == fence)
    values: dict[str, Any] = {"state": following.state, "next_at": following.at, "attempts": delivery.attempts + 1}
    values |= {"status": outcome.status, "problem": outcome.problem}
    return bool(connection.execute(update(deliveries).where(*its(delivery), *mine).values(values)).rowcount)


def its(delivery: Delivery) -> tuple[ColumnElement[bool], ...]:
    d = deliveries.c
    return d.workspace == delivery.workspace, d.outlet == delivery.outlet, d.id == delivery.id


def deliveries_of(ledger: Ledger, outlet: str, states: Collection[str], limit: int) -> list[Delivery]:
    """The newest first."""
    d = deliveries.c
    where = (d.workspace == ledger.workspace.id, d.outlet == outlet, d.state.in_(states or STATES))
    with ledger.store.reading(ledger.workspace.id) as connection:
        query = select(deliveries).where(*where).order_by(d.created_at.desc(), d.place.desc(), d.id).limit(limit)
        return [_delivery(row) for row in connection.execute(query)]


def counts(connection: Connection, workspace: int) -> dict[str, dict[str, int]]:
    """How many deliveries of each outlet are in which state."""
    d = deliveries.c
    query = select(d.outlet, d.state, func.count().label("many")).where(d.workspace == workspace)
    found: dict[str, dict[str, int]] = {}
    for row in connection.execute(query.group_by(d.outlet, d.state)):
        found.setdefault(row.outlet, {})[row.state] = row.many
    return found


def replay(ledger: Ledger, outlet: str, id: str | None, clock: Clock = database_now) -> int:
    """Send again under the same id: one, whatever became of it, or all that died or are held. Raises NotFound."""
    d = deliveries.c
    which = d.state.in_(("dead", "held")) if id is None else and_(d.id == id, d.state.in_(REPLAYABLE))
    mine = (d.workspace == ledger.workspace.id, d.outlet == outlet)
    with ledger.store.writing(ledger.workspace.id) as connection:
        now = clock(connection)
        again = {"state": "waiting", "attempts": 0, "next_at": now, "began_at": now}
        replayed = connection.execute(update(deliveries).where(*mine, which).values(again)).rowcount
        if id is not None and not replayed and not _exists(connection, *mine, d.id == id):
            raise NotFound("no such delivery to this place", field="delivery")
    return replayed


def _exists(connection: Connection, *where: ColumnElement[bool]) -> bool:
    return connection.scalar(select(deliveries.c.id).where(*where)) is not None


def _delivery(row: Any) -> Delivery:
    return Delivery(**{name: row._mapping[name] for name in Delivery.__dataclass_fields__})
