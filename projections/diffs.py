"""What changed on an account's map between two moments: what happened in the world, and what we learned of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from .account_maps import account_map
from .evidence import Evidence
from .fragments import decode
from .moments import Moment
from .names import Names
from .phrases import Call, referred
from .snapshots import Snapshot, snapshot
from .states import SHOWN, Change, apply, changes, flatten
from .tenants import Tenant
from .wording import HAPPENED, LEARNED, Telling, told

__all__ = ["apply", "diff", "flatten"]

Json = dict[str, Any]
Point = tuple[date, int]
COMPARED = "account,units,roles,people,links,opportunities"
_CALLED = {"units": "unit", "roles": "role", "people": "person", "opportunities": "opportunity"}


def diff(tenant: Tenant, account: str, before: Moment, after: Moment, restricted: bool) -> list[Json]:
    """Changes, each with the facts it comes from and one sentence. Raises NotFound.

    First what we learned between the two moments of the state on the earlier day, then what happened, as known later,
    between the two days. In this order they turn one map into the other: `apply(flatten(A), diff) == flatten(B)`.
    """
    moments = (before, replace(after, as_of=before.as_of), after)
    different = {_point(moment): moment for moment in moments}
    maps = {point: _map(tenant, account, moment, restricted) for point, moment in different.items()}
    with snapshot(tenant, after) as at:
        known, learned, happened = (at.on(*_point(moment)) for moment in moments)
        return [*_leg(tenant, LEARNED, known, learned, maps), *_leg(tenant, HAPPENED, learned, happened, maps)]


def _point(moment: Moment) -> Point:
    return moment.as_of, moment.position


def _map(tenant: Tenant, account: str, moment: Moment, restricted: bool) -> Json:
    answer: Json = decode(account_map(tenant, account, moment, fields=COMPARED, restricted=restricted))
    return answer


def _leg(tenant: Tenant, because: str, before: Snapshot, after: Snapshot, maps: dict[Point, Json]) -> Iterator[Json]:
    answers = [maps[point.day, point.position] for point in (before, after)]
    found = changes(*map(flatten, answers)) if answers[0] is not answers[1] else []
    forward = (before.day, before.position) <= (after.day, after.position)
    evidence = _evidence(tenant, before, after, found) if forward else _evidence(tenant, after, before, _undone(found))
    facts, telling = evidence.facts(), Telling(because, before.day.toordinal(), _call(after, answers, found))
    for change in found:
        ended = telling._replace(ended=evidence.end(change), closed=evidence.closed(change)) if forward else telling
        shown = dict(zip(SHOWN, change, strict=True))
        yield {**shown, "facts": facts[change.key], "sentence": told(change, ended), "because": because}


def _evidence(tenant: Tenant, before: Snapshot, after: Snapshot, found: list[Change]) -> Evidence:
    """Of the way forward: it is the same for the way back."""
    return Evidence(before, after, tenant.ledger.keys, found)


def _undone(found: list[Change]) -> list[Change]:
    return [change.undone for change in found]


def _call(at: Snapshot, maps: list[Json], found: list[Change]) -> Call:
    """Subjects by what they are called on the maps, the later one first; those that are on neither, as of the later."""
    called, names = _called(maps), Names(at)
    named = (referred(change.name, value) for change in found for value in (change.before, change.after))
    names.learn_all(set().union(*named) - called.keys())
    return lambda kind, id: called.get((kind, id)) or names.of(kind, id) or id


def _called(maps: list[Json]) -> dict[tuple[str, str], str]:
    found = {("account", one["account"]["id"]): one["account"]["name"] or one["account"]["id"] for one in maps}
    for answer in maps:
        for section, kind in _CALLED.items():
            names = ((entry["id"], entry.get("title") or entry.get("name")) for entry in answer[section])
            found.update({(kind, id): name for id, name in names if name is not None})
    return found
