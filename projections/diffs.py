"""What changed on an account's map between two moments: what happened in the world, and what we learned of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from domain.language import when
from domain.log.keys import KeyRing
from domain.readable import readable

from .account_maps import require_organization
from .beside_maps import with_beside
from .evidence import Evidence
from .evidence_beside import named_by
from .fields import fields_of
from .fragments import decode, encode
from .groups import group_of, joined
from .labels import Labels
from .maps import map_json
from .moments import Moment
from .names import Names
from .origins import Origins
from .phrases import Call, quoting, referred
from .shared import Shared
from .snapshots import Snapshot, snapshot
from .states import SHOWN, Change, Entries, State, apply, changes, flatten, flatten_apart
from .tellings import HAPPENED, LEARNED, Telling
from .tenants import Tenant
from .wording import told

__all__ = ["apply", "compared", "diff", "flatten"]

Json = dict[str, Any]
Point = tuple[date, int]
_CALLED = {
    "unit": "units",
    "role": "roles",
    "person": "people",
    "opportunity": "opportunities",
    "action": "actions",
    "interaction": "interactions",
}
COMPARED = fields_of("account,units,roles,people,links,opportunities")


class Entry(msgspec.Struct):
    """A subject on a map by what it is called."""

    id: str
    name: str | None = None
    title: str | None = None
    objective: str | None = None
    channel: str | None = None
    day: str | None = None

    @property
    def called(self) -> str | None:
        met = None if self.channel is None else f"{self.channel}{when(self.day)}"
        return self.title or self.name or self.objective or met


class Legend(msgspec.Struct):
    """Of a map only what its subjects are called."""

    account: Entry
    units: list[Entry]
    roles: list[Entry]
    people: list[Entry]
    opportunities: list[Entry]
    subsidiaries: list[Entry] = []
    actions: list[Entry] = []
    interactions: list[Entry] = []


def diff(
    tenant: Tenant, account: str, before: Moment, after: Moment, restricted: bool, *, group: bool = False
) -> list[Json]:
    """Changes of the map and of our side, each with the facts it comes from and one sentence. Raises NotFound.

    First what we learned between the two moments of the state on the earlier day, then what happened, as known later,
    between the two days. In this order they turn one state into the other: `apply(compared(A), diff) == compared(B)`.
    Of an account that was merged meanwhile the maps are those that its id is answered with; of a group those of the
    organizations that belong to it at each of the moments.
    """
    moments = (before, replace(after, as_of=before.as_of), after)
    require_organization(tenant, account)
    different = {_point(moment): moment for moment in moments}
    shown = _map_of_group if group else _map
    maps = {point: shown(tenant, account, moment, restricted) for point, moment in different.items()}
    if len(different) == 1:
        return []
    with snapshot(tenant, after) as read:
        at = Shared.among(read, different)
        maps = {point: with_beside(at.on(*point), map, restricted=restricted) for point, map in maps.items()}
        known, learned, happened = (at.on(*_point(moment)) for moment in moments)
        keys = tenant.ledger.keys
        return [*changes_between(known, learned, maps, keys, LEARNED), *changes_between(learned, happened, maps, keys)]


def compared(tenant: Tenant, account: str, moment: Moment, restricted: bool, *, group: bool = False) -> State:
    """Every value that differences tell of at a moment: those of the map, and our side of the account."""
    shown = (_map_of_group if group else _map)(tenant, account, moment, restricted)
    with snapshot(tenant, moment) as at:
        return flatten(decode(with_beside(at, shown, restricted=restricted)))


def _point(moment: Moment) -> Point:
    return moment.as_of, moment.position


def _map(tenant: Tenant, account: str, moment: Moment, restricted: bool) -> bytes:
    with tenant.timelines.scene(account, moment) as scene:
        return map_json(scene, {"position": moment.position}, COMPARED, restricted=restricted, told=False)


def _map_of_group(tenant: Tenant, account: str, moment: Moment, restricted: bool) -> bytes:
    below = group_of(tenant, account, moment)
    return encode(joined(below, lambda organization: decode(_map(tenant, organization, moment, restricted))))


def changes_between(
    before: Snapshot,
    after: Snapshot,
    maps: Mapping[Point, bytes],
    keys: KeyRing,
    because: str = HAPPENED,
    since: int | None = None,
) -> Iterator[Json]:
    """What one map has that the other has not, told as what `because` means.

    What began after the day `since`, that of the earlier map if left out, is told as a beginning.
    """
    answers = [maps[point.day, point.position] for point in (before, after)]
    if answers[0] is answers[1]:
        return
    found = changes(*flatten_apart(*(msgspec.json.decode(answer, type=readable(Entries)) for answer in answers)))
    forward = (before.day, before.position) <= (after.day, after.position)
    way = (before, after, keys, found) if forward else (after, before, keys, [change.undone for change in found])
    evidence = Evidence(*way)
    call = _call(after, answers, found, evidence.heirs.roles)
    after_day, facts = before.day.toordinal() if since is None else since, evidence.facts()
    telling = Telling(because, after_day, call, back=not forward)
    origins = Origins(way[1], keys, (id for ids in facts.values() for id in ids))
    for change in found:
        ended = (_with_ends(telling, evidence, change) if forward else telling)._replace(along=evidence.along(change))
        shown = dict(zip(SHOWN, change, strict=True))
        sentence = told(change, ended, origins.of(facts[change.key]))
        yield {**shown, "facts": facts[change.key], "sentence": sentence, "because": because}


def _with_ends(telling: Telling, evidence: Evidence, change: Change) -> Telling:
    """What is told of what is gone, and where what came is from."""
    ended, closed = evidence.end(change), evidence.closed(change)
    became, follows = evidence.became(change), evidence.follows(change)
    return telling._replace(ended=ended, closed=closed, became=became, follows=follows)


def _call(at: Snapshot, maps: list[bytes], found: list[Change], roles: set[str]) -> Call:
    """Subjects by what they are called on the maps, the later one first; those that are on neither, as of the later."""
    called, names, labels = _called(maps), Names(at), Labels(at)
    named = (referred(change.name, value) for change in found for value in (change.before, change.after))
    names.learn_all(set().union(*named, *map(named_by, found), (("role", id) for id in roles)) - called.keys())
    return quoting(lambda kind, id: called.get((kind, id)) or names.of(kind, id) or labels.of(kind, id) or id)


def _called(maps: list[bytes]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for answer in (msgspec.json.decode(text, type=readable(Legend)) for text in maps):
        for one in (answer.account, *answer.subsidiaries):
            kinds = ("account", "subsidiary", "organization")
            found.update({(kind, one.id): one.name or one.id for kind in kinds})
        for kind, section in _CALLED.items():
            entries: list[Entry] = getattr(answer, section)
            found.update({(kind, one.id): name for one in entries if (name := one.called) is not None})
    return found
