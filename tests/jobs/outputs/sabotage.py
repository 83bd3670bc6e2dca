"""Ways to break the relay on purpose: what is not noticed here would not be noticed anywhere."""

from __future__ import annotations

import time
from uuid import uuid4

from jobs.lease import Clock
from jobs.outputs import cursors, fanning, queue, sending, signing
from jobs.outputs.fanning import Stretch, Writing
from jobs.outputs.tables import deliveries
from projections.tenants import Tenant

_MEANWHILE = 0.2


def cursor_before_deliveries() -> None:
    """The cursor moves in a transaction of its own; whoever is killed after it has lost what it stood for."""
    kept = fanning._kept

    def first_the_cursor(tenant: Tenant, stretch: Stretch, writing: Writing, clock: Clock) -> int:
        with writing(tenant.workspace.id) as connection:
            if not cursors.move(connection, tenant.workspace.id, stretch.begins, stretch.ends):
                return 0
        time.sleep(_MEANWHILE)
        return kept(tenant, stretch, writing, clock)

    fanning._kept = first_the_cursor
    fanning.move = lambda *_: True  # type: ignore[attr-defined]


def ids_made_anew() -> None:
    """Each attempt has an id of its own, as if every one were another message."""
    anew = lambda id, *rest: signing.signed_headers(f"msg_{uuid4().hex}", *rest)  # noqa: E731
    sending.signed_headers = anew  # type: ignore[attr-defined]


def nobody_waits() -> None:
    """Whatever is due is tried, whether or not something of its account still waits before it."""
    queue._first_of = lambda *_: deliveries.c.place
