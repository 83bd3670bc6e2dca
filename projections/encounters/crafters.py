"""Who elsewhere makes the same of their job as somebody does: what worked with one can be tried with the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from domain.analysis.likeness import Alike, alike

from ..account_maps import header
from ..crafted import crafted_jobs
from ..fragments import decode
from ..moments import Moment
from ..names import Names
from ..records import known_as
from ..roles import roles
from ..snapshots import Snapshot, require, snapshot
from ..tenants import Tenant
from .bonds import bonds_of
from .pasts import colleagues

Json = dict[str, Any]
Key = tuple[str, str]
_FORMAL = ("function", "level")


class Asked(NamedTuple):
    least: float = 0.5
    limit: int = 20
    why: bool = False


class Crafted(NamedTuple):
    """What somebody makes of a role, as it was said last, by property: in words, and where it was said."""

    person: str
    role: str
    words: dict[str, str]
    places: dict[str, int]


class Match(NamedTuple):
    own: Crafted
    other: Crafted
    alike: Alike


def similar_crafters(tenant: Tenant, person: str, moment: Moment, asked: Asked) -> Json:
    """The most alike first, each by the job of theirs that is most alike one of somebody's. Raises NotFound.

    Crafted jobs need the scope `restricted`. Who works at an organization of theirs is left out.
    """
    require(tenant, "person", person)
    with snapshot(tenant, moment) as at:
        person, names = known_as(at, "person", person), Names(at)
        jobs = _jobs(at)
        names.learn_seats({one.role for one in jobs})
        names.learn("person", [person])
        own = [one for one in jobs if one.person == person]
        here = {None, *(names.organization_of(one.role) for one in own)}
        others = [one for one in jobs if one.person != person and names.organization_of(one.role) not in here]
        found = _best(own, others, asked.least)
        who = {"person": person, "name": names.of("person", person)}
        jobs_told = [{"role": one.role, "title": names.of("role", one.role), "properties": [*one.words]} for one in own]
        told = {"jobs": jobs_told, "compared": len({one.person for one in others}), "count": len(found)}
        return {**header(moment, True), **who, **told, "similar": _Told(at, names, found[: asked.limit], asked.why).all}


def _jobs(at: Snapshot) -> list[Crafted]:
    """Of everybody but ours, what is said that day."""
    said, ours = defaultdict[Key, dict[str, Any]](dict), colleagues(at)
    only = ("person", "home", "property", "value", "said", "place")
    for row in sorted(
        at.rows(crafted_jobs, at.holding(crafted_jobs), only=only), key=lambda row: (row.said, row.place)
    ):
        if row.person not in ours:
            said[row.person, row.home][row.property] = row
    return [_crafted(key, rows) for key, rows in sorted(said.items())]


def _crafted(key: Key, rows: dict[str, Any]) -> Crafted:
    """Numbers are no words."""
    words = {name: _text(decode(row.value)) for name, row in rows.items()}
    return Crafted(
        *key, {name: text for name, text in words.items() if text}, {name: rows[name].place for name in words}
    )


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return value if isinstance(value, str) else ""


def _best(own: Iterable[Crafted], others: list[Crafted], least: float) -> list[Match]:
    """One of each person."""
    words = [one.words for one in others]
    found = [Match(job, others[one.place], one) for job in own for one in alike(job.words, words, least)]
    best: dict[str, Match] = {}
    for match in sorted(found, key=_order):
        best.setdefault(match.other.person, match)
    return list(best.values())


def _order(match: Match) -> tuple[float, int, str, str]:
    return -match.alike.likeness, -len(match.alike.fields), match.other.person, match.other.role


class _Told:
    """With what both have by their formal jobs, and who of ours knows them."""

    def __init__(self, at: Snapshot, names: Names, found: list[Match], why: bool) -> None:
        self._names, self._why = names, why
        self._formal = _formal_jobs(at, {one.role for match in found for one in (match.own, match.other)})
        self._known = self._known_by(at, {match.other.person for match in found})
        places = (place for match in found for one in (match.own, match.other) for place in one.places.values())
        self._facts = at.ids_of_facts(places) if why else {}
        names.learn("person", {match.other.person for match in found})
        self.all = [self._match(match) for match in found]

    def _known_by(self, at: Snapshot, people: set[str]) -> dict[str, list[Json]]:
        ours, found = colleagues(at), defaultdict[str, list[Json]](list)
        linked = [(bond, end) for bond in bonds_of(at, people) for end in (bond.person, bond.other) if end in people]
        self._names.learn("person", {bond.across(end) for bond, end in linked} & ours)
        for bond, end in linked:
            if bond.across(end) in ours:
                found[end].append(self._person(bond.across(end)) | bond.told(None))
        return found

    def _match(self, match: Match) -> Json:
        other, one = match.other, match.alike
        organization = self._names.organization_of(other.role)
        return {
            **self._person(other.person),
            "role": other.role,
            "title": self._names.of("role", other.role),
            "organization": organization,
            "organization_name": self._names.of("organization", organization) if organization else None,
            "as_holder_of": match.own.role,
            "likeness": round(one.likeness, 4),
            "alike_in": [self._field(match, name, value) for name, value in one.fields.items()],
            "same": self._same(match),
            "known_by": self._known[other.person],
        }

    def _field(self, match: Match, name: str, value: float) -> Json:
        texts = {"own": match.own.words[name], "other": match.other.words[name]}
        places = (one.places[name] for one in (match.own, match.other))
        why = {"why": [self._facts[place] for place in places if place in self._facts]} if self._why else {}
        return {"property": name, "likeness": round(value, 4), "words": match.alike.words[name], **texts, **why}

    def _same(self, match: Match) -> Json:
        own, other = (self._formal.get(one.role, {}) for one in (match.own, match.other))
        return {name: own[name] for name in _FORMAL if own.get(name) is not None and own[name] == other.get(name)}

    def _person(self, id: str) -> Json:
        return {"person": id, "name": self._names.of("person", id)}


def _formal_jobs(at: Snapshot, ids: Iterable[str]) -> dict[str, Json]:
    rows = at.rows(roles, at.holding(roles), roles.c.home, ids, only=("home", "details"))
    return {row.home: decode(row.details or "{}") for row in rows}
