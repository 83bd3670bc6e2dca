"""How what we know of an account, and how well we are linked there, came to be what it is: figures as series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from domain.analysis.parameters import Parameters
from domain.analysis.sections import sections_of
from domain.analysis.series import Every, ends_between, heading
from domain.analysis.slots import ELEMENTS
from domain.errors import InvalidRequest
from domain.forms import nearest

from ..account_maps import header, require_organization
from ..moments import Moment
from ..names import Names
from ..snapshots import snapshot
from ..statements import half_lives_of
from ..tenants import Tenant
from ..value_series import AsKnown, known_then
from .figures import figures_of
from .reading import account_analysis

Json = dict[str, Any]
COUNTED = ("people", "known")
PROPERTIES = ("capital", *COUNTED, *(f"{what}.{name}" for what in ("share", "certain") for name in ELEMENTS))


class Wanted(NamedTuple):
    """Which figures, at which calendar ends from `since` on: as known at the moment, or as each was `then`. With `why`
    each names the facts behind it; of a `group` the organization is taken with all below it on each of the days."""

    since: date
    every: Every
    as_known: AsKnown
    properties: Sequence[str]
    why: bool = False
    group: bool = False


def account_series(tenant: Tenant, account: str, moment: Moment, wanted: Wanted) -> Json:
    """Raises NotFound, and InvalidRequest naming the parameter."""
    require_organization(tenant, account)
    days = ends_between(wanted.since, moment.as_of, wanted.every)
    points = [point_at(tenant, moment, day, wanted.as_known) for day in days]
    found = [_figures(tenant, account, point, wanted) for point in points]
    with snapshot(tenant, moment) as at:
        names = Names(at)
        names.learn("organization", [account])
    return {
        **header(moment, restricted=True),
        "account": {"id": account, "name": names.of("organization", account)},
        "since": wanted.since.isoformat(),
        "every": wanted.every,
        "as_known": wanted.as_known,
        "series": [_series(name, points, found) for name in wanted.properties],
    }


def wanted_of(text: str | None) -> tuple[str, ...]:
    """Properties with commas between; all if left out. Raises InvalidRequest."""
    names = PROPERTIES if text is None else tuple(name.strip() for name in text.split(","))
    for name in names:
        if name not in PROPERTIES:
            said = f"no such figure {name[:100]}{nearest(name, PROPERTIES)}; there are {', '.join(PROPERTIES)}"
            raise InvalidRequest(said, field="property")
    return names


def point_at(tenant: Tenant, moment: Moment, day: date, as_known: AsKnown) -> Moment:
    """That day, as known at the moment or at the end of the day."""
    position = known_then(tenant, moment, day) if as_known == "then" else moment.position
    return replace(moment, as_of=day, position=position)


def _figures(tenant: Tenant, account: str, point: Moment, wanted: Wanted) -> dict[str, Json]:
    """By property. What is kept of each account for portfolios knows no facts, and no groups."""
    if not (wanted.why or wanted.group):
        found = figures_of(tenant, account, point, half_lives_of(tenant, point))
        return dict(_told(found.capital, found.elements))
    asked = {"restricted": True, "why": wanted.why, "group": wanted.group}
    shown = account_analysis(tenant, account, point, sections_of("capital,completeness"), Parameters(), **asked)
    return dict(_told(shown["capital"], shown["completeness"]["elements"]))


def _told(capital: Json, elements: Json) -> Iterator[tuple[str, Json]]:
    """Each with what it follows from: capital from our links, a count of people from who holds the posts."""
    behind = {"people": elements["holders"]}
    yield from ((name, _figure(capital[name], behind.get(name, capital))) for name in ("capital", *COUNTED))
    for what in ("share", "certain"):
        yield from ((f"{what}.{name}", _figure(elements[name][what], elements[name])) for name in ELEMENTS)


def _figure(value: float | None, behind: Json) -> Json:
    return {"value": value, **({"why": behind["why"]} if "why" in behind else {})}


def _series(name: str, points: Sequence[Moment], found: Iterable[dict[str, Json]]) -> Json:
    told = [(point, figures[name]) for point, figures in zip(points, found, strict=True)]
    known = [(point.as_of, figure["value"]) for point, figure in told if figure["value"] is not None]
    scale = max((value for _, value in known), default=1.0) if name in COUNTED else 1.0
    return {
        "property": name,
        "points": [{"date": point.as_of.isoformat(), "known": point.position, **figure} for point, figure in told],
        "trend": heading(known, scale),
    }
