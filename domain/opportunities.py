"""Facts about opportunities: one sale to one account, with its buying center."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET

from .facts import (
    PUBLIC,
    TEXT,
    Fact,
    Given,
    Leaning,
    LongText,
    Money,
    OpportunityId,
    OrganizationId,
    PersonId,
    Score,
    ShortText,
    Stated,
    UnitId,
    of,
)
from .rules import require_any

CHANGEABLE = (
    "organization", "name", "unit", "problem", "solution", "value", "stage", "closes", "purchase_scope",
    "qualification",
)  # fmt: skip

Scope = Literal["one_decider", "whole_organization"]


class OpportunityOpened(Fact, type="opportunity_opened", subject="opportunity", creates=True):
    opportunity: OpportunityId
    organization: OrganizationId
    name: Annotated[ShortText, PUBLIC]
    unit: Annotated[Stated[UnitId], PUBLIC] = UNSET
    problem: Annotated[Stated[LongText], TEXT] = UNSET
    solution: Annotated[Stated[LongText], TEXT] = UNSET
    value: Annotated[Stated[Money], PUBLIC] = UNSET
    stage: Annotated[Stated[ShortText], PUBLIC] = UNSET
    closes: Annotated[Stated[ShortText], PUBLIC] = UNSET
    purchase_scope: Annotated[Stated[Scope], PUBLIC] = UNSET


class OpportunityChanged(Fact, type="opportunity_changed", subject="opportunity"):
    opportunity: OpportunityId
    organization: Annotated[Given[OrganizationId], PUBLIC] = UNSET
    name: Annotated[Given[ShortText], PUBLIC] = UNSET
    unit: Annotated[Stated[UnitId], PUBLIC] = UNSET
    problem: Annotated[Stated[LongText], TEXT] = UNSET
    solution: Annotated[Stated[LongText], TEXT] = UNSET
    value: Annotated[Stated[Money], PUBLIC] = UNSET
    stage: Annotated[Stated[ShortText], PUBLIC] = UNSET
    closes: Annotated[Stated[ShortText], PUBLIC] = UNSET
    purchase_scope: Annotated[Stated[Scope], PUBLIC] = UNSET
    qualification: Annotated[Stated[Literal["go", "no_go", "open"]], PUBLIC] = UNSET

    def check(self) -> None:
        require_any(self, *CHANGEABLE)


class OpportunityClosed(Fact, type="opportunity_closed", subject="opportunity"):
    opportunity: OpportunityId
    outcome: Annotated[Literal["won", "lost", "abandoned"], PUBLIC]
    reason: Annotated[Stated[LongText], TEXT] = UNSET


class BuyingRoleAssigned(Fact, type="buying_role_assigned", subject="opportunity"):
    person: PersonId
    opportunity: OpportunityId
    buying_role: Annotated[ShortText, PUBLIC]
    weight: Annotated[Stated[Score], PUBLIC] = UNSET


class AttitudeChanged(Fact, type="attitude_changed", subject="opportunity", restricted="attitudes"):
    """Where somebody stands on one opportunity, -2 (against) to 2 (for), as an assessor sees it."""

    person: PersonId
    opportunity: OpportunityId
    attitude: Annotated[Given[Leaning], of("person", required=True)] = UNSET
    reason: Annotated[Stated[LongText], of("person", text=True)] = UNSET
    by: Annotated[Given[PersonId], PUBLIC] = UNSET


class BuyingRoleEnded(Fact, type="buying_role_ended", subject="opportunity"):
    person: PersonId
    opportunity: OpportunityId
    buying_role: Annotated[ShortText, PUBLIC]
