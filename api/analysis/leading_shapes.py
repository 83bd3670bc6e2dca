"""What answers about similar people and opinion leaders look like, for the description."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from ..explained import Explained
from ..shapes import Dated, Next
from .analyzed import Facts, NamedPerson
from .encounter_shapes import Knows, Seat


class JobCompared(TypedDict):
    role: str
    title: str | None
    properties: Annotated[list[str], Field(description="What is told of it in words.")]


class AlikeIn(TypedDict):
    """A property of the crafted job that both have: in which words each, and which words in both."""

    property: str
    likeness: float
    words: list[str]
    own: str
    other: str
    why: NotRequired[Facts]


class SameFormally(TypedDict):
    """What is the same of their formal jobs; only what is."""

    function: NotRequired[str]
    level: NotRequired[int | str]


class SimilarPerson(NamedPerson):
    role: str
    title: str | None
    organization: str | None
    organization_name: str | None
    as_holder_of: Annotated[str, Field(description="The role of the person asked for that it is compared with.")]
    likeness: Annotated[float, Field(description="0 to 1: the mean over what both have.")]
    alike_in: list[AlikeIn]
    same: SameFormally
    known_by: list[Knows]


class SimilarCrafters(Dated, Explained, NamedPerson):
    jobs: list[JobCompared]
    compared: Annotated[int, Field(description="With how many people elsewhere.")]
    count: Annotated[int, Field(description="How many are alike enough.")]
    similar: list[SimilarPerson]


class LeaderParameters(TypedDict):
    strength: float
    tone: float
    places: int
    power: float


class HeardAt(TypedDict):
    organization: str
    organization_name: str | None
    listeners: list[Knows]


class InfluenceThere(TypedDict):
    """Rank among so many, and share of all influence."""

    organization: str
    organization_name: str | None
    rank: int
    of: int
    share: float


class OpinionLeader(NamedPerson):
    now: Annotated[list[Seat], Field(description="The roles they hold on the day asked for.")]
    power: NotRequired[Annotated[float, Field(description="The highest informal power in a role of theirs, 0 to 10.")]]
    power_why: NotRequired[Facts]
    heard_at: list[HeardAt]
    influence: list[InfluenceThere]


class OpinionLeaders(Dated, Explained):
    parameters: LeaderParameters
    count: Annotated[int, Field(description="How many there are, on all pages.")]
    leaders: list[OpinionLeader]
    next: Next
