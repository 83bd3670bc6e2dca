"""What the sections of the analysis that plans rest on look like, for the description."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from ..shapes import Object
from .analyzed import Facts, HeldSeat, NamedPerson

Money = Annotated[Object | None, Field(description="`amount` and `currency`.")]
Share = Annotated[float | None, Field(description="From 0 to 1; null where it is not known.")]


class PlayedRole(NamedPerson):
    """A colleague's role in the team; `below` where the degree is less than is asked (a parameter)."""

    team_role: str
    label: str
    degree: float | None
    asked: float
    below: bool
    why: Facts


class UnplayedRole(TypedDict):
    team_role: str
    label: str


class NeededFor(TypedDict):
    opportunity: str
    name: str | None


class UncoveredUnit(TypedDict):
    """Concerned by an open opportunity, and covered by nobody or (`only_account`) only with the account as a whole."""

    unit: str
    name: str | None
    needed_for: list[NeededFor]
    only_account: bool
    why: NotRequired[Facts]


class UncoveredPerson(NamedPerson):
    needed_for: list[NeededFor]
    only_account: bool
    why: NotRequired[Facts]


class Uncovered(TypedDict):
    units: list[UncoveredUnit]
    people: list[UncoveredPerson]


class Overloaded(NamedPerson):
    """Who leads more, in the whole workspace, than one can (`most`, a parameter)."""

    leads: int
    most: int
    why: Facts


class TeamSection(TypedDict):
    played: list[PlayedRole]
    missing: Annotated[list[UnplayedRole], Field(description="Roles of the vocabulary that nobody plays.")]
    uncovered: Uncovered
    overloaded: list[Overloaded]


class Penetration(TypedDict):
    """`covered`: by themselves or through a unit; `reached`: the highest role known to us."""

    roles: int
    held: int
    people: int
    known: int
    covered: int
    reached: HeldSeat | None
    why: NotRequired[Annotated[dict[str, list[str]], Field(description="By figure, the facts that it counts.")]]


class PenetrationOfUnit(Penetration):
    """`unit` is null for roles outside units."""

    unit: str | None
    name: str | None


class PenetrationOfLevel(Penetration):
    level: str


class PenetrationSection(TypedDict):
    account: Penetration
    units: list[PenetrationOfUnit]
    levels: Annotated[list[PenetrationOfLevel], Field(description="The highest first.")]


class GrowingLink(TypedDict):
    """A link of ours of which the desired strength is told; `difference` is what reaching it adds to `coverage`."""

    person: NamedPerson
    colleague: NamedPerson
    kind: str
    tone: float | None
    strength: float | None
    desired: float
    gap: float
    difference: float
    why: NotRequired[Facts]


class Growth(TypedDict):
    coverage: Annotated[float, Field(description="The share of influence that our links cover, 0 to 1.")]
    reachable: Annotated[float, Field(description="The same with every desired strength reached.")]
    links: Annotated[list[GrowingLink], Field(description="Those that add most first.")]


class Assessed(TypedDict):
    potential: NotRequired[float | str]
    revenue: NotRequired[Object]
    goals: NotRequired[str]


class InCurrency(TypedDict):
    """`weighted`: open ones by the share of their stage (parameter `stages`); `unweighted`: those of other stages."""

    currency: str
    won: float
    open: float
    weighted: float
    unweighted: float


class WorthOpportunity(TypedDict):
    opportunity: str
    name: str | None
    stage: str | None
    closes: str | None
    value: Money
    outcome: Literal["won"] | None
    share: Share
    why: NotRequired[Facts]


class Potential(TypedDict):
    """What the account could be worth against what it is; currencies are never added up across."""

    assessed: Assessed
    share: Annotated[
        float | None,
        Field(description="Revenue over a potential that is a number, taken to be in the currency of the revenue."),
    ]
    currencies: list[InCurrency]
    opportunities: Annotated[list[WorthOpportunity], Field(description="Those that are open or were won.")]
    why: NotRequired[Facts]


class MeetingToHave(NamedPerson):
    """Somebody who matters and was not met for a while (parameter `every`); `due` is null if never met, or nobody told
    when (`undated`)."""

    last_met: str | None
    due: str | None
    state: Literal["overdue", "due"]
    because: list[str]
    undated: NotRequired[bool]
    why: NotRequired[Facts]
