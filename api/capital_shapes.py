"""What answers about relationship capital look like, for the description."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from .analyzed import NamedPerson
from .shapes import Dated, Next

Share = Annotated[float, Field(description="From 0 to 1.")]


class CapitalOfUnit(TypedDict):
    """`unit` is null for people outside units; `influence` is its share of the account's."""

    unit: str | None
    name: str | None
    people: int
    penetration: Annotated[float, Field(description="The share of its people whom we know.")]
    influence: Share
    capital: Share


class CapitalOfColleague(NamedPerson):
    carries: Annotated[float, Field(description="What their links cover by themselves.")]
    leaves: Annotated[float, Field(description="What nobody else of us covers: it leaves with them.")]


class Capital(TypedDict):
    """Relationship capital: the share of influence that our links cover."""

    capital: Share
    people: int
    known: int
    units: list[CapitalOfUnit]
    colleagues: list[CapitalOfColleague]


class PortfolioAccount(Capital):
    account: str
    name: str | None
    status: str
    before: Annotated[float, Field(description="The capital on the earlier day.")]
    change: float


class Carried(TypedDict):
    account: str
    carries: float
    leaves: float


class PortfolioColleague(NamedPerson):
    accounts: list[Carried]


class Portfolio(Dated):
    since: Annotated[str, Field(description="The earlier day.")]
    accounts: list[PortfolioAccount]
    colleagues: Annotated[list[PortfolioColleague], Field(description="At the accounts of this page.")]
    facets: Annotated[dict[str, dict[str, int]], Field(description="How many of these accounts are of each.")]
    next: Next
