"""The shapes of what is sent elsewhere: webhooks, mails, and what became of each delivery."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict


class Counted(TypedDict):
    """How many deliveries are in which state."""

    waiting: int
    delivered: int
    dead: int
    held: int
    dropped: int


class Place(TypedDict):
    id: str
    description: str
    types: Annotated[list[str], Field(description="Only these events; empty: all.")]
    rules: Annotated[list[str], Field(description="Only alerts of these rules; empty: all.")]
    accounts: Annotated[list[str], Field(description="Only alerts about these accounts; empty: all.")]
    severity: Annotated[str | None, Field(description="Only alerts at least this severe.")]
    language: Annotated[Literal["en", "fr"], Field(description="Of what it says to people: mails and chats.")]
    restricted: Annotated[bool, Field(description="Whether it is sent alerts that rest on links and opinions.")]
    state: Literal["active", "paused", "gone"]
    reason: Annotated[str | None, Field(description="Why it is gone.")]
    deliveries: Counted
    created_at: str


class Webhook(Place):
    """`url` of a chat ends after its host: whoever knows the rest may write there."""

    kind: Literal["webhook", "chat"]
    url: str
    names: Annotated[bool, Field(description="Whether a chat is told people's names.")]
    former_secret_until: Annotated[str | None, Field(description="Until when the secret before this one signs too.")]


class NewWebhook(Webhook):
    secret: Annotated[str | None, Field(description="Shown this once. A chat has none: what it is sent is not signed.")]


class Webhooks(TypedDict):
    webhooks: list[Webhook]


class MailSubscription(Place):
    to: str
    person: str | None
    digest_at: Annotated[str | None, Field(description="When the digest of the day before is sent; null: each alert.")]


class MailSubscriptions(TypedDict):
    mail_subscriptions: list[MailSubscription]


class Delivery(TypedDict):
    """One thing that is sent. `id` is what the other side knows it by, however often it is sent."""

    id: str
    type: str
    fact: str | None
    position: NotRequired[int]
    state: Literal["waiting", "delivered", "dead", "held", "dropped"]
    attempts: int
    next_attempt: str | None
    last_attempt: str | None
    status: Annotated[int | None, Field(description="Of the last answer.")]
    problem: Annotated[str | None, Field(description="Of the last attempt.")]
    created_at: str


class Deliveries(TypedDict):
    deliveries: list[Delivery]


class Replayed(TypedDict):
    replayed: Annotated[int, Field(description="How many are sent again.")]


class Tested(TypedDict):
    delivery: str
