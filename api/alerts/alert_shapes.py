"""The shapes of alerts and digests."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from ..explained import Explained
from ..shapes import Dated, Next, Object, Reached, Withheld

State = Literal["open", "acknowledged", "snoozed", "retracted"]
Severity = Literal["low", "medium", "high", "critical"]


class Alert(TypedDict):
    """A key moment that somebody should know of: what it is about, why it matters, and in which state it is."""

    id: Annotated[str, Field(description="The same for one moment, however many report it.")]
    state: State
    rule: str
    severity: Severity
    reason: Annotated[str, Field(description="One sentence, as known at the moment of the answer.")]
    account: NotRequired[str]
    account_name: NotRequired[str]
    organization: NotRequired[str]
    organization_name: NotRequired[str]
    role: NotRequired[str]
    title: NotRequired[str]
    person: NotRequired[str]
    name: NotRequired[str]
    day: Annotated[str, Field(description="The first day on which the moment counts; may lie ahead.")]
    starts: NotRequired[Annotated[str, Field(description="Its date as it was given.")]]
    raised: Annotated[str, Field(description="The day on which it was first raised.")]
    raised_at: Annotated[str, Field(description="The instant of that.")]
    updated_at: Annotated[str, Field(description="When it was last raised, revised, retracted or due.")]
    effects: Annotated[
        Object,
        Field(
            description="What it does to us: `opportunities` touched, `empty_buying_roles`, `links_lost` and "
            "`links_gained`, who should `act`, `next_steps`. Links are withheld without the scope `restricted`."
        ),
    ]
    sources: NotRequired[Annotated[list[str], Field(description="The facts it followed from when it was last told.")]]
    assigned: NotRequired[Annotated[str, Field(description="The colleague who looks after it.")]]
    assigned_name: NotRequired[str]
    until: NotRequired[Annotated[str, Field(description="The day on which it is open again.")]]
    reminded: NotRequired[Annotated[str, Field(description="The day ahead that has come since.")]]
    revised: NotRequired[Annotated[list[str], Field(description="What is otherwise than when it was raised.")]]
    erased: NotRequired[bool]
    position: Annotated[int, Field(description="Of the newest fact about it.")]
    place: Annotated[int, Field(description="Of the fact that first raised it: the order of the list.")]


class Alerts(Dated, Explained):
    alerts: list[Alert]
    next: Next


class AlertWithHistory(Alert, Explained):
    history: Annotated[
        list[Object],
        Field(description="Every fact about it: what, who and when; of `alert_raised` how its rule was set then."),
    ]
    withheld: NotRequired[Withheld]


class Acted(TypedDict):
    alert: AlertWithHistory
    fact: Annotated[str, Field(description="The fact that was recorded; withdrawing it undoes this.")]
    position: Reached


class Digest(Explained):
    """What a colleague should hear of a day."""

    person: str
    day: str
    subject: Annotated[str, Field(description="Names nobody.")]
    text: str
    html: str
    alerts: Annotated[list[Alert], Field(description="Those told of one by one, in the order of the text.")]
    more: Annotated[list[Object], Field(description="How many others, by `heading`, `rule` and `severity`.")]
    withheld: NotRequired[Withheld]
