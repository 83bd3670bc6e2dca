"""Facts about actions: what we set out to do at an account, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, get_args

from msgspec import UNSET

from .dates import span_of
from .facts import (
    PUBLIC,
    ActionId,
    Fact,
    Given,
    LongText,
    OpportunityId,
    OrganizationId,
    PersonId,
    Stated,
    Tag,
    of,
)
from .language import say
from .nominations import Date, refuse_no_date
from .rules import require_any

PLANNED = ("organization", "objective", "opportunity", "person", "owner", "due", "expected")
CHANGED = (*PLANNED, "blocked")

State = Literal["open", "due", "overdue", "done"]
STATES: tuple[State, ...] = get_args(State)
SOON_DAYS = 7

OF_PERSON = of("person", text=True)


class ActionPlanned(Fact, type="action_planned", subject="action", creates=True):
    """Something to be done at an account: about somebody there (`person`), by a colleague of ours (`owner`).

    `expected` is the effect hoped for. The texts are those of `person`, and of whoever is named in `mentions`.
    """

    action: ActionId
    organization: OrganizationId
    objective: Annotated[Given[LongText], of("person", text=True, required=True)] = UNSET
    opportunity: Stated[OpportunityId] = UNSET
    person: Stated[PersonId] = UNSET
    owner: Stated[PersonId] = UNSET
    due: Annotated[Stated[Date], PUBLIC] = UNSET
    expected: Annotated[Stated[LongText], OF_PERSON] = UNSET

    def check(self) -> None:
        refuse_no_date("due", self.due)


class ActionChanged(Fact, type="action_changed", subject="action"):
    """What is named changes; `blocked` says what keeps the action from going on, null that nothing does any more.
    Once these words are erased it is still blocked, and nobody knows by what."""

    left: ClassVar[Mapping[str, Any]] = {"blocked": ""}

    action: ActionId
    organization: Given[OrganizationId] = UNSET
    objective: Annotated[Given[LongText], OF_PERSON] = UNSET
    opportunity: Stated[OpportunityId] = UNSET
    person: Stated[PersonId] = UNSET
    owner: Stated[PersonId] = UNSET
    due: Annotated[Stated[Date], PUBLIC] = UNSET
    expected: Annotated[Stated[LongText], OF_PERSON] = UNSET
    blocked: Annotated[Stated[LongText], OF_PERSON] = UNSET

    def check(self) -> None:
        require_any(self, *CHANGED)
        refuse_no_date("due", self.due)


class ActionDone(Fact, type="action_done", subject="action"):
    """The action is done, with the effect that was observed; whom the text is about is named in `mentions`."""

    action: ActionId
    observed: Annotated[Given[LongText], Tag(text=True, required=True)] = UNSET


def blocked_by(words: str) -> str:
    """Whose words were erased nobody can say by what."""
    return say("blocked: {words}", words=words) if words else say("blocked")


def state_of(due: str | None, day: int, *, done: bool, soon: int = SOON_DAYS) -> State:
    """How an action stands on a day (an ordinal): `due` from `soon` days before the first day that its date may mean.

    It is overdue after the last of these days.
    """
    if done:
        return "done"
    if due is None:
        return "open"
    dates = span_of(due)
    if day > dates.last:
        return "overdue"
    return "due" if day >= dates.first - soon else "open"
