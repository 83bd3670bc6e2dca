"""Our own people on a day: to whom something may be handed."""

from __future__ import annotations

from typing import Any

from .moments import Moment
from .people import people
from .snapshots import snapshot
from .tenants import Tenant

Json = dict[str, Any]


def colleagues(tenant: Tenant, moment: Moment) -> list[Json]:
    """Everybody introduced as ours, by name; those who were erased since are left out."""
    with snapshot(tenant, moment) as at:
        rows = at.rows(people, at.holding(people) & people.c.ours.is_(True) & people.c.name.is_not(None))
    found: list[Json] = [{"person": row.home, "name": row.name} for row in rows]
    return sorted(found, key=lambda one: (one["name"].casefold(), one["person"]))
