"""Nominations as they are answered: the list, one with its history, and what each says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
from msgspec import convert
from sqlalchemy import ColumnElement, func, select

from domain.errors import NotFound
from domain.language import say
from domain.log.reading import read_families, roots_of_subjects
from domain.readable import readable
from domain.unsure import Unsure, sentence

from .journal import recorded_json
from .moments import Moment
from .nominations import NAMED, STATES, nominations
from .records import known_as
from .snapshots import Snapshot, one_of, require, snapshot
from .tenants import Tenant

Json = dict[str, Any]
_TOLD = ("type", "id", "recorded_at", "recorded_by", "position", "reason", "changed", "fact")


class Wanted(NamedTuple):
    """Which nominations are asked for; nothing given asks for all."""

    state: str | None = None
    feed: str | None = None
    kind: str | None = None
    person: str | None = None
    organization: str | None = None


def listed(tenant: Tenant, moment: Moment, wanted: Wanted, after: int = 0, limit: int = 100) -> list[Json]:
    """In the order in which they were first reported, as known at a moment; texts are left to each by itself.

    `after` is the `place` of the last one seen.
    """
    with snapshot(tenant, moment) as at:
        wanted = wanted._replace(**{kind: _as_known(at, kind, wanted) for kind in ("person", "organization")})
        query = select(nominations).where(at.known(nominations), nominations.c.first > after, *_conditions(wanted))
        rows = at.connection.execute(query.order_by(nominations.c.first).limit(limit)).all()
    return [{**_without(nomination_json(row), "excerpt"), "place": row.first} for row in rows]


def latest(tenant: Tenant, moment: Moment, states: Sequence[str], before: int | None, limit: int) -> list[Json]:
    """Those in one of these states, the last reported first; `before` is the `place` of the last one seen."""
    with snapshot(tenant, moment) as at:
        earlier = [] if before is None else [nominations.c.first < before]
        query = select(nominations).where(at.known(nominations), nominations.c.state.in_(states), *earlier)
        rows = at.connection.execute(query.order_by(nominations.c.first.desc()).limit(limit)).all()
    return [{**_without(nomination_json(row), "excerpt"), "place": row.first} for row in rows]


def counted(tenant: Tenant, moment: Moment) -> dict[str, int]:
    """How many there are in each state, none left out."""
    by = nominations.c.state
    with snapshot(tenant, moment) as at:
        rows = at.connection.execute(select(by, func.count()).where(at.known(nominations)).group_by(by))
        found: dict[str, int] = {row.state: row[1] for row in rows}
    return {state: found.get(state, 0) for state in STATES}


def one(tenant: Tenant, id: str, moment: Moment) -> Json:
    """A nomination as known at a moment, with what happened to it by then. Raises NotFound."""
    require(tenant, "nomination", id)
    with snapshot(tenant, moment) as at:
        row = row_of(at, id)
        if row is None:
            raise NotFound(say("no nomination {id} was known by then", id=id), field="nomination")
        return {**nomination_json(row), "history": history_of(tenant, at, id)}


def row_of(at: Snapshot, id: str) -> Any:
    return one_of(at.known_rows(nominations.c.home, [id]))


def history_of(tenant: Tenant, at: Snapshot, id: str) -> list[Json]:
    """Every fact about it in the order of the log: who did what, when."""
    roots = roots_of_subjects(at.connection, at.workspace, "nomination", [id])[id]
    told = map(recorded_json, read_families(at.connection, tenant.ledger.keys, roots, at.position))
    return [{name: fact[name] for name in _TOLD if name in fact} for fact in told]


def nomination_json(row: Any) -> Json:
    own = {"id": row.home, "state": row.state, "feed": row.feed, "kind": row.kind, "reported": row.reported}
    became = {name: value for name in NAMED if (value := getattr(row, name)) is not None}
    told = {name: value for name in ("decision", "reason") if (value := getattr(row, name)) is not None}
    lists = {name: read(value) for name in ("facts", "revised", "candidates") if (value := getattr(row, name))}
    unsure: Json = {"unsure": [*map(_told, read(row.unsure))]} if row.unsure else {}
    marks: Json = {"certainty": row.certainty} if row.certainty != "confirmed" else {}
    marks |= {"erased": True} if row.erased else {}
    return {**own, **said_in(row), "report": row.report, **became, **lists, **unsure, **told, **marks}


def _told(unsure: Json) -> Json:
    """In words, for whoever reviews."""
    missing = convert(unsure, readable(Unsure))
    return {**unsure, "sentence": sentence(missing)}


def said_in(row: Any) -> Json:
    """What its reports say, as far as it can still be read."""
    said: Json = read(row.said or "{}")
    return said


def read(text: str) -> Any:
    return msgspec.json.decode(text)


def _without(answer: Json, name: str) -> Json:
    return {key: value for key, value in answer.items() if key != name}


def _as_known(at: Snapshot, kind: str, wanted: Wanted) -> str | None:
    asked: str | None = getattr(wanted, kind)
    return None if asked is None else known_as(at, kind, asked)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked = wanted._asdict().items()
    return [nominations.c[name] == value for name, value in asked if value is not None]
