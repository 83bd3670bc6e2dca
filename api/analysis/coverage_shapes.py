"""What answers about coverage look like, for the description."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from domain.coverage import Part

from ..explained import Explained
from ..shapes import Dated, Object, Why


class Covered(TypedDict):
    kind: Literal["organization", "unit", "person"]
    id: str
    name: str | None


class Running(TypedDict):
    since: str | None
    until: NotRequired[Annotated[str | None, Field(description="Once an end is known: its date as it was given.")]]
    possible: NotRequired[bool]
    certainty: NotRequired[Literal["probable"]]
    begun_by: Annotated[str, Field(description="The fact that began it.")]
    ended_by: NotRequired[Annotated[str, Field(description="The fact that ends it.")]]
    why: NotRequired[Why]


class Covering(Running):
    """A colleague of ours and what they cover, in which part."""

    person: str
    name: str | None
    part: Part
    covered: Covered


class ContactRule(Running):
    """Whom to address through which colleague of ours; `exclusive`: through nobody else."""

    addressed: Covered
    through: str
    name: str | None
    exclusive: bool
    reason: NotRequired[Annotated[str, Field(description="Absent once it was erased.")]]
    probable: NotRequired[list[str]]


class Coverage(Dated, Explained):
    account: Object
    coverage: list[Covering]
    contact_rules: list[ContactRule]
