"""Facts about organizations, the accounts among them, and their units."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET

from .facts import (
    PUBLIC,
    TEXT,
    Fact,
    Given,
    Identifiers,
    LongText,
    Money,
    Open,
    OrganizationId,
    ShortText,
    Stated,
    UnitId,
)
from .rules import require_any, require_different

DESCRIPTION = ("name", "objectives", "size", "identity", "reputation", "ethics", "country", "attributes")


class OrganizationRegistered(Fact, type="organization_registered", subject="organization", creates=True, undated=True):
    organization: OrganizationId
    name: Annotated[ShortText, PUBLIC]
    identifiers: Annotated[Stated[Identifiers], PUBLIC] = UNSET
    kind: Annotated[Stated[ShortText], PUBLIC] = UNSET
    domain: Annotated[Stated[ShortText], PUBLIC] = UNSET
    country: Annotated[Stated[ShortText], PUBLIC] = UNSET


class OrganizationDescribed(Fact, type="organization_described", subject="organization"):
    organization: OrganizationId
    name: Annotated[Given[ShortText], PUBLIC] = UNSET
    objectives: Annotated[Stated[LongText], TEXT] = UNSET
    size: Annotated[Stated[int | ShortText], PUBLIC] = UNSET
    identity: Annotated[Stated[LongText], TEXT] = UNSET
    reputation: Annotated[Stated[LongText], TEXT] = UNSET
    ethics: Annotated[Stated[LongText], TEXT] = UNSET
    country: Annotated[Stated[ShortText], PUBLIC] = UNSET
    attributes: Annotated[Given[Open], TEXT] = UNSET

    def check(self) -> None:
        require_any(self, *DESCRIPTION)


class OrganizationsRelated(Fact, type="organizations_related", subject="organization"):
    """`other` is the organization's `relation`: its supplier, partner, client, competitor, adviser, parent …"""

    organization: OrganizationId
    other: OrganizationId
    relation: Annotated[ShortText, PUBLIC]

    def check(self) -> None:
        require_different(self, "organization", "other")


class OrganizationsUnrelated(Fact, type="organizations_unrelated", subject="organization"):
    organization: OrganizationId
    other: OrganizationId
    relation: Annotated[ShortText, PUBLIC]


class OrganizationRestructured(Fact, type="organization_restructured", subject="originals"):
    originals: Annotated[tuple[OrganizationId, ...], PUBLIC]
    results: Annotated[tuple[OrganizationId, ...], PUBLIC]
    kind: Annotated[Literal["merger", "takeover", "demerger", "renaming"], PUBLIC]

    def check(self) -> None:
        require_any(self, "originals")
        require_any(self, "results")


class OrganizationClosed(Fact, type="organization_closed", subject="organization"):
    organization: OrganizationId
    reason: Annotated[Stated[LongText], TEXT] = UNSET


class AccountOpened(Fact, type="account_opened", subject="organization", undated=True):
    organization: OrganizationId


class AccountClosed(Fact, type="account_closed", subject="organization"):
    organization: OrganizationId


class AccountAssessed(Fact, type="account_assessed", subject="organization"):
    organization: OrganizationId
    potential: Annotated[Stated[int | float | ShortText], PUBLIC] = UNSET
    revenue: Annotated[Stated[Money], PUBLIC] = UNSET
    goals: Annotated[Stated[LongText], TEXT] = UNSET

    def check(self) -> None:
        require_any(self, "potential", "revenue", "goals")


class UnitDefined(Fact, type="unit_defined", subject="unit", creates=True, undated=True):
    unit: UnitId
    organization: OrganizationId
    name: Annotated[ShortText, PUBLIC]
    parent: Annotated[Stated[UnitId], PUBLIC] = UNSET


class UnitRestructured(Fact, type="unit_restructured", subject="unit"):
    unit: UnitId
    organization: Annotated[Stated[OrganizationId], PUBLIC] = UNSET
    name: Annotated[Given[ShortText], PUBLIC] = UNSET
    parent: Annotated[Stated[UnitId], PUBLIC] = UNSET

    def check(self) -> None:
        require_any(self, "organization", "name", "parent")


class UnitClosed(Fact, type="unit_closed", subject="unit"):
    unit: UnitId
