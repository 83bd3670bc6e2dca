"""What changed on an account's map between two moments: what happened in the world, and what we learned of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
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
COMPARED = "account,units,roles,people,links,opportunities"
_CALLED = {"units": "unit", "roles": "role", "people": "person", "opportunities": "opportunity"}


def diff(tenant: Tenant, account: str, before: Moment, after: Moment, restricted: bool) -> list[Json]:
    """Changes, each with the facts it comes from and one sentence. Raises NotFound.

    First what we learned between the two moments of the state on the earlier day, then what happened, as known later,
    between the two days. In this order they turn one map into the other: `apply(flatten(A), diff) == flatten(B)`.
    """
    between = replace(after, as_of=before.as_of)
    maps = [_map(tenant, account, moment, restricted) for moment in (before, between, after)]
    with snapshot(tenant, after) as at:
        points = [at.on(moment.as_of, moment.position) for moment in (before, between, after)]
        learned = _leg(tenant, LEARNED, points[:2], maps[:2])
        return [*learned, *_leg(tenant, HAPPENED, points[1:], maps[1:])]


def _map(tenant: Tenant, account: str, moment: Moment, restricted: bool) -> Json:
    answer: Json = decode(account_map(tenant, account, moment, fields=COMPARED, restricted=restricted))
    return answer


def _leg(tenant: Tenant, because: str, points: list[Snapshot], maps: list[Json]) -> Iterator[Json]:
    found = changes(*(flatten(answer) for answer in maps))
    if not found:
        return
    forward = (points[0].day, points[0].position) <= (points[1].day, points[1].position)
    evidence = _evidence(tenant, points, found) if forward else _evidence(tenant, points[::-1], _undone(found))
    facts, telling = evidence.facts(), Telling(because, points[0].day.toordinal(), _call(points[1], maps, found))
    for change in found:
        ended = telling._replace(ended=evidence.end(change), closed=evidence.closed(change)) if forward else telling
        shown = dict(zip(SHOWN, change, strict=True))
        yield {**shown, "facts": facts[change.key], "sentence": told(change, ended), "because": because}


def _evidence(tenant: Tenant, points: list[Snapshot], found: list[Change]) -> Evidence:
    """Of the way forward: it is the same for the way back."""
    return Evidence(points[0], points[1], tenant.ledger.keys, found)


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
