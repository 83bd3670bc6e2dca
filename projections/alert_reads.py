"""Alerts as they are answered: the list, one with its history, and what each does to us in words with names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, func, select

from domain.alerts import ALERT_FACTS, AlertRaised
from domain.errors import NotFound
from domain.key_moments.found import SEVERITIES
from domain.key_moments.judging import RULES
from domain.language import say
from domain.log.reading import read_families, roots_of_subjects
from domain.log.tables import facts

from .alert_words import Words, words_for
from .alerts import ABOUT, alerts
from .journal import recorded_json
from .moments import Moment, instant_text, microseconds, moment_of
from .records import known_as
from .rule_settings import Setting, parameters_of, setting_json
from .rule_settings import history_of as rules_over_time
from .snapshots import Snapshot, one_of, require, snapshot
from .tenants import Tenant

Json = dict[str, Any]
_TYPES = tuple(cls.type for cls in ALERT_FACTS)
# Of what kind the subjects are that these fields name.
_KINDS = {"account": "organization", "assigned": "person"}
_TOLD = ("type", "id", "recorded_at", "recorded_by", "by", "position", "person", "until", "day", "starts", "severity",
         "role", "text", "reason", "fact", "replacement")  # fmt: skip


class Wanted(NamedTuple):
    """Which alerts are asked for; nothing given asks for all. `severity`: as high at least; `since`: raised then."""

    state: str | None = None
    account: str | None = None
    rule: str | None = None
    person: str | None = None
    assigned: str | None = None
    severity: str | None = None
    since: date | None = None


def listed(
    tenant: Tenant, moment: Moment, wanted: Wanted, after: int = 0, limit: int = 100, *, restricted: bool
) -> list[Json]:
    """In the order in which they were first raised; `after` is the `place` of the last one seen."""
    with snapshot(tenant, moment) as at:
        query = select(alerts).where(_seen(at, restricted), alerts.c.first > after, *_conditions(at, wanted))
        rows = at.connection.execute(query.order_by(alerts.c.first).limit(limit)).all()
    return shown(tenant, moment, rows, restricted=restricted)


def latest(
    tenant: Tenant, moment: Moment, wanted: Wanted, before: int | None = None, limit: int = 100, *, restricted: bool
) -> list[Json]:
    """Those that were first raised last, the newest first; `before` is the `place` of the last one seen."""
    with snapshot(tenant, moment) as at:
        earlier = [] if before is None else [alerts.c.first < before]
        query = select(alerts).where(_seen(at, restricted), *_conditions(at, wanted), *earlier)
        rows = at.connection.execute(query.order_by(alerts.c.first.desc()).limit(limit)).all()
    return shown(tenant, moment, rows, restricted=restricted)


def newest(tenant: Tenant, moment: Moment, wanted: Wanted, limit: int, *, restricted: bool) -> list[Json]:
    """Those of which somebody was told last, the newest first."""
    with snapshot(tenant, moment) as at:
        query = select(alerts).where(_seen(at, restricted), *_conditions(at, wanted))
        rows = at.connection.execute(query.order_by(alerts.c.told.desc()).limit(limit)).all()
    return shown(tenant, moment, rows, restricted=restricted)


def counted(tenant: Tenant, moment: Moment, wanted: Wanted, *, restricted: bool) -> dict[tuple[str, str], int]:
    """How many there are by state and severity."""
    by = alerts.c.state, alerts.c.severity
    with snapshot(tenant, moment) as at:
        query = select(*by, func.count()).where(_seen(at, restricted), *_conditions(at, wanted)).group_by(*by)
        return {(state, severity): count for state, severity, count in at.connection.execute(query)}


def one(tenant: Tenant, id: str, moment: Moment, *, restricted: bool) -> Json:
    """An alert as known at a moment, with what happened to it by then. Raises NotFound."""
    require(tenant, "alert", id)
    with snapshot(tenant, moment) as at:
        row = require_seen(at, id, restricted=restricted)
        history = history_of(tenant, at, row, restricted=restricted)
    (found,) = shown(tenant, moment, [row], restricted=restricted)
    return {**found, "history": history}


def shown(tenant: Tenant, moment: Moment, rows: Sequence[Any], *, restricted: bool) -> list[Json]:
    words = words_for(tenant, moment, rows, restricted=restricted)
    instants = _instants(tenant, {place for row in rows for place in (row.first, row.told)})
    return [{**alert_json(row, words), **_when(row, instants), "place": row.first} for row in rows]


def require_seen(at: Snapshot, id: str, *, restricted: bool) -> Any:
    """Raises NotFound for what was not known by then, or is not for the reader."""
    row = row_of(at, id)
    if row is None or (row.withheld and not restricted):
        raise NotFound(say("no alert {id} was known by then, or it is not for this key", id=id), field="alert")
    return row


def row_of(at: Snapshot, id: str) -> Any:
    return one_of(at.holding_rows(alerts.c.home, [id]))


def history_of(tenant: Tenant, at: Snapshot, row: Any, *, restricted: bool) -> list[Json]:
    """Every fact about it in the order of the log: who did what, when, and how its rule was set when it was raised."""
    roots, kept = roots_of_subjects(at.connection, at.workspace, "alert", [row.home])[row.home], rules_over_time(tenant)
    names = _TOLD if restricted else [name for name in _TOLD if name not in ("text", "replacement")]
    found = []
    for one in read_families(at.connection, tenant.ledger.keys, roots, at.position):
        told, set_so = recorded_json(one), kept.at(row.rule, one.position, microseconds(one.recorded_at))
        ruled = {"rule_setting": _ruled(row.rule, set_so)} if isinstance(one.fact, AlertRaised) else {}
        found.append({name: told[name] for name in names if name in told} | ruled)
    return found


def _ruled(rule: str, setting: Setting) -> Json:
    """Of a rule that there is no more, what was set of it."""
    parameters = parameters_of(rule, setting) if rule in RULES else setting.given
    return {"parameters": parameters, **setting_json(setting)}


def alert_json(row: Any, words: Words) -> Json:
    about = {name: value for name in ABOUT if (value := getattr(row, name)) is not None}
    more = {name: value for name in ("assigned", "until", "reminded") if (value := getattr(row, name)) is not None}
    lists = {"revised": msgspec.json.decode(row.revised)} if row.revised else {}
    lists |= {"sources": found} if (found := words.sources(row)) else {}
    marks: Json = {"erased": True} if row.erased else {}
    said = {"raised": row.raised, **words.of(row), **more, **lists, **marks}
    return {"id": row.home, "state": row.state, **about, **said, "position": row.newest}


def happened(tenant: Tenant, after: int, limit: int) -> list[tuple[int, str, str]]:
    """(position, type, alert) of the next facts about alerts after a position, as far as the views have counted."""
    head = moment_of(tenant.ledger).position
    with tenant.ledger.store.reading(tenant.workspace.id) as connection:
        where = (facts.c.workspace == tenant.workspace.id, facts.c.position.between(after + 1, head))
        query = select(facts.c.position, facts.c.type, facts.c.stream).where(*where, facts.c.type.in_(_TYPES))
        rows = connection.execute(query.order_by(facts.c.position).limit(limit)).all()
    return [(row.position, row.type, row.stream.partition(":")[2]) for row in rows]


def at_positions(tenant: Tenant, told: Sequence[tuple[int, str, str]], *, restricted: bool) -> list[Json]:
    """What each of these facts made of its alert: `{event, position, alert}`; nothing of one that is only rumored."""
    found = []
    for position, type, id in told:
        moment = moment_of(tenant.ledger, position=position)
        with snapshot(tenant, moment) as at:
            row = row_of(at, id)
        if row is not None and (restricted or not row.withheld):
            (alert,) = shown(tenant, moment, [row], restricted=restricted)
            found.append({"event": type, "position": position, "alert": alert})
    return found


def _when(row: Any, instants: dict[int, int]) -> Json:
    """When it was first raised, and when there was last something to tell."""
    return {"raised_at": instant_text(instants[row.first]), "updated_at": instant_text(instants[row.told])}


def _instants(tenant: Tenant, positions: set[int]) -> dict[int, int]:
    with tenant.ledger.store.reading(tenant.workspace.id) as connection:
        where = (facts.c.workspace == tenant.workspace.id, facts.c.position.in_(sorted(positions)))
        rows = connection.execute(select(facts.c.position, facts.c.recorded_at).where(*where)).all()
    return {row.position: row.recorded_at for row in rows}


def _seen(at: Snapshot, restricted: bool) -> ColumnElement[bool]:
    return at.holding(alerts) if restricted else at.holding(alerts) & alerts.c.withheld.is_(False)


def _conditions(at: Snapshot, wanted: Wanted) -> list[ColumnElement[bool]]:
    asked = wanted._asdict()
    since, severity = asked.pop("since"), asked.pop("severity")
    said = {name: known_as(at, _KINDS.get(name, name), value) for name, value in asked.items() if value is not None}
    found = [alerts.c[name] == value for name, value in said.items()]
    found += [] if since is None else [alerts.c.raised >= since.isoformat()]
    return found + ([] if severity is None else [alerts.c.severity.in_(as_severe(severity))])


def as_severe(severity: str) -> tuple[str, ...]:
    """This severity and those above. Raises ValueError for none."""
    return SEVERITIES[[str(one) for one in SEVERITIES].index(severity) :]
