"""What answers about our side look like, for the description."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from domain.actions import State

from ..analysis.coverage_shapes import ContactRule, Covering, Running
from ..explained import Explained
from ..shapes import Dated, Next, Object


class TeamRole(TypedDict):
    """A role as facts write it, and as people read it."""

    team_role: str
    label: str


class Playing(Running):
    """A colleague and the role they play in the team."""

    person: str
    name: str | None
    organization: Annotated[str, Field(description="At which organization.")]
    team_role: str
    label: str
    degree: NotRequired[Annotated[float, Field(description="0 to 10: how far they play it.")]]
    fit: NotRequired[Annotated[str, Field(description="What makes them right or wrong for it there.")]]
    probable: NotRequired[list[str]]


class Team(Dated, Explained):
    account: Object
    team: list[Playing]
    missing: Annotated[list[TeamRole], Field(description="Roles of the vocabulary that nobody plays.")]
    coverage: list[Covering]
    contact_rules: list[ContactRule]


class LinkChange(TypedDict):
    """What an assessor said of a link on a day."""

    on: str
    by: str
    tone: NotRequired[float]
    strength: NotRequired[float]
    desired: NotRequired[float]
    fact: str | None


LinkAfter = TypedDict(
    "LinkAfter",
    {
        "with": Annotated[str, Field(description="The colleague.")],
        "name": str | None,
        "person": str,
        "other": str,
        "kind": str,
        "directed": NotRequired[bool],
        "owner": NotRequired[Annotated[bool, Field(description="Whether the colleague owns the action.")]],
        "before": Annotated[
            Object | None, Field(description="On the day before the action was done; null: it did not run.")
        ],
        "now": Annotated[Object | None, Field(description="On the day asked for; null: it does not run.")],
        "changes": Annotated[list[LinkChange], Field(description="What was said of it in between.")],
    },
)


class Action(TypedDict):
    action: str
    state: State
    organization: str
    organization_name: str | None
    objective: NotRequired[Annotated[str, Field(description="Absent once it was erased.")]]
    opportunity: NotRequired[str]
    opportunity_name: NotRequired[str | None]
    person: NotRequired[str]
    person_name: NotRequired[str | None]
    owner: NotRequired[str]
    owner_name: NotRequired[str | None]
    planned: Annotated[str | None, Field(description="Since when it is planned.")]
    due: NotRequired[str]
    expected: NotRequired[str]
    blocked: NotRequired[Annotated[str, Field(description="What keeps it from going on; empty where that was erased.")]]
    done: NotRequired[Annotated[str | None, Field(description="When it was done: there once it is.")]]
    observed: NotRequired[str]
    possible: NotRequired[bool]
    certainty: NotRequired[Literal["probable"]]
    probable: NotRequired[list[str]]
    facts: Annotated[list[str], Field(description="The facts that say so.")]
    links: NotRequired[list[LinkAfter]]


class Counts(TypedDict):
    """How many actions there are in each state, and how many are blocked, whatever was asked for."""

    open: int
    due: int
    overdue: int
    done: int
    blocked: int


class Actions(Dated, Explained):
    account: Object
    counts: Counts
    actions: list[Action]
    next: Next


class Somebody(TypedDict):
    person: str
    name: str | None


class Employer(TypedDict):
    id: str
    name: str | None


class Attending(Somebody):
    """Somebody who was there, with where they worked on that day."""

    ours: NotRequired[bool]
    organizations: NotRequired[list[Employer]]


class Interaction(TypedDict):
    interaction: str
    day: str | None
    channel: str
    opportunity: NotRequired[str]
    opportunity_name: NotRequired[str | None]
    topic: NotRequired[str]
    possible: NotRequired[bool]
    certainty: NotRequired[Literal["probable"]]
    people: list[Attending]
    fact: str


Last = TypedDict("Last", {"interaction": str, "day": str, "channel": str, "with": list[Somebody]})


class Often(Somebody):
    """With whom, how often in so many days, and when last."""

    count: int
    last: str


Meetings = TypedDict(
    "Meetings",
    {
        "days": int,
        "count": Annotated[int, Field(description="In so many days up to `as_of`.")],
        "last": Last | None,
        "with": list[Often],
    },
)


class Met(Somebody, Meetings):
    """Somebody, and when they were met."""


class PersonInteractions(Dated, Meetings, Explained):
    person: str
    interactions: list[Interaction]
    next: Next


class AccountInteractions(Dated, Explained):
    account: Object
    people: list[Met]
    interactions: list[Interaction]
    next: Next
