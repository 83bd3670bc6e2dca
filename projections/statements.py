"""When what an account's map shows was last stated, by whom, and by which fact.

An assessment is told for its effective date (where that is unknown, when it was recorded): somebody said how it was
then. That somebody holds a role or plays a part was told when it was recorded, however long before it began, or on the
day it began where it was announced ahead; to whom a role reports, who covers whom and what moves somebody, when it was
recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, select

from domain.analysis.freshness import About, Stated, about_link
from domain.analysis.picture import Picture
from domain.half_lives import Fading, HalfLives
from domain.log.mapper import EPOCH
from domain.log.settings import half_lives_at
from domain.log.tables import facts
from domain.people import pair

from .attitudes import attitudes
from .coverage import covering_itself
from .crafted import crafted_jobs
from .culture import CULTURES
from .fragments import decode
from .moments import Moment, microseconds
from .opportunities import buying_roles
from .people import links, people
from .roles import roles
from .snapshots import Snapshot
from .tenants import Tenant
from .tenures import powers, tenures

_CHUNK = 500
Place = int | str


class _Said(NamedTuple):
    """`place` is the position or the id of the fact; `day` the one it is told for, that of recording where there is
    none; `lasting`: told no earlier than it was recorded."""

    kind: Fading
    about: About
    field: str
    place: Place
    day: date | None = None
    by: str | None = None
    lasting: bool = False


class Told(NamedTuple):
    """A fact, and the day on which it was recorded."""

    id: str
    recorded: date


def half_lives_of(tenant: Tenant, moment: Moment) -> HalfLives:
    """As they were set at a moment."""
    instant = None if moment.known_at is None else microseconds(moment.known_at)
    return half_lives_at(tenant.ledger, moment.position, instant)


def stated_at(at: Snapshot, picture: Picture, *, restricted: bool = True) -> tuple[Stated, ...]:
    """The last word on each value of the map that fades; without `restricted` only what anybody may see."""
    looks = [_reporting, _holders, _motivations, _cultures, _coverage, _buying_roles]
    looks += [_powers, _crafted, _attitudes, _links] if restricted else []
    latest: dict[tuple[Any, ...], _Said] = {}
    for one in (said for look in looks for said in look(at, picture)):
        key = one.kind, one.about, one.field
        if key not in latest or _order(latest[key]) <= _order(one):
            latest[key] = one
    facts_by_place = _facts(at, (one.place for one in latest.values()))
    return tuple(_stated(one, facts_by_place[one.place]) for one in latest.values() if one.place in facts_by_place)


def _order(one: _Said) -> tuple[date, str | int]:
    return one.day or date.min, one.place


def _stated(one: _Said, fact: Told) -> Stated:
    told = told_for(one.day, fact)
    return Stated(one.kind, one.about, one.field, max(told, fact.recorded) if one.lasting else told, fact.id, one.by)


def told_for(day: date | None, fact: Told) -> date:
    """What is told for no day, or for an unknown one, is told for the day on which it is said."""
    return fact.recorded if day is None or day == date.min else day


def _facts(at: Snapshot, places: Iterable[Place]) -> Mapping[Place, Told]:
    every = set(places)
    by_position = _read(at, facts.c.position, [one for one in every if isinstance(one, int)])
    return by_position | _read(at, facts.c.id, [one for one in every if isinstance(one, str)])


def facts_at(at: Snapshot, positions: Iterable[int]) -> dict[int, Told]:
    """By position, as far as there is a fact."""
    return {int(place): fact for place, fact in _facts(at, positions).items()}


def _read(at: Snapshot, column: ColumnElement[Any], places: list[Any]) -> dict[Place, Told]:
    found: dict[Place, Told] = {}
    for start in range(0, len(places), _CHUNK):
        named = column.in_(places[start : start + _CHUNK])
        query = select(column, facts.c.id, facts.c.recorded_at)
        for place, id, recorded in at.connection.execute(query.where(facts.c.workspace == at.workspace, named)):
            found[place] = Told(id, (EPOCH + timedelta(microseconds=recorded)).date())
    return found


def _rows(at: Snapshot, table: Table, homes: Iterable[str], *only: str) -> list[Any]:
    return at.rows(table, at.holding(table), table.c.home, homes, ("home", *only) if only else None)


def _reporting(at: Snapshot, picture: Picture) -> Iterator[_Said]:
    for row in _rows(at, roles, picture.role, "why"):
        place = decode(row.why or "{}").get("reports_to")
        if place is not None:
            yield _Said("reporting", (("role", row.home),), "reports_to", place)


def _holders(at: Snapshot, picture: Picture) -> Iterator[_Said]:
    shown = {held.holder.took for some in picture.held.values() for held in some}
    for row in _rows(at, tenures, picture.role, "item", "person", "begun", "place"):
        if row.item in shown:
            about = ("role", row.home), ("person", row.person)
            yield _Said("holder", about, "person", row.place, row.begun, lasting=True)


def _motivations(at: Snapshot, picture: Picture) -> Iterator[_Said]:
    for row in _rows(at, people, picture.theirs, "why"):
        place = decode(row.why or "{}").get("motivations")
        if place is not None:
            yield _Said("motivations", (("person", row.home),), "motivations", place)


def _cultures(at: Snapshot, picture: Picture) -> Iterator[_Said]:
    ids = {"organization": picture.organizations, "unit": list(picture.unit)}
    for kind, table in CULTURES.items():
        for row in _rows(at, table, ids[kind]):
            if row.property == "mix" and row.value is not None:
                yield _Said("culture", ((kind, row.home),), "culture", row.place, row.said, row.assessor)


def _coverage(at: Snapshot, picture: Picture) -> Iterator[_Said]:
    subjects = [*(("organization", id) for id in picture.organizations), *(("unit", id) for id in picture.unit)]
    for some in covering_itself(at, [*subjects, *(("person", id) for id in picture.theirs)]).values():
        for one in some:
            kind, id = one.covered
            about = ("person", one.person), ("other" if kind == "person" else kind, id), ("part", one.part)
            yield _Said("coverage", about, "part", one.begun_by)


def _buying_roles(at: Snapshot, picture: Picture) -> Iterator[_Said]:
    for row in _rows(at, buying_roles, _sales(picture), "person", "buying_role", "begun", "place"):
        about = ("opportunity", row.home), ("person", row.person)
        yield _Said("buying_role", about, "buying_role", row.place, row.begun, lasting=True)


def _powers(at: Snapshot, picture: Picture) -> Iterator[_Said]:
    for row in _rows(at, powers, picture.role):
        about = ("person", row.person), ("role", row.home)
        for field, said in (("power", row.power), ("sources", row.sources)):
            if said is not None:
                yield _Said("power", about, field, row.place, row.said, row.assessor)


def _crafted(at: Snapshot, picture: Picture) -> Iterator[_Said]:
    for row in _rows(at, crafted_jobs, picture.role, "person", "assessor", "property", "said", "place"):
        about = ("person", row.person), ("role", row.home)
        yield _Said("crafted_job", about, row.property, row.place, row.said, row.assessor)


def _attitudes(at: Snapshot, picture: Picture) -> Iterator[_Said]:
    for row in _rows(at, attitudes, _sales(picture), "person", "assessor", "said", "place"):
        about = ("opportunity", row.home), ("person", row.person)
        yield _Said("attitude", about, "attitude", row.place, row.said, row.assessor)


def _links(at: Snapshot, picture: Picture) -> Iterator[_Said]:
    """A row says one property of a link, in the eyes of one assessor."""
    for row in _rows(at, links, {pair(link.person, link.other) for link in picture.links}):
        if row.assessor is not None:
            about = about_link(row.person, row.other, row.kind, directed=bool(row.directed))
            yield _Said("link", about, _rated(row), row.place, row.said, row.assessor)


def _rated(row: Any) -> str:
    own = next((name for name in ("tone", "strength") if getattr(row, name) is not None), None)
    return own or next(iter(decode(row.details or "{}")), "")


def _sales(picture: Picture) -> list[str]:
    return [one.id for one in picture.opportunities]
