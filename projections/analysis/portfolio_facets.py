"""By what the accounts of a portfolio are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from domain.analysis.facets import Values

from ..coverage import covering_itself
from ..fragments import decode
from ..organizations import organizations
from ..roles import roles
from ..snapshots import Snapshot
from ..tenures import tenures
from .figures import Figures

Json = dict[str, Any]
FACETS = ("status", "trend", "country", "domain", "kind", "lead", "colleague", "our_unit", "level", "stage")
_DESCRIBED = ("country", "domain", "kind")
# What moves less than that is rounding.
_LEAST = 5e-5


class Compared(NamedTuple):
    """The figures of an account, and its capital on the earlier day."""

    now: Figures
    then: Json

    @property
    def capitals(self) -> tuple[Json, Json]:
        return self.now.capital, self.then

    @property
    def change(self) -> float:
        return round(float(self.now.capital["capital"] - self.then["capital"]), 4)

    @property
    def trend(self) -> str:
        return "stays" if abs(self.change) < _LEAST else "grows" if self.change > 0 else "shrinks"


class Around(NamedTuple):
    """Of an account: how its organization is described, and who of ours covers it in which part."""

    described: Json
    covering: Sequence[tuple[str, str]]

    @property
    def leads(self) -> list[str]:
        return [person for person, part in self.covering if part == "lead"]


def around_of(at: Snapshot, ids: Iterable[str]) -> dict[str, Around]:
    """By account."""
    accounts = list(ids)
    rows = at.holding_rows(organizations.c.home, accounts, ("home", "details"))
    details = {row.home: decode(row.details or "{}") for row in rows}
    covered = covering_itself(at, [("organization", id) for id in accounts])
    return {
        id: Around(
            {name: details.get(id, {}).get(name) for name in _DESCRIBED},
            [(one.person, one.part) for one in covered["organization", id]],
        )
        for id in accounts
    }


def units_of_ours(at: Snapshot, people: Iterable[str]) -> dict[str, list[str]]:
    """By colleague the units of the roles that they hold."""
    held = at.holding_rows(tenures.c.person, people, ("home", "person"))
    rows = at.holding_rows(roles.c.home, {row.home for row in held}, ("home", "unit"))
    unit = {row.home: row.unit for row in rows if row.unit}
    found: dict[str, list[str]] = {}
    for row in held:
        if row.home in unit:
            found.setdefault(row.person, []).append(unit[row.home])
    return found


def values_of(status: str, around: Around, compared: Compared, units: Mapping[str, Sequence[str]]) -> Values:
    """Of one account, by facet. `colleague`: who covers it or is linked there; `our_unit`: the units of those who
    cover it."""
    covering = {person for person, _ in around.covering}
    linked = {one["person"] for one in compared.now.capital["colleagues"]}
    described = {name: [value] for name, value in around.described.items() if value is not None}
    return {
        "status": [status],
        "trend": [compared.trend],
        **described,
        "lead": around.leads,
        "colleague": covering | linked,
        "our_unit": {unit for person in covering for unit in units.get(person, ())},
        "level": [] if compared.now.level is None else [compared.now.level],
        "stage": [stage for stage in compared.now.stages if stage is not None],
    }
