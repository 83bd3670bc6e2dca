"""Every name that somebody or something is known by, on whatever day; and whose a role is."""

from __future__ import annotations

from sqlalchemy import select

from .aliases import TABLES
from .fragments import decode
from .names import Names
from .organizations import organizations
from .people import people
from .roles import roles
from .snapshots import Snapshot

_CALLED = {"person": people.c.name, "organization": organizations.c.name, "role": roles.c.title}


def names_known(at: Snapshot, kind: str, id: str) -> list[str]:
    """Names of all days, other spellings and aliases."""
    column, aliases = _CALLED[kind], aliases_of(at, kind, id)
    where = at.known(column.table) & (column.table.c.home == id)
    named = at.connection.scalars(select(column).where(where, column.is_not(None)))
    return [*named, *(_spellings(at, id) if kind == "person" else ()), *aliases]


def aliases_of(at: Snapshot, kind: str, id: str) -> list[str]:
    """In the order in which they were learned."""
    table = TABLES[kind]
    where = at.known(table) & (table.c.home == id)
    return list(at.connection.scalars(select(table.c.alias).where(where).order_by(table.c.place)))


def _spellings(at: Snapshot, person: str) -> list[str]:
    where = at.known(people) & (people.c.home == person)
    told = at.connection.scalars(select(people.c.details).where(where, people.c.details.is_not(None)))
    return [name for details in told for name in decode(details).get("names") or ()]


def owner_of(at: Snapshot, role: str) -> str | None:
    """The organization of a role, as its unit or itself says that day."""
    names = Names(at)
    names.learn_seats([role])
    return names.organization_of(role)
