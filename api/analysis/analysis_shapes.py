"""What answers about an account's analysis look like, for the description."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from ..explained import Explained
from ..shapes import Dated, Map, Object, SaidOfOpportunity
from .analyzed import Facts, HeldSeat, NamedPerson
from .capital_shapes import Capital
from .plan_shapes import Growth, MeetingToHave, PenetrationSection, Potential, TeamSection
from .relation_shapes import BetterLinks, Influential, Informal, SinglePointsOfFailure, WaysToPeople, WayUp


class AnalyzedAccount(TypedDict):
    id: str
    name: str | None


class OurLink(TypedDict):
    """A link of a colleague of ours; `gap` is what is missing to the desired strength."""

    colleague: str
    kind: str
    tone: NotRequired[float]
    strength: NotRequired[float]
    desired: NotRequired[float]
    gap: NotRequired[float]
    why: NotRequired[Facts]


class CoveredBy(TypedDict):
    colleague: str
    part: str
    covered: Object
    why: NotRequired[Facts]


class KnownPerson(NamedPerson):
    """Somebody of theirs: `known` where a link of ours counts."""

    roles: list[str]
    known: bool
    links: list[OurLink]
    covered_by: list[CoveredBy]


class CoverageSection(TypedDict):
    people: list[KnownPerson]
    colleagues: list[NamedPerson]
    unknown: Annotated[list[str], Field(description="Whom nobody of us knows, or on bad terms only.")]
    reached: Annotated[HeldSeat | None, Field(description="The highest role of somebody we know.")]
    highest: Annotated[HeldSeat | None, Field(description="The highest role that there is.")]


class NeededPerson(NamedPerson):
    need: Annotated[float, Field(description="The share of the culture in which they are needed, 0 to 1.")]
    needed: bool
    because: list[str]
    shares: Annotated[dict[str, float], Field(description="Of each reason, what it has of the culture.")]
    known_by: list[str]
    bad_terms_with: Annotated[list[str], Field(description="Ours whose links to them are strained or hostile.")]
    covered_by: list[str]
    why: NotRequired[Facts]


class NeededNetwork(TypedDict):
    """Who has to be won, as the culture of the unit concerned has it."""

    culture: Annotated[dict[str, float] | None, Field(description="Shares; null where none was assessed.")]
    national: Annotated[str | None, Field(description="Shown beside it; never counts.")]
    left: Annotated[list[NamedPerson], Field(description="In its buying center, but without a role here any more.")]
    deciders: list[NamedPerson]
    spokesperson: Annotated[list[NamedPerson], Field(description="Whoever decides speaks for people who collaborate.")]
    people: list[NeededPerson]
    gaps: Annotated[list[str], Field(description="Those needed whom nobody of us knows, or on bad terms only.")]
    covered: Annotated[float | None, Field(description="The share of those needed whom somebody of us knows.")]
    why: NotRequired[Facts]


class Consensus(TypedDict):
    """Of those needed; attitudes from -2 to 2."""

    attitudes: Annotated[dict[str, int], Field(description="How many stand where.")]
    unknown: list[str]
    mean: float | None
    spread: Annotated[float | None, Field(description="Standard deviation: 0 where all agree.")]
    to_be: Literal["found", "built", "decided"] | None
    sentence: str
    why: NotRequired[Facts]


class Approach(NamedPerson):
    """One line of the approach sheet; what is not known is null."""

    left: Annotated[bool, Field(description="Whether they hold no role here any more.")]
    roles: list[str]
    need: float
    influence: Annotated[float, Field(description="Their share of all positive influence at the account.")]
    buying_roles: list[str]
    attitude: float | None
    link: Annotated[Object | None, Field(description="The strongest of ours.")]
    preferences: Annotated[Any, Field(description="How a message is heard.")]
    motivations: Any
    drivers: Any
    power: Annotated[dict[str, Object], Field(description="By role: their informal power there and its sources.")]
    last_met: Annotated[str | None, Field(description="When one of ours last met them.")]
    met_undated: Annotated[bool, Field(description="Whether one did, but nobody told when.")]
    makes_of_the_job: Annotated[dict[str, Object], Field(description="By role: what they make of it.")]
    through: Annotated[list[Object], Field(description="Colleagues through whom to address them.")]
    sentence: Annotated[str, Field(description="All of it in words.")]
    why: NotRequired[Facts]


class Caution(TypedDict):
    kind: Literal["unit_moved", "leaver", "nobody_decides", "decider_out_of_reach", "hidden_blocker", "no_go"]
    people: list[str]
    sentence: str
    never_mapped: NotRequired[list[str]]
    why: NotRequired[Facts]


class AnalyzedOpportunity(TypedDict):
    opportunity: str
    name: str | None
    unit: str | None
    needed_network: NeededNetwork
    consensus: Consensus
    approach: list[Approach]
    cautions: list[Caution]


class OpportunityAnalysis(SaidOfOpportunity, Explained):
    """What the opportunity says of itself on the day `analyzed_on`: that of its closing, where it was closed by then.

    Sections are null or empty where it is on no map yet; without the scope `restricted` they are left out.
    """

    analyzed_on: str
    parameters: Annotated[Object, Field(description="By section of the analysis.")]
    needed_network: NotRequired[NeededNetwork | None]
    consensus: NotRequired[Consensus | None]
    approach: NotRequired[list[Approach]]
    cautions: NotRequired[list[Caution]]
    upward: NotRequired[Annotated[list[WayUp], Field(description="The shortest first.")]]
    text: NotRequired[Annotated[str, Field(description="Markdown.")]]


class Element(TypedDict):
    known: int
    wanted: int
    share: Annotated[float | None, Field(description="Null where there is nothing to be known.")]
    certain: Annotated[
        float | None, Field(description="The same, each value counted by what is left of its certainty.")
    ]
    newest: Annotated[str | None, Field(description="When something of it was last said.")]
    newest_age: Annotated[int | None, Field(description="How many days ago.")]
    why: NotRequired[Facts]


class Freshness(TypedDict):
    """Of what was said: when and by whom, how many days ago, and what is left of its certainty by its half-life."""

    stated: NotRequired[str]
    by: NotRequired[str | None]
    age: NotRequired[int]
    half_life: NotRequired[float]
    certain: NotRequired[Annotated[float, Field(description="What is left, from 0 to 1.")]]
    told_by: NotRequired[Annotated[str, Field(description="The id of the fact.")]]


class StaleValue(Freshness):
    """`worth`: how much its lost certainty matters."""

    element: str
    about: dict[str, str | bool]
    field: str
    worth: float


class WorthAsking(Freshness):
    """`about` and `field` are those of the fact (of this type) that answers it. `worth`: the `importance` of whom it is
    about times the weight of the element (a parameter) and what is not certain. What was said and has faded says when
    it was said."""

    question: str
    element: str
    about: dict[str, str | bool]
    fact: str
    field: str
    importance: float
    worth: float


class Completeness(TypedDict):
    elements: Annotated[dict[str, Element], Field(description="Of each of the seven elements, apart.")]
    stalest: Annotated[list[StaleValue], Field(description="What matters most of what has faded.")]
    new_holders: Annotated[
        Element, Field(description="Of what whoever came lately makes of the role: priorities, criteria, partners.")
    ]
    team: Annotated[Element, Field(description="Of our own roles there, which are none of the seven.")]
    questions: Annotated[list[WorthAsking], Field(description="The five most worth asking next.")]


class AnalyzedSections(TypedDict):
    """Those that were asked for."""

    coverage: NotRequired[CoverageSection]
    capital: NotRequired[Capital]
    completeness: NotRequired[Completeness]
    influence: NotRequired[Influential]
    single_points: NotRequired[SinglePointsOfFailure]
    ways: NotRequired[WaysToPeople]
    strengthen: NotRequired[BetterLinks]
    informal: NotRequired[Informal]
    opportunities: NotRequired[Annotated[list[AnalyzedOpportunity], Field(description="Those that are open.")]]
    team: NotRequired[TeamSection]
    penetration: NotRequired[PenetrationSection]
    growth: NotRequired[Growth]
    meetings: NotRequired[list[MeetingToHave]]
    potential: NotRequired[Potential]


class Analysis(Dated, AnalyzedSections, Explained):
    account: AnalyzedAccount
    parameters: Annotated[Object, Field(description="By section, whether it was asked for or not.")]


class Compared(TypedDict):
    before: AnalyzedSections
    after: AnalyzedSections


class HypotheticalChange(TypedDict):
    kind: str
    subject: Any
    property: NotRequired[str | None]
    before: NotRequired[Any]
    after: NotRequired[Any]
    facts: list[Any]
    sentence: str


class CountsLater(TypedDict):
    index: Annotated[int, Field(description="The place of the fact among those sent, from 0.")]
    effective: Annotated[str | None, Field(description="Its date; that of today where it has none of its own.")]


class WhatIf(Dated, Explained):
    """`position` is that of the newest fact that is recorded; facts tried stand after it on the map."""

    map: Map
    analysis: Compared
    changes: list[HypotheticalChange]
    later: Annotated[
        list[CountsLater], Field(description="Facts that count only after `as_of`: what they say does not hold yet.")
    ]
