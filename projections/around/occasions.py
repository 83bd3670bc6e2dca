"""What begins at accounts and makes parts of their maps stale: opportunities, colleagues who come, blocked actions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, true

from domain.coverage import about_of
from domain.dates import DAWN
from domain.key_moments.occasions import Occasion

from ..actions import actions
from ..fragments import decode
from ..opportunities import opportunities
from ..responsibilities import coverage
from ..team_roles import team_roles
from .known import Known
from .scope import Scope, wanted


def occasions(known: Known, scope: Scope) -> Iterator[Occasion]:
    """At accounts, on days of the scope; what was so before everything began on none."""
    return chain(_opened(known, scope), _came(known, scope), _blocked(known, scope))


def _opened(known: Known, scope: Scope) -> Iterator[Occasion]:
    """The first time that each was; they are about nobody."""
    if scope.people is not None:
        return
    for rows in _whole(known, scope, opportunities.c.home, opportunities.c.life == "open"):
        first = min((row for row in rows if row.life == "open"), key=_start)
        places = decode(first.why or "{}").values()
        known.names.learn("opportunity", [first.home])
        yield from _at_account(
            known, scope, first, first.organization, min(places, default=None),
            what=("opportunity", first.home), sale=first.home, starts=first.since,
        )  # fmt: skip


def _came(known: Known, scope: Scope) -> Iterator[Occasion]:
    people = {row.person for table in (coverage, team_roles) for row in _begun(known, scope, table, true())}
    people = {person for person in people if wanted(scope.people, person)}
    known.names.learn("person", people)
    rows = [row for table in (coverage, team_roles) for row in known.at.known_rows(table.c.person, people)]
    first: dict[tuple[str, str], Any] = {}
    for row in sorted(rows, key=lambda row: (_start(row), row.begun_by)):
        if (account := _account(known, row)) is not None:
            first.setdefault((row.person, account), row)
    for (person, account), row in sorted(first.items(), key=lambda one: one[0]):
        told = {"what": ("person", person), "person": person, "starts": row.since}
        yield from _at_account(known, scope, row, account, None, facts=(row.begun_by,), **told)


def _account(known: Known, row: Any) -> str | None:
    """Where somebody comes who covers it, one of its units, or is in the team there; not who covers a person."""
    kind, id = about_of(row.home) if "part" in row._fields else ("organization", row.home)
    if kind == "unit":
        known.names.learn("unit", [id])
        return known.names.organization_of_unit(id, row.valid_from)
    return id if kind == "organization" else None


def _blocked(known: Known, scope: Scope) -> Iterator[Occasion]:
    """Once for each time that somebody said so."""
    for rows in _whole(known, scope, actions.c.home, actions.c.life == "open"):
        first: dict[int, Any] = {}
        for row in sorted(rows, key=_start):
            if row.life == "open" and "blocked" in decode(row.details or "{}"):
                first.setdefault(int(decode(row.why or "{}").get("blocked", 0)), row)
        for place, row in first.items():
            if wanted(scope.people, row.person):
                said = decode(row.details)
                yield from _at_account(
                    known, scope, row, row.organization, place, began=True,
                    objective=said.get("objective"), blocked=said["blocked"],
                    what=("action", row.home), person=row.person, sale=row.opportunity, owner=row.owner,
                )  # fmt: skip


def _at_account(
    known: Known,
    scope: Scope,
    row: Any,
    account: str | None,
    place: int | None,
    *,
    began: bool = False,
    facts: tuple[str, ...] = (),
    **told: Any,
) -> Iterator[Occasion]:
    day = _start(row)
    known.sales.learn([account])
    if not scope.covers(day) or day <= DAWN or account is None or not wanted(scope.accounts, account):
        return
    if known.sales.concerns(account, day):
        facts = facts or tuple(known.at.ids_of_facts([] if place is None else [place]).values())
        told = {"starts": date.fromordinal(day).isoformat(), **told}
        yield Occasion(
            account=account, day=day, call=known.call(day), business=known.sales.business(account),
            began=facts if began else (), facts=facts, **told,
        )  # fmt: skip


def _whole(known: Known, scope: Scope, column: Column[Any], where: ColumnElement[bool]) -> Iterable[list[Any]]:
    """Everything known of what begins in the scope."""
    homes = {row.home for row in _begun(known, scope, column.table, where)}
    found = defaultdict(list)
    for row in known.at.known_rows(column, homes):
        found[row.home].append(row)
    return (found[home] for home in sorted(found))


def _begun(known: Known, scope: Scope, table: Table, where: ColumnElement[bool]) -> list[Any]:
    days = (date.fromordinal(max(scope.first, DAWN)), date.fromordinal(scope.last))
    return known.at.rows(table, known.at.known(table) & table.c.valid_from.between(*days) & where)


def _start(row: Any) -> int:
    return int(row.valid_from.toordinal())
