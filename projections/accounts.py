"""The accounts of a workspace at a moment, with headline figures counted by the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Subquery, and_, case, func, or_, select

from .moments import Moment
from .names import Names
from .opportunities import opportunities
from .organizations import accounts as accounts_table
from .organizations import units
from .roles import roles
from .snapshots import Snapshot, snapshot
from .tenants import Tenant
from .tenures import tenures

Json = dict[str, Any]
_CHUNK = 500
_ZERO = {"roles": 0, "holders": 0, "vacancies": 0, "units": 0, "opportunities": 0}


def accounts(tenant: Tenant, moment: Moment, after: str | None = None, limit: int | None = None) -> list[Json]:
    """Organizations that are, or were by that day, accounts, in the order of their ids from the first `after` one."""
    with snapshot(tenant, moment) as at:
        found = at.rows(accounts_table, at.holding(accounts_table))
        page = sorted((row for row in found if after is None or row.home > after), key=lambda row: row.home)[:limit]
        ids = [row.home for row in page]
        names, figures = Names(at), figures_of(at, ids)
        names.learn("organization", ids)
        return [_account(row, names, figures[row.home]) for row in page]


def _account(row: Any, names: Names, figures: Json) -> Json:
    marks: Json = {"possible": True} if row.possible else {}
    marks |= {"certainty": "probable"} if row.certainty == "probable" else {}
    own = {"id": row.home, "name": names.of("organization", row.home), "status": row.life, "since": row.since}
    return {**own, **marks, **figures}


def figures_of(at: Snapshot, ids: list[str]) -> dict[str, Json]:
    """Of each account: how many roles exist, holders they have, roles nobody holds, units, opportunities open."""
    found: dict[str, Json] = {id: dict(_ZERO) for id in ids}
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        for query in (_roles(at, some), _units(at, some), _opportunities(at, some)):
            for row in at.connection.execute(query).mappings():
                found[row["account"]].update({name: int(row[name]) for name in row if name != "account"})
    return found


def _roles(at: Snapshot, ids: list[str]) -> Select[Any]:
    """A role counts to the organization of its unit that day, else to its own; a person in it counts once."""
    here = _roles_of(at, ids)
    people = func.count(tenures.c.person.distinct()).label("people")
    held = and_(tenures.c.home == here.c.role, at.holding(tenures))
    each = select(here.c.account, here.c.role, people).select_from(here.outerjoin(tenures, held))
    counted = each.group_by(here.c.account, here.c.role).subquery()
    return select(
        counted.c.account,
        func.count().label("roles"),
        func.sum(counted.c.people).label("holders"),
        func.sum(case((counted.c.people == 0, 1), else_=0)).label("vacancies"),
    ).group_by(counted.c.account)


def _roles_of(at: Snapshot, ids: list[str]) -> Subquery:
    account = func.coalesce(units.c.organization, roles.c.organization)
    placed = roles.outerjoin(units, and_(units.c.home == roles.c.unit, at.holding(units)))
    theirs = select(units.c.home).where(at.holding(units), units.c.organization.in_(ids))
    near = or_(roles.c.organization.in_(ids), roles.c.unit.in_(theirs))
    found = select(roles.c.home.label("role"), account.label("account")).select_from(placed)
    return found.where(at.holding(roles), roles.c.life == "open", near, account.in_(ids)).subquery()


def _units(at: Snapshot, ids: list[str]) -> Select[Any]:
    mine = (at.holding(units), units.c.life == "open", units.c.organization.in_(ids))
    account = units.c.organization
    return select(account.label("account"), func.count().label("units")).where(*mine).group_by(account)


def _opportunities(at: Snapshot, ids: list[str]) -> Select[Any]:
    mine = (at.holding(opportunities), opportunities.c.life == "open", opportunities.c.organization.in_(ids))
    account = opportunities.c.organization
    return select(account.label("account"), func.count().label("opportunities")).where(*mine).group_by(account)
