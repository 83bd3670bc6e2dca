"""What an analysis says of relations: influence, what breaks without whom, ways to people, better links."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from .analyzed import Facts, NamedPerson

Weight = Annotated[float, Field(description="From -1 (as hostile as can be) to 1 (as strong and close as can be).")]


class FromNeighbor(NamedPerson):
    """What somebody has from another, by a link or a reporting line; below 0 where it is hostile."""

    kind: str
    role: NotRequired[str]
    superior: NotRequired[str]
    amount: float
    why: NotRequired[Facts]


InfluenceFrom = TypedDict(
    "InfluenceFrom", {"from": Annotated[list[FromNeighbor], Field(description="Those who add or take most.")]}
)


class InfluentialPerson(NamedPerson, InfluenceFrom):
    """`influence` is the sum of `base`, `position`, `power`, of what is `from` others named, and of the `others`."""

    share: Annotated[float, Field(description="Of all positive influence, 0 to 1.")]
    influence: float
    base: float
    position: float
    power: float
    power_sources: Annotated[list[str], Field(description="What their informal power rests on, where it was said.")]
    others: float
    why: NotRequired[Facts]


class Influential(TypedDict):
    people: Annotated[list[InfluentialPerson], Field(description="The most influential first.")]
    kinds: Annotated[dict[str, float], Field(description="How much links count by kind; others count once.")]
    led: Annotated[list[str], Field(description="Kinds of directed links by which the other end follows the person.")]


class LostPart(TypedDict):
    """People who hang together and come off together."""

    people: list[NamedPerson]
    influence: float


class Lost(TypedDict):
    """What comes off from us, and its share of influence."""

    ours: bool
    reached: Annotated[bool, Field(description="Whether good links lead from us to them at all.")]
    influence: float
    lost: int
    parts: list[LostPart]


class PersonNotToLose(NamedPerson, Lost):
    why: NotRequired[Facts]


class LinkNotToLose(Lost):
    people: Annotated[list[NamedPerson], Field(description="Both its ends.")]
    why: NotRequired[Facts]


class SinglePointsOfFailure(TypedDict):
    """Articulation points and bridges of the graph of good links, the worst first."""

    people: list[PersonNotToLose]
    links: list[LinkNotToLose]


class WayStep(TypedDict):
    person: str
    other: str
    kind: str
    weight: Weight
    why: NotRequired[Facts]


class Way(TypedDict):
    """A chain that begins with one of ours; `weakest` is the place of its weakest link, from 0."""

    people: list[NamedPerson]
    links: list[WayStep]
    weakest: int
    width: Annotated[float, Field(description="Ten times the weight of its weakest link.")]


class WaysToPerson(NamedPerson):
    ways: Annotated[list[Way], Field(description="The best first; none where no good links lead there.")]


class PersonAbove(NamedPerson):
    known: bool


class WayUp(TypedDict):
    """Along reporting lines to who decides on an opportunity; `roles` are those by which each reports to the next."""

    opportunity: str
    name: Annotated[str | None, Field(description="Of the opportunity.")]
    people: list[PersonAbove]
    roles: list[str]
    why: NotRequired[Facts]


class WaysToPeople(TypedDict):
    ways: list[WaysToPerson]
    upward: list[WayUp]


class LinkState(TypedDict):
    tone: float | None
    strength: float | None


class InfluenceShift(NamedPerson):
    """Whose influence changes most, by how much."""

    influence: float


class BetterLink(TypedDict):
    """A link of ours, or one among them; `other` is null where no colleague has a link yet."""

    person: NamedPerson
    other: NamedPerson | None
    kind: str | None
    ours: bool
    now: LinkState | None
    then: LinkState
    share: Annotated[float, Field(description="What the person has of all positive influence, 0 to 1.")]
    coverage: float
    difference: float
    shifts: InfluenceShift | None
    why: NotRequired[Facts]


class BetterLinks(TypedDict):
    coverage: Annotated[float, Field(description="The share of influence that our links cover, 0 to 1.")]
    links: Annotated[list[BetterLink], Field(description="Those that raise it most.")]


class JoinedPeople(NamedPerson):
    other: str
    other_name: str | None


class NamedUnit(TypedDict):
    unit: str
    name: str | None


class ColdLine(JoinedPeople):
    """A reporting line without warmth: its people, its roles, and the coolest link between the two."""

    role: str
    superior: str
    tone: Literal["hostile", "unknown", "cool"]
    warmth: Weight | None
    why: NotRequired[Facts]


class LinkAcross(JoinedPeople):
    kind: str
    why: NotRequired[Facts]


class UnitAlone(NamedUnit):
    why: NotRequired[Facts]


class TiesOfUnit(TypedDict):
    external: int
    internal: int
    e_i: Annotated[float | None, Field(description="(external - internal) / all; null without any.")]
    why: NotRequired[Facts]


class TiesOfUnits(TypedDict):
    whole: TiesOfUnit
    units: dict[str, TiesOfUnit]


class Carrier(NamedPerson):
    betweenness: Annotated[float, Field(description="The share of shortest ways between others, 0 to 1.")]
    asked: Annotated[float, Field(description="What the links by which others ask them add up to.")]
    why: NotRequired[Facts]


class Informal(TypedDict):
    """Formal against real."""

    lines: list[ColdLine]
    across: list[LinkAcross]
    alone: Annotated[list[UnitAlone], Field(description="Units whose people have good links among themselves only.")]
    unmapped: Annotated[list[NamedUnit], Field(description="Units of whose people no good link was ever told.")]
    silos: Annotated[
        list[list[NamedUnit]], Field(description="Of the other units, pairs that no good link joins, weightiest first.")
    ]
    silos_in_all: int
    e_i: TiesOfUnits
    carriers: list[Carrier]
