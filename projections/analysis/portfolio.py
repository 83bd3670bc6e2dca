"""Relationship capital of all accounts at a moment, with what became of it since an earlier one.

Every account is looked at, so that facets and colleagues tell of all of them; what was found is kept (figures.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from domain.analysis.facets import Values, counted, fits
from domain.analysis.series import Every, ends_between, heading

from ..account_maps import header
from ..accounts import accounts
from ..moments import Moment
from ..names import Names
from ..snapshots import Snapshot, snapshot
from ..statements import half_lives_of
from ..tenants import Tenant
from .figures import capital_of, explained, figures_of
from .portfolio_facets import FACETS, Around, Compared, around_of, units_of_ours, values_of

Json = dict[str, Any]


class Asked(NamedTuple):
    """`since`: the earlier day; `wanted`: values by facet; `every`: with a series of each account at calendar ends;
    `why`: with the facts behind what accounts of the page come to."""

    since: date
    wanted: Mapping[str, str] = {}
    every: Every | None = None
    why: bool = False


def portfolio(tenant: Tenant, moment: Moment, asked: Asked, after: str | None = None, limit: int = 200) -> Json:
    """A page of the accounts that fit, in the order of their ids from the first `after` one; our colleagues at all that
    fit; facets over all accounts, each over those that fit what is wanted of the others.

    `before` is the capital on the day `since`, as known at the moment. It needs links, so the scope `restricted`.
    """
    every = accounts(tenant, moment)
    found = _Found(tenant, moment, asked, every)
    with snapshot(tenant, moment) as at:
        found.learn(at)
        fitting = [one for one in every if fits(found.values[one["id"]], asked.wanted)]
        page = [one for one in fitting if after is None or one["id"] > after][:limit]
        if asked.why:
            found.explain(one["id"] for one in page)
        facets = counted(found.values.values(), FACETS, asked.wanted)
        answer = {
            "accounts": [found.account(one) for one in page],
            "colleagues": found.colleagues(one["id"] for one in fitting),
            "facets": facets,
            "names": _names_of(at, facets),
        }
    return {**header(moment, restricted=True), "since": asked.since.isoformat(), "fitting": len(fitting), **answer}


class _Found:
    """What is told of the accounts."""

    def __init__(self, tenant: Tenant, moment: Moment, asked: Asked, every: Iterable[Json]) -> None:
        self.tenant, self.moment, self.asked = tenant, moment, asked
        self.half_lives = half_lives_of(tenant, moment)
        self.listed = {one["id"]: one for one in every}
        self.compared = {
            id: Compared(figures_of(tenant, id, moment, self.half_lives), self._capital(id, asked.since))
            for id in self.listed
        }
        self.around: dict[str, Around] = {}
        self.values: dict[str, Values] = {}

    def learn(self, at: Snapshot) -> None:
        self.names = Names(at)
        self.around = around_of(at, self.listed)
        units = units_of_ours(at, {person for one in self.around.values() for person, _ in one.covering})
        for id, one in self.listed.items():
            self.values[id] = values_of(one["status"], self.around[id], self.compared[id], units)
        every = (one for some in self.compared.values() for one in some.capitals)
        carrying = {one["person"] for capital in every for one in capital["colleagues"]}
        self.names.learn("person", carrying.union(*(one.leads for one in self.around.values())))

    def explain(self, accounts: Iterable[str]) -> None:
        for id in accounts:
            one = self.compared[id]
            self.compared[id] = one._replace(now=explained(self.tenant, id, self.moment, one.now))

    def _capital(self, account: str, day: date) -> Json:
        return capital_of(self.tenant, account, replace(self.moment, as_of=day))

    def account(self, one: Json) -> Json:
        id, (now, then), around = one["id"], self.compared[one["id"]], self.around[one["id"]]
        return {
            "account": id,
            "name": one["name"],
            "status": one["status"],
            **around.described,
            "leads": [self._named(person) for person in around.leads],
            **now.capital,
            "units": _since(now.capital["units"], then["units"], "unit", "capital"),
            "before": then["capital"],
            "change": self.compared[id].change,
            "reached": now.reached,
            "level": now.level,
            "stages": sorted(self.values[id]["stage"]),
            "elements": now.elements,
            "newest": None if now.newest is None else now.newest.isoformat(),
            **self._series(id),
        }

    def _series(self, account: str) -> Json:
        if self.asked.every is None:
            return {}
        days = ends_between(self.asked.since, self.moment.as_of, self.asked.every)
        series = [(day, float(self._capital(account, day)["capital"])) for day in days]
        points = [{"date": day.isoformat(), "value": value} for day, value in series]
        return {"series": points, "trend": heading(series, 1.0)}

    def colleagues(self, accounts: Iterable[str]) -> list[Json]:
        """Of each colleague the accounts that they carry or carried something of, what would leave with them there, and
        whom nobody else of us knows."""
        found: dict[str, list[Json]] = {}
        for id in accounts:
            now, then = (one["colleagues"] for one in self.compared[id].capitals)
            here = {one["person"] for one in now}
            gone = [{**one, "carries": 0.0, "leaves": 0.0} for one in then if one["person"] not in here]
            for one in _since([*now, *gone], then, "person", "carries"):
                alone = self.compared[id].now.alone.get(one["person"], [])
                said = {"account": id, "name": self.listed[id]["name"], "alone": alone}
                carried = {name: one[name] for name in _CARRIED if name in one}
                found.setdefault(one["person"], []).append(said | carried)
        wanted = self.asked.wanted.get("colleague")
        told = [{**self._named(id), "accounts": some} for id, some in found.items() if wanted in (None, id)]
        return sorted(told, key=lambda one: (-sum(each["leaves"] for each in one["accounts"]), one["person"]))

    def _named(self, person: str) -> Json:
        return {"person": person, "name": self.names.of("person", person)}


_CARRIED = ("carries", "leaves", "before", "change", "why")


def _since(now: Iterable[Json], then: Iterable[Json], key: str, figure: str) -> list[Json]:
    """Each with the figure that it had `before`; 0 where it was not there."""
    was = {one[key]: one[figure] for one in then}
    compared = ((one, was.get(one[key], 0.0)) for one in now)
    return [one | {"before": before, "change": round(one[figure] - before, 4)} for one, before in compared]


def _names_of(at: Snapshot, facets: Mapping[str, Mapping[str, int]]) -> dict[str, str | None]:
    """What the ids among the values of facets are called."""
    names = Names(at)
    people, units = {*facets["lead"], *facets["colleague"]}, set(facets["our_unit"])
    names.learn("person", people)
    names.learn("unit", units)
    return {id: names.of("person", id) for id in sorted(people)} | {id: names.of("unit", id) for id in sorted(units)}
