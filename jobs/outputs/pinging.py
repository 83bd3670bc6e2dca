"""A test that somebody asks for: a delivery like any other, of no fact."""

from __future__ import annotations

import secrets
from datetime import timedelta

from domain.log.ledger import Ledger
from domain.log.mapper import EPOCH
from jobs.lease import Clock, database_now

from .events import envelope, instant
from .policy import Outlet
from .queue import blank, delivery_id, insert_new

PING = "test.ping"


def ping(ledger: Ledger, outlet: Outlet, clock: Clock = database_now) -> str:
    """The id of the delivery."""
    id = delivery_id(outlet.id, PING, secrets.token_hex(16))
    with ledger.store.writing(outlet.workspace) as connection:
        now = clock(connection)
        body = envelope(PING, instant(EPOCH + timedelta(microseconds=now)), {})
        insert_new(connection, [blank(outlet, id, PING, body, now)])
    return id
