"""What answers about relationship capital look like, for the description."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from ..explained import Explained
from ..shapes import Dated, Next
from .analyzed import Facts, HeldSeat, NamedPerson
from .headings import Headed

Share = Annotated[float, Field(description="From 0 to 1.")]


class CapitalOfUnit(TypedDict):
    """`unit` is null for people outside units; `influence` is its share of the account's."""

    unit: str | None
    name: str | None
    people: int
    penetration: Annotated[float, Field(description="The share of its people whom we know.")]
    influence: Share
    capital: Share
    why: NotRequired[Facts]


class CapitalOfColleague(NamedPerson):
    carries: Annotated[float, Field(description="What their links cover by themselves.")]
    leaves: Annotated[float, Field(description="What nobody else of us covers: it leaves with them.")]
    why: NotRequired[Facts]


class Capital(TypedDict):
    """Relationship capital: the share of influence that our links cover."""

    capital: Share
    people: int
    known: int
    units: list[CapitalOfUnit]
    colleagues: list[CapitalOfColleague]
    why: NotRequired[Facts]


Before = Annotated[float, Field(description="On the earlier day.")]


class UnitSince(CapitalOfUnit):
    before: Before
    change: float


class ElementKnown(TypedDict):
    known: int
    wanted: int
    share: float | None
    certain: Annotated[float | None, Field(description="Each value counted by what is left of its certainty.")]


class CapitalPoint(TypedDict):
    date: str
    value: float


class PortfolioAccount(TypedDict):
    """Relationship capital of an account, and what it is told apart by."""

    account: str
    name: str | None
    status: str
    country: str | None
    domain: str | None
    kind: str | None
    leads: list[NamedPerson]
    capital: Share
    people: int
    known: int
    units: list[UnitSince]
    colleagues: list[CapitalOfColleague]
    why: NotRequired[Annotated[list[str], Field(description="Ids of the facts behind our links there.")]]
    before: Before
    change: float
    reached: Annotated[HeldSeat | None, Field(description="The highest role of somebody we know.")]
    level: Annotated[str | None, Field(description="Of that role.")]
    stages: Annotated[list[str], Field(description="Of open opportunities.")]
    elements: Annotated[dict[str, ElementKnown], Field(description="Of each of the seven elements, apart.")]
    newest: Annotated[str | None, Field(description="When something was last said of what the map shows.")]
    series: NotRequired[list[CapitalPoint]]
    trend: NotRequired[Headed]


class Carried(TypedDict):
    """`before` is what they carried on the earlier day; `alone` are ids of people whom nobody else of us knows."""

    account: str
    name: str | None
    carries: float
    leaves: float
    before: Before
    change: float
    alone: list[str]
    why: NotRequired[Facts]


class PortfolioColleague(NamedPerson):
    accounts: list[Carried]


class Portfolio(Dated, Explained):
    since: Annotated[str, Field(description="The earlier day.")]
    fitting: Annotated[int, Field(description="How many accounts fit what is asked for.")]
    accounts: list[PortfolioAccount]
    colleagues: Annotated[list[PortfolioColleague], Field(description="At all accounts that fit.")]
    facets: Annotated[
        dict[str, dict[str, int]], Field(description="By facet and value: over all accounts that fit the other ones.")
    ]
    names: Annotated[dict[str, str | None], Field(description="What the ids among the values of facets are called.")]
    next: Next
