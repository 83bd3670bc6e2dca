"""What answers about an account's analysis look like, for the description."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from .shapes import Dated, Object

Facts = Annotated[list[str], Field(description="Ids of the facts that it follows from, where they were asked for.")]


class NamedPerson(TypedDict):
    person: str
    name: str | None


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


class KnownPerson(NamedPerson):
    """Somebody of theirs: `known` where a link of ours counts."""

    roles: list[str]
    known: bool
    links: list[OurLink]
    covered_by: list[CoveredBy]


class HeldSeat(NamedPerson):
    role: str
    title: str | None


class CoverageSection(TypedDict):
    people: list[KnownPerson]
    colleagues: list[NamedPerson]
    unknown: Annotated[list[str], Field(description="Whom nobody of us knows.")]
    reached: Annotated[HeldSeat | None, Field(description="The highest post of somebody we know.")]
    highest: Annotated[HeldSeat | None, Field(description="The highest post that there is.")]


class Analysis(Dated):
    account: AnalyzedAccount
    parameters: Annotated[Object, Field(description="By section, whether it was asked for or not.")]
    coverage: NotRequired[CoverageSection]
