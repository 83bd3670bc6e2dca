"""How what we know of an account, and how well we are linked there, came to be what it is: figures as series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

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
from .figures import Figures, figures_of

Json = dict[str, Any]
Values = dict[str, float | None]
COUNTED = ("people", "known")
PROPERTIES = ("capital", *COUNTED, *(f"{what}.{name}" for what in ("share", "certain") for name in ELEMENTS))


def account_series(
    tenant: Tenant, account: str, moment: Moment, since: date, every: Every, as_known: AsKnown, wanted: Sequence[str]
) -> Json:
    """Each figure at calendar ends from `since` to the day of the moment: as known at the moment, or as it was `then`.

    Raises NotFound, and InvalidRequest naming the parameter.
    """
    require_organization(tenant, account)
    points = [point_at(tenant, moment, day, as_known) for day in ends_between(since, moment.as_of, every)]
    found = [_values(figures_of(tenant, account, point, half_lives_of(tenant, point))) for point in points]
    with snapshot(tenant, moment) as at:
        names = Names(at)
        names.learn("organization", [account])
    return {
        **header(moment, restricted=True),
        "account": {"id": account, "name": names.of("organization", account)},
        "since": since.isoformat(),
        "every": every,
        "as_known": as_known,
        "series": [_series(name, points, found) for name in wanted],
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


def _values(figures: Figures) -> Values:
    return dict(_told(figures))


def _told(figures: Figures) -> Iterator[tuple[str, float | None]]:
    yield "capital", figures.capital["capital"]
    yield from ((name, figures.capital[name]) for name in COUNTED)
    for what in ("share", "certain"):
        yield from ((f"{what}.{name}", figures.elements[name][what]) for name in ELEMENTS)


def _series(name: str, points: Sequence[Moment], found: Iterable[Values]) -> Json:
    told = [(point, values[name]) for point, values in zip(points, found, strict=True)]
    known = [(point.as_of, value) for point, value in told if value is not None]
    scale = max((value for _, value in known), default=1.0) if name in COUNTED else 1.0
    return {
        "property": name,
        "points": [{"date": point.as_of.isoformat(), "known": point.position, "value": value} for point, value in told],
        "trend": heading(known, scale),
    }
