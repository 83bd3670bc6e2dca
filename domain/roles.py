"""Facts about roles and about who fills them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta

from .facts import (
    PUBLIC,
    TEXT,
    Fact,
    FactRef,
    Given,
    LongText,
    Open,
    OrganizationId,
    PersonId,
    RoleId,
    Score,
    ShortText,
    Stated,
    UnitId,
    of,
)  # fmt: skip
from .rules import require_any

RESTRUCTURABLE = (
    "organization", "title", "unit", "reports_to", "dotted_to", "function", "level", "zone", "headcount",
    "requirements", "expectations", "procedures", "works_with", "attributes",
)  # fmt: skip

Headcount = Annotated[int, Meta(ge=0, le=100_000)]
Level = int | ShortText
SOURCES_OF_POWER = Literal["position", "trust", "competence", "performance", "influence", "network"]


class RoleDefined(Fact, type="role_defined", subject="role", creates=True):
    role: RoleId
    organization: OrganizationId
    title: Annotated[ShortText, PUBLIC]
    unit: Annotated[Stated[UnitId], PUBLIC] = UNSET
    reports_to: Annotated[Stated[RoleId], PUBLIC] = UNSET
    dotted_to: Annotated[Stated[tuple[RoleId, ...]], PUBLIC] = UNSET
    function: Annotated[Stated[ShortText], PUBLIC] = UNSET
    level: Annotated[Stated[Level], PUBLIC] = UNSET
    zone: Annotated[Stated[ShortText], PUBLIC] = UNSET
    headcount: Annotated[Stated[Headcount], PUBLIC] = UNSET
    requirements: Annotated[Stated[LongText], TEXT] = UNSET
    expectations: Annotated[Stated[LongText], TEXT] = UNSET
    procedures: Annotated[Stated[LongText], TEXT] = UNSET
    works_with: Annotated[Stated[tuple[RoleId, ...]], PUBLIC] = UNSET
    attributes: Annotated[Given[Open], TEXT] = UNSET


class RoleRestructured(Fact, type="role_restructured", subject="role"):
    role: RoleId
    organization: Annotated[Given[OrganizationId], PUBLIC] = UNSET
    title: Annotated[Given[ShortText], PUBLIC] = UNSET
    unit: Annotated[Stated[UnitId], PUBLIC] = UNSET
    reports_to: Annotated[Stated[RoleId], PUBLIC] = UNSET
    dotted_to: Annotated[Stated[tuple[RoleId, ...]], PUBLIC] = UNSET
    function: Annotated[Stated[ShortText], PUBLIC] = UNSET
    level: Annotated[Stated[Level], PUBLIC] = UNSET
    zone: Annotated[Stated[ShortText], PUBLIC] = UNSET
    headcount: Annotated[Stated[Headcount], PUBLIC] = UNSET
    requirements: Annotated[Stated[LongText], TEXT] = UNSET
    expectations: Annotated[Stated[LongText], TEXT] = UNSET
    procedures: Annotated[Stated[LongText], TEXT] = UNSET
    works_with: Annotated[Stated[tuple[RoleId, ...]], PUBLIC] = UNSET
    attributes: Annotated[Given[Open], TEXT] = UNSET

    def check(self) -> None:
        require_any(self, *RESTRUCTURABLE)


class RoleClosed(Fact, type="role_closed", subject="role"):
    """Closing ends the role's tenures that day; successors get no holder by themselves."""

    role: RoleId
    successors: Annotated[Stated[tuple[RoleId, ...]], PUBLIC] = UNSET


class PersonTookRole(Fact, type="person_took_role", subject="role"):
    person: PersonId
    role: RoleId
    tenure_kind: Annotated[Literal["permanent", "interim", "acting"], PUBLIC] = "permanent"
    share: Annotated[Stated[Annotated[float, Meta(gt=0, le=1)]], PUBLIC] = UNSET


class PersonLeftRole(Fact, type="person_left_role", subject="role"):
    """With `took`, ends exactly that beginning; without, what was running."""

    person: PersonId
    role: RoleId
    took: Annotated[Stated[FactRef], PUBLIC] = UNSET
    reason: Annotated[
        Stated[Literal["promoted", "moved", "retired", "dismissed", "ended", "died", "unknown"]], of("person")
    ] = UNSET


class PowerAssessed(Fact, type="power_assessed", subject="role", restricted="power"):
    """Informal power of a person in a role, 0 to 10; it belongs to the tenure and ends with it."""

    person: PersonId
    role: RoleId
    power: Annotated[Given[Score], of("person", required=True)] = UNSET
    sources: Annotated[Stated[tuple[SOURCES_OF_POWER, ...]], of("person")] = UNSET
    by: Annotated[Given[PersonId], PUBLIC] = UNSET


def fields_of_role(fact: Fact) -> dict[str, Any]:
    return fact.stated(*RESTRUCTURABLE)
