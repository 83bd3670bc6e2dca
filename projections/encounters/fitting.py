"""Which of our colleagues fit a person, or an account, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import msgspec

from domain.analysis.picture import Picture, picture_of
from domain.encounters.fit import Reason, fits
from domain.encounters.parameters import FitParameters
from domain.errors import InvalidRequest
from domain.language import say

from ..account_maps import account_map, header
from ..groups import reached
from ..moments import Moment
from ..names import Names
from ..records import known_as
from ..snapshots import Snapshot, require, snapshot
from ..surroundings import surroundings
from ..tenants import Tenant
from .fit_links import of_links
from .fit_reasons import of_coverage, of_load, of_pasts, of_rules, of_traits
from .pasts import Pasts, colleagues

Json = dict[str, Any]
Subject = tuple[str, str]
_ITSELF, _NEAR = 1.0, 0.5
_AROUND = {"person": _ITSELF, "unit": _NEAR, "organization": 0.3}


class Asked(NamedTuple):
    parameters: FitParameters = FitParameters()
    limit: int = 20
    restricted: bool = False
    why: bool = False


class _Target(NamedTuple):
    """Whom colleagues should fit: `people`; `lines`: who is directly above or below one of them, and whom; `worth`:
    what may be covered there, by how close it is."""

    people: set[str]
    lines: Mapping[str, Iterable[str]]
    worth: Mapping[Subject, float]


def person_fit(tenant: Tenant, person: str, moment: Moment, asked: Asked) -> Json:
    """Raises NotFound; InvalidRequest for a colleague of ours."""
    require(tenant, "person", person)
    with snapshot(tenant, moment) as at:
        person = known_as(at, "person", person)
        if person in colleagues(at):
            raise InvalidRequest(say("expected somebody who is not a colleague of ours on that day"), field="person")
        around = surroundings(at, [("person", person)])["person", person]
    pictures = [picture_of(account_map(tenant, id, moment)) for kind, id in around if kind == "organization"]
    with snapshot(tenant, moment) as at:
        names = Names(at)
        names.learn("person", [person])
        found = _answer(at, _around(person, around, pictures), asked)
        who = {"person": person, "name": names.of("person", person)}
    return {**header(moment, asked.restricted), **who, **found}


def account_fit(tenant: Tenant, account: str, moment: Moment, asked: Asked, *, group: bool = False) -> Json:
    """Of a `group` the organization is taken with all below it. Raises NotFound."""
    ids = reached(tenant, account, moment, group=group)
    picture, *below = (picture_of(account_map(tenant, id, moment)) for id in ids)
    target = _whole([picture, *below])
    with snapshot(tenant, moment) as at:
        found = _answer(at, target, asked)
    own = {"account": {"id": picture.account.id, "name": picture.account.name}}
    return {**header(moment, asked.restricted), **own, **found}


def _whole(pictures: Sequence[Picture]) -> _Target:
    """Everybody who holds a role there."""
    people = {id for picture in pictures for id in picture.theirs}
    near = [*(("unit", one.id) for picture in pictures for one in picture.units), *(("person", id) for id in people)]
    itself = {("organization", picture.account.id): _ITSELF for picture in pictures}
    return _Target(people, {}, dict.fromkeys(near, _NEAR) | itself)


def _around(person: str, around: Iterable[Subject], pictures: Iterable[Picture]) -> _Target:
    lines, peers = set[str](), set[str]()
    for picture in pictures:
        held = [one.role for one in picture.held.get(person, ())]
        own, above, units = ({getattr(one, name) for one in held} - {None} for name in ("id", "reports_to", "unit"))
        for role in picture.roles:
            holders = {one.person for one in role.holders} - {person}
            lines |= holders if role.id in above or role.reports_to in own else set()
            peers |= holders if role.unit in units else set()
    worth = dict.fromkeys((("person", id) for id in lines | peers), _NEAR)
    return _Target({person}, {one: [person] for one in lines}, worth | {one: _AROUND[one[0]] for one in around})


def _answer(at: Snapshot, target: _Target, asked: Asked) -> Json:
    ours = colleagues(at)
    reasons = _reasons(at, target, ours, asked)
    found = fits(reasons, max(1, len(target.people)), asked.parameters)
    return {
        "parameters": msgspec.to_builtins(asked.parameters),
        "people": len(target.people),
        "considered": len(ours),
        "fitting": len(found),
        "colleagues": _Told(at, found[: asked.limit], asked.why).colleagues,
    }


def _reasons(at: Snapshot, target: _Target, ours: set[str], asked: Asked) -> dict[str, list[Reason]]:
    found = defaultdict[str, list[Reason]](list)
    theirs = target.people - ours
    linked = of_links(at, theirs, ours, target.lines) if asked.restricted else iter(())
    most = asked.parameters.looked_at
    speaking = (
        of_pasts(Pasts(at), theirs, ours, most),
        of_traits(at, theirs, ours, most, why=asked.why),
        of_coverage(at, target.worth),
    )
    for colleague, reason in chain(linked, *speaking):
        found[colleague].append(reason)
    for colleague, reason in of_rules(at, theirs, set(found)):
        found[colleague].append(reason)
    for colleague, reason in of_load(at, set(found), asked.parameters.full):
        found[colleague].append(reason)
    return {colleague: some for colleague, some in found.items() if colleague in ours}


class _Told:
    """Colleagues with what speaks for them, everything by its name; with `why`, with the facts that say so."""

    def __init__(self, at: Snapshot, found: list[Json], why: bool) -> None:
        shown = [reason for one in found for part in one["parts"] for reason in part["reasons"]]
        self._names, self._why = Names(at), why
        self._names.learn_all(subject for reason in shown for subject in _named(reason))
        self._names.learn("person", (one["person"] for one in found))
        self._facts = at.ids_of_facts(place for one in shown for place in one.places) if why else {}
        self.colleagues = [self._colleague(one) for one in found]

    def _colleague(self, one: Json) -> Json:
        parts = [part | {"reasons": [*map(self._reason, part["reasons"])]} for part in one["parts"]]
        return {**self._person(one["person"]), **{name: one[name] for name in one if name != "person"}, "parts": parts}

    def _reason(self, one: Reason) -> Json:
        about = {} if one.person is None else {"about": self._person(one.person)}
        told = {name: self._said(name, value) for name, value in one.told.items()}
        facts = {*one.facts, *(self._facts[place] for place in one.places if place in self._facts)}
        return {"value": round(one.value, 4), **about, **told, **({"why": sorted(facts)} if self._why else {})}

    def _said(self, name: str, value: Any) -> Any:
        if name in _PEOPLE:
            return self._person(value)
        if name in _SUBJECTS:
            return {"kind": value[0], "id": value[1], "name": self._names.of(*value)}
        if name == "at":
            return [{"organization": id, "organization_name": self._names.of("organization", id)} for id in value]
        return value

    def _person(self, id: str) -> Json:
        return {"person": id, "name": self._names.of("person", id)}


_PEOPLE = ("through", "only_through", "through_ours")
_SUBJECTS = ("covered", "addressed")


def _named(reason: Reason) -> Iterable[Subject]:
    told = reason.told
    yield from (("person", id) for id in (reason.person, *(told.get(name) for name in _PEOPLE)) if id is not None)
    yield from (told[name] for name in _SUBJECTS if name in told)
    yield from (("organization", id) for id in told.get("at", ()))
