"""What series look like, for the description."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from ..accounts.organization_shapes import Named
from ..explained import Explained
from ..shapes import Dated
from .analyzed import Facts
from .headings import Headed

Known = Annotated[int, Field(description="The position that the point is known at.")]


class SaidPoint(TypedDict):
    """A value on a day: the last word on it, and what is left of its certainty (`certain`, 0 to 1)."""

    date: str
    known: Known
    value: Annotated[float | None, Field(description="Null where none is known.")]
    by: NotRequired[str]
    by_name: NotRequired[Annotated[str | None, Field(description="Null for a key.")]]
    stated: NotRequired[Annotated[str, Field(description="The day for which it was said.")]]
    certainty: NotRequired[Literal["confirmed", "probable"]]
    certain: NotRequired[float]
    facts: NotRequired[Facts]


class SaidSeries(TypedDict):
    """Of one value: a power in a `role`, an attitude to an `opportunity` or of a `person`, a link with an `other`."""

    property: Literal["attitude", "power", "tone", "strength", "desired", "gap"]
    role: NotRequired[Named]
    opportunity: NotRequired[Named]
    person: NotRequired[Named]
    other: NotRequired[Named]
    kind: NotRequired[Annotated[str, Field(description="Of the link.")]]
    directed: NotRequired[bool]
    points: list[SaidPoint]
    trend: Headed


class SaidTrend(Dated):
    since: str
    every: str
    as_known: str
    half_lives: Annotated[dict[str, float], Field(description="In days, by what was said.")]
    series: list[SaidSeries]


class PersonTrend(SaidTrend, Explained):
    person: Named


class OpportunityTrend(SaidTrend, Explained):
    opportunity: Named


class FigurePoint(TypedDict):
    date: str
    known: Known
    value: float | None
    why: NotRequired[Facts]


class FigureSeries(TypedDict):
    property: str
    points: list[FigurePoint]
    trend: Headed


class AccountTrend(Dated, Explained):
    account: Named
    since: str
    every: str
    as_known: str
    series: list[FigureSeries]
