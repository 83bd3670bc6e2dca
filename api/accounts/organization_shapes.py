"""What answers about organizations look like, for the description."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from ..shapes import Dated, Merged, Object


class Sure(TypedDict):
    """How sure it is; nothing is said where it is certain."""

    since: Annotated[str | None, Field(description="The date as it was given; null where it is unknown.")]
    possible: NotRequired[bool]
    certainty: NotRequired[Literal["probable"]]


class Stated(Sure):
    value: Any
    why: NotRequired[list[str]]


class AsAccount(Sure):
    status: Literal["open", "closed"] | None
    assessment: Annotated[dict[str, Stated], Field(description="`potential`, `revenue` and `goals`.")]


class Related(Sure):
    """Another organization, and as what these two are related."""

    organization: str
    name: str | None
    ours: NotRequired[bool]
    relation: str
    until: NotRequired[Annotated[str | None, Field(description="Once an end is known: its date as it was given.")]]
    begun_by: str | None
    ended_by: NotRequired[str]


class Named(TypedDict):
    id: str
    name: str | None


class Restructuring(Sure):
    kind: Literal["merger", "takeover", "demerger", "renaming"]
    originals: list[Named]
    results: list[Named]
    fact: str


class Organization(Dated):
    """`id` is the one that counts, whichever was asked for."""

    id: str
    name: str | None
    status: Literal["open", "closed"] | None
    since: str | None
    possible: NotRequired[bool]
    certainty: NotRequired[Literal["probable"]]
    merged: NotRequired[Merged]
    aliases: NotRequired[list[str]]
    description: Annotated[
        dict[str, Stated | dict[str, Stated]],
        Field(description="Each value with its date; `attributes` by their keys."),
    ]
    account: Annotated[AsAccount | None, Field(description="As an account; null where it never was one by that day.")]
    culture: NotRequired[Annotated[Object, Field(description="Shares that sum to 1.")]]
    culture_assessed: NotRequired[Annotated[Object, Field(description="What was given, by whom, and who differs.")]]
    ours: Annotated[bool, Field(description="Whether it is us.")]
    relations: Annotated[list[Related], Field(description="What others are to it.")]
    relation_of: Annotated[list[Related], Field(description="What it is to others.")]
    restructurings: list[Restructuring]
