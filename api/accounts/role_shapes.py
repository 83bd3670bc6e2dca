"""What answers about one role look like, for the description."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from ..explained import Explained
from ..shapes import Dated, Object, StatedSince, Why


class Heir(TypedDict):
    """A role that another became, or came from; `since` is the date of the closing as it was given."""

    role: str
    title: str | None
    since: str | None
    certainty: NotRequired[str]


@with_config({"extra": "allow"})
class Role(Dated):
    """With everything that is stated of a role that day."""

    id: str
    title: str | None
    status: Annotated[str | None, Field(description="`open`, `closed`, or null where nothing is known of it yet.")]
    organization: str | None
    organization_name: str | None
    unit: str | None
    reports_to: str | None
    dotted_to: list[str]
    since: str | None
    holders: Annotated[list[Object], Field(description="In the order in which their tenures began.")]
    successors: list[Heir]
    predecessors: list[Heir]
    why: NotRequired[Why]
    stated_since: NotRequired[StatedSince]


class Answer(TypedDict):
    """What is said of one property of a crafted job; `since` is the day from which it counts."""

    value: Any
    by: str
    since: str
    certainty: Literal["confirmed", "probable"]
    fact: str


class AskedOfHolder(TypedDict):
    property: Literal["priorities", "criteria", "partner_preferences"]
    question: str
    answer: Annotated[Answer | None, Field(description="What is known of this holder in this role.")]
    predecessor_answer: Annotated[Answer | None, Field(description="What was said of the one before, at the end.")]


class Predecessor(TypedDict):
    """Who held the role before; `role` is another one where it came from that."""

    person: str
    name: str | None
    role: str
    until: str | None


class Questionnaire(TypedDict):
    role: str
    title: str | None
    person: str
    name: str | None
    since: str | None
    tenure_kinds: list[str]
    took: str
    predecessor: Predecessor | None
    open: Annotated[list[str], Field(description="Questions without an answer.")]
    questions: list[AskedOfHolder]


class Questionnaires(Dated, Explained):
    account: str
    questionnaires: list[Questionnaire]
