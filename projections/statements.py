"""When what an account's map shows was last stated, by whom, and by which fact.

An assessment is told for its effective date (where that is unknown, when it was recorded): somebody said how it was
then. That somebody holds a role or plays a part was told when it was recorded, however long before it began, or on the
day it began where it was announced ahead; to whom a role reports, who covers whom and what moves somebody, when it was
recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select

from domain.analysis.freshness import Stated
from domain.analysis.picture import Picture
from domain.half_lives import HalfLives
from domain.log.mapper import EPOCH
from domain.log.settings import half_lives_at
from domain.log.tables import facts

from .coverage import covering_itself
from .fragments import decode
from .layouts import FIELD_BEHIND
from .moments import Moment, microseconds
from .saying import Place, Placed, Said, Told, columns_of, homes_of, said_by, tenures_shown
from .snapshots import Snapshot
from .tenants import Tenant
from .tenures import tenures

_CHUNK = 500


def half_lives_of(tenant: Tenant, moment: Moment) -> HalfLives:
    """As they were set at a moment."""
    instant = None if moment.known_at is None else microseconds(moment.known_at)
    return half_lives_at(tenant.ledger, moment.position, instant)


def stated_at(at: Snapshot, picture: Picture, *, restricted: bool = True) -> tuple[Stated, ...]:
    """The last word on each value of the map that fades; without `restricted` only what anybody may see."""
    return (*_latest(at, _said(at, picture, restricted)), *coverage_stated(at, picture))


def coverage_stated(at: Snapshot, picture: Picture) -> tuple[Stated, ...]:
    """When it was last said who covers the account, its units and its people."""
    return _latest(at, _coverage(at, picture))


def _latest(at: Snapshot, said: Iterable[Said]) -> tuple[Stated, ...]:
    every = list(said)
    facts = told_at(at.connection, at.workspace, (one.place for one in every))
    stated = [(one, one.stated(facts[one.place])) for one in every if one.place in facts]
    ordered = sorted(stated, key=lambda pair: pair[0].order(pair[1]))
    return tuple({one.slot: found for one, found in ordered}.values())


def told_at(connection: Connection, workspace: int, places: Iterable[Place]) -> Mapping[Place, Told]:
    """The facts at these places, as far as there are any."""
    every = set(places)
    by_position = _read(connection, workspace, facts.c.position, [one for one in every if isinstance(one, int)])
    return by_position | _read(connection, workspace, facts.c.id, [one for one in every if isinstance(one, str)])


def facts_at(at: Snapshot, positions: Iterable[int]) -> dict[int, Told]:
    """By position, as far as there is a fact."""
    return {int(place): fact for place, fact in told_at(at.connection, at.workspace, positions).items()}


def _read(connection: Connection, workspace: int, column: ColumnElement[Any], places: list[Any]) -> dict[Place, Told]:
    found: dict[Place, Told] = {}
    for start in range(0, len(places), _CHUNK):
        named = column.in_(places[start : start + _CHUNK])
        query = select(column, facts.c.id, facts.c.recorded_at)
        for place, id, recorded in connection.execute(query.where(facts.c.workspace == workspace, named)):
            found[place] = Told(id, (EPOCH + timedelta(microseconds=recorded)).date())
    return found


def _said(at: Snapshot, picture: Picture, restricted: bool) -> Iterator[Said]:
    shown = tenures_shown(picture)
    for table, homes in homes_of(picture, restricted=restricted).items():
        for row in at.rows(table, at.holding(table), table.c.home, homes, only=columns_of(table)):
            if table is not tenures or row.took in shown:
                yield from said_by(table, _placed(table, row))


def _placed(table: Table, row: Any) -> Any:
    """With the position behind the one field that is asked for, where a row has one for each."""
    return Placed(row.home, decode(row.why or "{}").get(FIELD_BEHIND[table])) if table in FIELD_BEHIND else row


def _coverage(at: Snapshot, picture: Picture) -> Iterator[Said]:
    subjects = [("organization", picture.account.id), *(("unit", id) for id in picture.unit)]
    for some in covering_itself(at, [*subjects, *(("person", id) for id in picture.theirs)]).values():
        for one in some:
            kind, id = one.covered
            about = ("person", one.person), ("other" if kind == "person" else kind, id), ("part", one.part)
            yield Said("coverage", about, "part", one.begun_by)
