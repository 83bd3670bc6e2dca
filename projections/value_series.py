"""What was said of somebody, or of where people stand on an opportunity, day by day: each value as a series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Table

from domain.analysis.fading import certainty
from domain.analysis.series import Every, days_between, ends_between, heading
from domain.half_lives import Fading, HalfLives

from .account_maps import header
from .attitudes import attitudes
from .fragments import decode
from .moments import Moment, moment_of
from .names import Names
from .people import links
from .records import records_of
from .saying import Told, told_for
from .snapshots import Snapshot, require, snapshot
from .statements import facts_at, half_lives_of
from .tenants import Tenant
from .tenures import powers

Json = dict[str, Any]
AsKnown = Literal["now", "then"]
Property = Literal["attitude", "power", "tone", "strength", "desired", "gap"]
OF_LINKS: tuple[Property, ...] = ("tone", "strength", "desired", "gap")
# From the least to the most that it can be.
_SCALES: dict[Property, float] = {"attitude": 4, "power": 10, "tone": 4, "strength": 10, "desired": 10, "gap": 10}
_KINDS: dict[Property, Fading] = {"attitude": "attitude", "power": "power"}


@dataclass(frozen=True)
class Asked:
    """Which days: from `since` to the day of the moment, by calendar ends or on every change; each `as_known` now, or
    at the end of that day. `by`: in the eyes of one assessor only. The rest is what a series is of, where only some are
    wanted: of the ends that are named each."""

    since: date
    every: Every = "change"
    as_known: AsKnown = "now"
    by: str | None = None
    property: Property | None = None
    other: str | None = None
    role: str | None = None
    opportunity: str | None = None


class _Of(NamedTuple):
    """What a series is of: a property, the kind and id of what stands at its other end, and of a link its kind."""

    property: Property
    end: tuple[str, str]
    kind: str = ""
    directed: bool = False


class _Point(NamedTuple):
    day: date
    position: int


def person_series(tenant: Tenant, person: str, moment: Moment, asked: Asked) -> Json:
    """How somebody's power in each role, attitude to each opportunity and each link of theirs came to be what it is.

    Raises NotFound, and InvalidRequest naming the parameter.
    """
    require(tenant, "person", person)
    with snapshot(tenant, moment) as at:
        ids = records_of(at, "person", person)
        rows = _Rows(at, asked)
        rows.read(powers, powers.c.person.in_(ids), lambda row: [(_Of("power", ("role", row.home)), row.power)])
        rows.read(attitudes, attitudes.c.person.in_(ids), _of_sale)
        rows.read(links, links.c.person.in_(ids) | links.c.other.in_(ids), lambda row: _of_link(row, ids))
        return {**_answer(tenant, moment, asked, rows), "person": _named(at, "person", ids[0])}


def opportunity_series(tenant: Tenant, opportunity: str, moment: Moment, asked: Asked) -> Json:
    """How everybody's attitude to an opportunity came to be what it is. Raises as `person_series`."""
    require(tenant, "opportunity", opportunity)
    with snapshot(tenant, moment) as at:
        rows = _Rows(at, asked)
        rows.read(attitudes, attitudes.c.home == opportunity, _of_person)
        return {**_answer(tenant, moment, asked, rows), "opportunity": _named(at, "opportunity", opportunity)}


def _of_sale(row: Any) -> list[tuple[_Of, str]]:
    return [(_Of("attitude", ("opportunity", row.home)), row.attitude)]


def _of_person(row: Any) -> list[tuple[_Of, str]]:
    return [(_Of("attitude", ("person", row.person)), row.attitude)]


def _of_link(row: Any, ids: Sequence[str]) -> list[tuple[_Of, str]]:
    """A row says one property, in the eyes of one assessor; those that only say that the link runs say none."""
    end = "person", row.other if row.person in ids else row.person
    details = decode(row.details or "{}")
    said = {"tone": row.tone, "strength": row.strength}
    said |= {"desired": msgspec.json.encode(details["desired"]).decode()} if "desired" in details else {}
    tie = row.kind, bool(row.directed)
    names: tuple[Property, ...] = ("tone", "strength", "desired")
    return [(_Of(name, end, *tie), value) for name in names if (value := said.get(name)) is not None]


class _Rows:
    """Everything that was ever said of what is asked for, by what it is of."""

    def __init__(self, at: Snapshot, asked: Asked) -> None:
        self.at, self.asked = at, asked
        self.said: defaultdict[_Of, list[tuple[Any, float]]] = defaultdict(list)

    def read(self, table: Table, where: ColumnElement[bool], told: Callable[[Any], Iterable[tuple[_Of, str]]]) -> None:
        for row in self.at.rows(table, self.at.ours(table) & (table.c.known_from <= self.at.position) & where):
            if self.asked.by in (None, row.assessor):
                for of, value in told(row):
                    self.said[of].append((row, float(decode(value))))

    def assessors(self) -> set[tuple[str, str]]:
        """Who said any of it; some of them are keys, and have no name."""
        return {("person", row.assessor) for some in self.said.values() for row, _ in some}

    def wanted(self) -> Iterator[_Of]:
        """With the gap of each link that is wished to be stronger, in order."""
        links_with_wish = [of._replace(property="gap") for of in self.said if of.property == "desired"]
        for of in sorted([*self.said, *links_with_wish]):
            if _asked_for(of, self.asked):
                yield of


def _asked_for(of: _Of, asked: Asked) -> bool:
    ends = {"person": asked.other, "role": asked.role, "opportunity": asked.opportunity}
    named = {kind: id for kind, id in ends.items() if id is not None}
    return asked.property in (None, of.property) and (not named or named.get(of.end[0]) == of.end[1])


def _answer(tenant: Tenant, moment: Moment, asked: Asked, rows: _Rows) -> Json:
    half_lives, names = half_lives_of(tenant, moment), Names(rows.at)
    wanted = list(rows.wanted())
    names.learn_all([*(of.end for of in wanted), *rows.assessors()])
    made = [_Series(of, rows, half_lives) for of in wanted]
    points = {one: _points(tenant, moment, asked, one) for one in made}
    facts = facts_at(rows.at, (place for one in made for point in points[one] for place in one.places(point)))
    return {
        **header(moment, restricted=True),
        "since": asked.since.isoformat(),
        "every": asked.every,
        "as_known": asked.as_known,
        "half_lives": msgspec.to_builtins(half_lives),
        "series": [one.json(points[one], names, facts) for one in made],
    }


def _points(tenant: Tenant, moment: Moment, asked: Asked, series: _Series) -> list[_Point]:
    if asked.every == "change":
        changes = series.changes() | (series.learned() if asked.as_known == "then" else set())
        days = days_between(asked.since, moment.as_of, changes)
    else:
        days = ends_between(asked.since, moment.as_of, asked.every)
    if asked.as_known == "now":
        return [_Point(day, moment.position) for day in days]
    return [_Point(day, known_then(tenant, moment, day)) for day in days]


def known_then(tenant: Tenant, moment: Moment, day: date) -> int:
    """The position that the log had come to at the end of a day, no later than the moment's own."""
    return min(moment_of(tenant.ledger, known_at=day.isoformat()).position, moment.position)


class _Series:
    """One value over time."""

    def __init__(self, of: _Of, rows: _Rows, half_lives: HalfLives) -> None:
        self.of, self.at = of, rows.at
        self.half_life = half_lives.of(_KINDS.get(of.property, "link"))
        parts: tuple[Property, ...] = ("desired", "strength") if of.property == "gap" else (of.property,)
        self.said: list[list[tuple[Any, float]]] = [rows.said[of._replace(property=part)] for part in parts]

    def changes(self) -> set[date]:
        """Days on which something else holds than the day before, as far as that is still thought."""
        rows = [row for some in self.said for row, _ in some if row.known_to > self.at.position]
        return {day for row in rows for day in (row.valid_from, row.valid_to)}

    def learned(self) -> set[date]:
        """Days on which something else was known than the day before."""
        places = {place for some in self.said for row, _ in some for place in (row.known_from, row.known_to)}
        return {fact.recorded for fact in facts_at(self.at, places).values()}

    def places(self, point: _Point) -> list[int]:
        return [row.place for row, _ in self._last(point) or ()]

    def _last(self, point: _Point) -> list[tuple[Any, float]] | None:
        """The last word on each part of the value; nothing while one is not known."""
        at = self.at.on(point.day, point.position)
        holding = [[one for one in some if at.holds(one[0])] for some in self.said]
        if not all(holding):
            return None
        return [max(some, key=lambda one: (one[0].said, one[0].place)) for some in holding]

    def json(self, points: Sequence[_Point], names: Names, facts: Mapping[int, Told]) -> Json:
        told = [self._point(point, names, facts) for point in points]
        known = [(point.day, one["value"]) for point, one in zip(points, told, strict=True) if one["value"] is not None]
        direction = heading(known, _SCALES[self.of.property])
        return {"property": self.of.property, **self._end(names), "points": told, "trend": direction}

    def _end(self, names: Names) -> Json:
        kind, id = self.of.end
        end = {"id": id, "name": names.of(kind, id)}
        if self.of.property not in OF_LINKS:
            return {kind: end}
        return {"other": end, "kind": self.of.kind, **({"directed": True} if self.of.directed else {})}

    def _point(self, point: _Point, names: Names, facts: Mapping[int, Told]) -> Json:
        last, when = self._last(point), {"date": point.day.isoformat(), "known": point.position}
        if last is None:
            return {**when, "value": None}
        rows = [row for row, _ in last]
        by = max(rows, key=lambda row: row.said).assessor
        oldest = min(told_for(row.said, facts[row.place]) for row in rows)
        return {
            **when,
            "value": last[0][1] - sum(one for _, one in last[1:]),
            "by": by,
            "by_name": names.of("person", by),
            "stated": oldest.isoformat(),
            "certainty": "probable" if any(row.certainty == "probable" for row in rows) else "confirmed",
            "certain": round(certainty(oldest, point.day, self.half_life) or 0, 3),
            "facts": [facts[row.place].id for row in rows],
        }


def _named(at: Snapshot, kind: str, id: str) -> Json:
    names = Names(at)
    names.learn(kind, [id])
    return {"id": id, "name": names.of(kind, id)}
