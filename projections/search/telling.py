"""Hits as they are answered: by which name each was found and why it stands where it does, what and where it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from domain.search.likeness import Sought
from domain.search.words import Kind

from ..fragments import decode
from ..names import Names
from ..snapshots import Snapshot
from ..stays import Tenure, read_tenures
from ..tenures import tenures
from .calling import Calling, Name, matched
from .finding import Besides

Json = dict[str, Any]
# Of what somebody held before so much is told, the latest first.
MOST_BEFORE = 3
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Hit:
    """One hit: what it is, where it is, and what its place among the hits comes from."""

    kind: Kind
    id: str
    status: str
    side: str
    account: bool
    score: Json


class Telling:
    """The hits of one page, with names read for all of them together."""

    def __init__(self, at: Snapshot, hits: Sequence[Hit], text: str, typos: bool, besides: Besides) -> None:
        self.at, self.hits, self.names = at, hits, Names(at)
        self.sought: dict[Kind, Sought] = {one.kind: Sought(one.kind, text, typos) for one in hits}
        self._learn()
        self.calling = Calling(at, self.names, [(one.kind, one.id) for one in hits], besides)

    def _ids(self, kind: Kind) -> list[str]:
        return [one.id for one in self.hits if one.kind == kind]

    def _learn(self) -> None:
        names = self.names
        names.learn_all((one.kind, one.id) for one in self.hits)
        names.learn_seats({*self._ids("role"), *(one.role for some in self._stays.values() for one in some)})
        names.learn("person", (one.person for some in self._holders.values() for one in some))
        rows = [row for kind in ("unit", "opportunity") for id in self._ids(kind) for row in names.rows(kind, id)]
        names.learn("organization", (row.organization for row in rows))

    @cached_property
    def _stays(self) -> dict[str, list[Tenure]]:
        return self._tenures(tenures.c.person, self._ids("person"), "person")

    @cached_property
    def _holders(self) -> dict[str, list[Tenure]]:
        return self._tenures(tenures.c.home, self._ids("role"), "role")

    def _tenures(self, column: Any, ids: Iterable[str], name: str) -> dict[str, list[Tenure]]:
        found: dict[str, list[Tenure]] = defaultdict(list)
        for one in read_tenures(self.at, tenures.c.valid_from < tenures.c.valid_to, column, ids):
            found[getattr(one, name)].append(one)
        return found

    def told(self, why: bool) -> list[Json]:
        best = [self.calling.best(one.kind, one.id, self.sought[one.kind])[0] for one in self.hits]
        ids = self.at.ids_of_facts(one.place for one in best if why and one.place is not None)
        return [self._hit(*one, ids if why else None) for one in zip(self.hits, best, strict=True)]

    def _hit(self, hit: Hit, best: Name, ids: dict[int, str] | None) -> Json:
        own = {"kind": hit.kind, "id": hit.id, "name": self.names.of(hit.kind, hit.id)}
        found = matched(best, self.sought[hit.kind], self.at.day)
        sources = {} if ids is None else {"why": [ids[best.place]] if best.place in ids else []}
        marks = {"status": hit.status, "side": hit.side, "account": hit.account}
        return {**own, "matched": {**found, **sources}, **marks, **self._about(hit), **hit.score}

    def _about(self, hit: Hit) -> Json:
        """What it is, by its kind."""
        if hit.kind == "person":
            return self._person(hit.id)
        if hit.kind == "role":
            return self._role(hit.id)
        row = self._row(hit)
        if hit.kind == "organization":
            return {"country": decode(row.details or "{}").get("country") if row else None}
        stage = {"stage": row.stage if row else None} if hit.kind == "opportunity" else {}
        return {**self._called(row.organization if row else None), **stage}

    def _row(self, hit: Hit) -> Any:
        """What holds that day; before anything does, the first."""
        rows = self.names.rows(hit.kind, hit.id)
        return next((row for row in rows if row.valid_from <= self.at.day < row.valid_to), rows[0] if rows else None)

    def _person(self, id: str) -> Json:
        """What somebody holds, and what they held before."""
        known = sorted(self._stays[id], key=lambda one: one.begun)
        over = [one for one in known if one.stop <= self.at.day and not _goes_on(one, known)]
        past = sorted(over, key=lambda one: one.stop, reverse=True)
        later = [one for one in known if one.start > self.at.day]
        told = {"held": _running(known, self.at), "before": past[:MOST_BEFORE]}
        some = told | ({"later": later} if later else {})
        return {name: [self._post(one) for one in stays] for name, stays in some.items()}

    def _post(self, one: Tenure) -> Json:
        """A role as it was called, and where it was, when it was held last or is asked for."""
        day = max(one.start, min(self.at.day, one.stop - _ONE_DAY))
        title = {"role": one.role, "title": self.names.of("role", one.role, day)}
        return {**title, **self._called(self.names.organization_of(one.role, day)), **_days(one), "took": one.took}

    def _role(self, id: str) -> Json:
        seat = self.names.unit_of(id, self.at.day)
        unit = {} if seat is None else {"unit": seat, "unit_name": self.names.of("unit", seat)}
        holders = [
            {"person": one.person, "name": self.names.of("person", one.person), **_days(one), "took": one.took}
            for one in _running(self._holders[id], self.at)
        ]
        return {**self._called(self.names.organization_of(id)), **unit, "holders": holders}

    def _called(self, organization: str | None) -> Json:
        name = None if organization is None else self.names.of("organization", organization)
        return {"organization": organization, "organization_name": name}


def _running(known: Iterable[Tenure], at: Snapshot) -> list[Tenure]:
    """Those of the day: of several of one person in one role the one begun last."""
    running = sorted((one for one in known if one.covers(at.day)), key=lambda one: one.begun)
    last = {(one.person, one.role): one for one in running}
    return sorted(last.values(), key=lambda one: one.begun)


def _goes_on(ended: Tenure, known: Sequence[Tenure]) -> bool:
    """Whether somebody held the role on the day after as well."""
    return any(one.role == ended.role and one.covers(ended.stop) for one in known)


def _days(one: Tenure) -> Json:
    """Since and until when, as it was given."""
    ended = {"until": one.row.until} if one.row.ended_by else {}
    possible = {"possible": True} if one.possible else {}
    return {"since": one.row.since, **ended, **possible}
