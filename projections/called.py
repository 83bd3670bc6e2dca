"""Every name that somebody or something is known by, on whatever day; and whose a role is."""

from __future__ import annotations

from sqlalchemy import Column, Select, select

from .aliases import TABLES
from .fragments import decode
from .names import Names
from .organizations import organizations
from .people import people
from .records import called_when_merged, known_as
from .roles import roles
from .snapshots import Snapshot

_CALLED = {"person": people.c.name, "organization": organizations.c.name, "role": roles.c.title}


def names_known(at: Snapshot, kind: str, id: str) -> list[str]:
    """Names of all days, other spellings and aliases."""
    names, aliases, id = _CALLED[kind], TABLES[kind].c.alias, known_as(at, kind, id)
    found = [name for column in (names, aliases) for name in at.connection.scalars(_known(at, column, id))]
    found += called_when_merged(at, kind, [id]).get(id, ()) if kind != "role" else ()
    return [*found, *(_spellings(at, id) if kind == "person" else ())]


def aliases_of(at: Snapshot, kind: str, id: str) -> list[str]:
    """Those that hold on the day, the first first."""
    table = TABLES[kind]
    query = select(table.c.alias).where(at.holding(table), table.c.home == id)
    return list(at.connection.scalars(query.order_by(table.c.valid_from, table.c.place)))


def _known(at: Snapshot, column: Column[str], id: str) -> Select[str]:
    return select(column).where(at.known(column.table), column.table.c.home == id, column.is_not(None))


def _spellings(at: Snapshot, person: str) -> list[str]:
    told = at.connection.scalars(_known(at, people.c.details, person))
    return [name for details in told for name in decode(details).get("names") or ()]


def owner_of(at: Snapshot, role: str) -> str | None:
    """The organization of a role, as its unit or itself says that day."""
    names = Names(at)
    names.learn_seats([role])
    return names.organization_of(role)
