"""What a difference compares beside the map, which does not show it: the organizations themselves, and our side.

The team, coverage, contact rules, actions and interactions, as entries of the form that maps have; and with each of the
people what is described of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from domain.coverage import home_of
from domain.log.writing import ask
from domain.readable import readable

from .account_maps import RESTRICTED_FIELDS
from .actions import actions
from .fragments import decode, encode
from .interactions import interactions
from .meetings import Meeting, near_accounts
from .organizations import organizations, relations
from .people import people
from .responsibilities import contact_rules, coverage
from .running import running_json
from .snapshots import Snapshot
from .team_roles import team_roles

Json = dict[str, Any]
Subject = tuple[str, str]
_KNOWN = "workspace = ? AND build = ? AND known_from <= ? AND known_to > ?"
_MET = f"SELECT 1 FROM {interactions.name} WHERE {_KNOWN} LIMIT 1"  # noqa: S608  our own table


class _Someone(msgspec.Struct):
    person: str


class _Post(msgspec.Struct):
    holders: list[_Someone]


class _Sale(msgspec.Struct):
    id: str
    buying_center: list[_Someone]


class _Body(msgspec.Struct):
    id: str


class _Shown(msgspec.Struct):
    """Of a map only whom and what coverage and contact rules may be about."""

    account: _Body
    units: list[_Body]
    roles: list[_Post]
    people: list[_Body]
    opportunities: list[_Sale]
    subsidiaries: list[_Body] = []


def with_beside(at: Snapshot, shown: bytes, *, restricted: bool) -> bytes:
    """A map as JSON with what stands beside it at that moment."""
    there = msgspec.json.decode(shown, type=readable(_Shown))
    ids = [there.account.id, *(one.id for one in there.subsidiaries)]
    sections = {
        "described": _described(at, ids),
        "relations": _relations(at, ids),
        "coverage": _coverage(at, there, ids),
        "contact_rules": _contact_rules(at, there),
        "team": _team(at, ids, restricted),
        "actions": _actions(at, ids),
        "interactions": _interactions(at, ids),
    }
    answer = msgspec.json.decode(shown, type=readable(dict[str, msgspec.Raw]))
    return encode(answer | {"people": _with_described(at, there, answer["people"], restricted)} | sections)


def _subjects(there: _Shown) -> list[Subject]:
    """The units of a map and the people near."""
    people = {one.person for post in there.roles for one in post.holders}
    people |= {one.person for sale in there.opportunities for one in sale.buying_center}
    return [("unit", unit.id) for unit in there.units] + [("person", id) for id in sorted(people)]


def _with_described(at: Snapshot, there: _Shown, listed: msgspec.Raw, restricted: bool) -> list[msgspec.Raw]:
    """The people of a map, each entry with what is said of them: they come and go as one."""
    entries = msgspec.json.decode(listed, type=readable(list[msgspec.Raw]))
    rows = at.holding_rows(people.c.home, [one.id for one in there.people])
    said = {row.home: _open_to(decode(row.details or "{}"), restricted) for row in rows}
    return [_entry(one, said.get(body.id)) for one, body in zip(entries, there.people, strict=True)]


def _open_to(said: Json, restricted: bool) -> Json:
    return said if restricted else {name: value for name, value in said.items() if name not in RESTRICTED_FIELDS}


def _entry(shown: msgspec.Raw, said: Json | None) -> msgspec.Raw:
    return msgspec.Raw(bytes(shown)[:-1] + b"," + encode(said)[1:]) if said else shown


def _described(at: Snapshot, ids: Iterable[str]) -> list[Json]:
    """Without the name, which the map shows."""
    rows = at.holding_rows(organizations.c.home, ids)
    return [{"id": row.home, "values": decode(row.details or "{}") | _closed(row)} for row in rows]


def _closed(row: Any) -> Json:
    return {"closed": True} if row.life == "closed" else {}


def _relations(at: Snapshot, ids: Iterable[str]) -> list[Json]:
    """What others are of them, and they of others."""
    found = [row for name in ("home", "other") for row in at.holding_rows(relations.c[name], ids)]
    rows = {(row.home, row.item): row for row in found}.values()
    return [{"between": f"{row.home}|{row.other}", "relation": row.relation, **running_json(row)} for row in rows]


def _coverage(at: Snapshot, there: _Shown, ids: Iterable[str]) -> list[Json]:
    about = [("organization", id) for id in ids] + _subjects(there)
    rows = _said_of(at, coverage, "coverage", about)
    return [{"covered": row.home, "person": row.person, "part": row.part, **running_json(row)} for row in rows]


def _contact_rules(at: Snapshot, there: _Shown) -> list[Json]:
    rows = _said_of(at, contact_rules, "contact_rule", _subjects(there))
    return [
        {
            "addressed": row.home,
            "through": row.through,
            "exclusive": bool(row.exclusive),
            **({} if row.reason is None else {"reason": row.reason}),
            **_doubted(row.probable),
            **running_json(row),
        }
        for row in rows
    ]


def _said_of(at: Snapshot, table: Any, kind: str, subjects: Iterable[Subject]) -> list[Any]:
    homes = [home_of(kind, subject)[1] for subject in subjects]
    return at.holding_rows(table.c.home, homes)


def _team(at: Snapshot, ids: Iterable[str], restricted: bool) -> list[Json]:
    rows = at.holding_rows(team_roles.c.home, ids)
    return [
        {
            "organization": row.home,
            "person": row.person,
            "team_role": row.team_role,
            **({} if row.degree is None else {"degree": decode(row.degree)}),
            **({"fit": row.fit} if row.fit is not None and restricted else {}),
            **_doubted(row.probable, () if restricted else RESTRICTED_FIELDS),
            **running_json(row),
        }
        for row in rows
    ]


def _actions(at: Snapshot, ids: Iterable[str]) -> list[Json]:
    """Without how near the day is on which it is due: that changes with every day."""
    return [_action(row) for row in at.holding_rows(actions.c.organization, ids)]


def _action(row: Any) -> Json:
    details = decode(row.details or "{}")
    observed = {"observed": seen} if (seen := details.pop("observed", None)) is not None else {}
    done = {"done": {"on": row.done, **observed}} if row.life == "closed" else {}
    named = {name: getattr(row, name) for name in ("organization", "opportunity", "person", "owner", "due")}
    marks = ({"possible": True} if row.possible else {}) | _doubted(row.probable)
    return {"id": row.home, "planned": row.since, **named, **details, **done, **marks, **_certainty(row)}


def _interactions(at: Snapshot, ids: Iterable[str]) -> list[Json]:
    """Most workspaces record none, and then nobody who ever worked there is looked up."""
    if ask(at.connection, _MET, (at.workspace, at.build, at.position, at.position)) is None:
        return []
    return [_interaction(one) for one in near_accounts(at, ids)]


def _interaction(one: Meeting) -> Json:
    row = one.row
    said = {"opportunity": one.opportunity, "topic": row.topic, "possible": True if row.possible else None}
    return {
        "id": one.id,
        "day": row.day,
        "channel": row.channel,
        "people": list(one.people),
        **{name: value for name, value in said.items() if value is not None},
        **_certainty(row),
    }


def _certainty(row: Any) -> Json:
    return {"certainty": "probable"} if row.certainty == "probable" else {}


def _doubted(probable: str | None, hidden: Iterable[str] = ()) -> Json:
    names = [name for name in decode(probable or "[]") if name not in hidden]
    return {"probable": names} if names else {}
