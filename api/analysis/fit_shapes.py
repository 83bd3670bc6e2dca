"""What answers about the fit of colleagues look like, for the description."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from domain.encounters.fit import Part

from ..explained import Explained
from ..shapes import Dated, Object
from .analyzed import Facts, NamedPerson


class FitWeights(TypedDict):
    """What each part counts, and `enough`, `full` and `people`."""

    link: float
    past: float
    near: float
    shared: float
    covers: float
    rule: float
    load: float
    enough: int
    full: int
    people: int


class SubjectNamed(TypedDict):
    kind: str
    id: str
    name: str | None


class OrganizationNamed(TypedDict):
    organization: str
    organization_name: str | None


class LinkSaid(TypedDict):
    """A link, or a reporting line (`reports_to`), which has neither tone nor strength."""

    kind: str
    directed: NotRequired[bool]
    tone: NotRequired[float]
    strength: NotRequired[float]
    since: NotRequired[str | None]
    possible: NotRequired[bool]
    certainty: NotRequired[Literal["probable"]]
    probable: NotRequired[list[str]]


class FitReason(TypedDict):
    """What a reason says depends on its part."""

    value: Annotated[float, Field(description="-1 to 1.")]
    about: NotRequired[Annotated[NamedPerson, Field(description="Whom of theirs it is about.")]]
    through: NotRequired[Annotated[NamedPerson, Field(description="near: who is between.")]]
    link: NotRequired[Annotated[LinkSaid, Field(description="link: to them; near: to who is between.")]]
    step: NotRequired[Annotated[LinkSaid, Field(description="near: from who is between to them.")]]
    at: NotRequired[Annotated[list[OrganizationNamed], Field(description="past: where they worked together.")]]
    in_common: NotRequired[Annotated[dict[str, list[str]], Field(description="shared: by field.")]]
    covered: NotRequired[SubjectNamed]
    covers_as: NotRequired[str]
    addressed: NotRequired[Annotated[SubjectNamed, Field(description="rule: whom it is about.")]]
    only_through: NotRequired[Annotated[NamedPerson, Field(description="rule: an exclusive one.")]]
    through_ours: NotRequired[Annotated[NamedPerson, Field(description="rule: one that bars nobody.")]]
    coverages: NotRequired[Annotated[int, Field(description="load: how many.")]]
    why: NotRequired[Facts]


class FitPart(TypedDict):
    part: Part
    value: Annotated[float, Field(description="-1 to 1.")]
    weight: float
    adds: Annotated[float, Field(description="value x weight")]
    people: NotRequired[Annotated[int, Field(description="About how many of them it is.")]]
    reasons: Annotated[list[FitReason], Field(description="Those that count most.")]


class Fitting(NamedPerson):
    sum: float
    barred: NotRequired[Annotated[bool, Field(description="Contact rules leave them nobody to address.")]]
    parts: list[FitPart]


class Fit(Dated, Explained):
    parameters: FitWeights
    people: Annotated[int, Field(description="Of how many the fit is.")]
    considered: Annotated[int, Field(description="How many colleagues there are.")]
    fitting: Annotated[int, Field(description="For how many of them something speaks.")]
    colleagues: list[Fitting]


class PersonFit(Fit, NamedPerson):
    """How colleagues fit a person."""


class AccountFit(Fit):
    account: Object
