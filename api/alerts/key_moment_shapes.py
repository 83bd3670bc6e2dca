"""The shapes of key moments, rules and replays."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from domain.key_moments.found import Because

from ..explained import Explained
from ..shapes import Dated, Next, Object, Reached


class Effects(TypedDict):
    """What a moment does to us. Links are withheld without the scope `restricted`."""

    opportunities: Annotated[list[Object], Field(description="Open ones it touches, with amount and buying roles.")]
    empty_buying_roles: Annotated[list[Object], Field(description="That nobody plays in them any more.")]
    links_lost: NotRequired[list[Object]]
    links_gained: NotRequired[list[Object]]
    act: Annotated[list[Object], Field(description="Colleagues who should act, and because of what; the first first.")]
    next_steps: list[Object]
    sources: Annotated[list[str], Field(description="The facts that it is derived from.")]


class KeyMoment(TypedDict):
    """A move that matters to us, and why."""

    id: Annotated[str, Field(description="The same for one moment, whatever is corrected about it.")]
    rule: str
    day: Annotated[str, Field(description="The first day on which it counts; may lie ahead.")]
    date: Annotated[str | None, Field(description="As it was given.")]
    account: str | None
    account_name: str | None
    person: str | None
    name: str | None
    role: str | None
    title: str | None
    severity: Literal["low", "medium", "high", "critical"]
    severity_because: Annotated[list[Because], Field(description="Why it is more or less than the rule's own.")]
    reason: str
    effects: Effects


class KeyMoments(Dated, Explained):
    key_moments: list[KeyMoment]
    next: Next


class Parameter(TypedDict):
    name: str
    description: str
    value: Any
    default: Any
    least: NotRequired[int]
    most: NotRequired[int]


class Rule(TypedDict):
    id: str
    description: str
    on: bool
    restricted: Annotated[bool, Field(description="Whether it rests on links or attitudes.")]
    severity: Annotated[str, Field(description="Before what a moment touches counts.")]
    parameters: list[Parameter]
    version: Annotated[NotRequired[int], Field(description="How often it was set; left out of a rule as it comes.")]
    set_at: NotRequired[str]
    set_by: NotRequired[str]


class Rules(TypedDict):
    rules: list[Rule]


class Raised(KeyMoment):
    raised_on: Annotated[str, Field(description="The day on which it would have been raised.")]
    days_late: Annotated[int, Field(description="How long after its day that is; negative where announced ahead.")]


class Replayed(TypedDict):
    rule: str
    since: str
    until: str
    position: Reached
    parameters: Annotated[Object, Field(description="Those that were given, or else those of the last day.")]
    in_force: Annotated[bool, Field(description="Whether each day was judged by the parameters in force at its end.")]
    alerts: list[Raised]
    left_out: Annotated[int, Field(description="How many more there are than are shown.")]
