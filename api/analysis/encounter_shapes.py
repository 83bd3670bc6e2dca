"""What answers about encounters look like, for the description."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from ..explained import Explained
from ..shapes import Dated, Next, Object
from .analyzed import Facts, NamedPerson


class Seat(TypedDict):
    """A role as it was called at the end of the time meant."""

    organization: str
    organization_name: str | None
    role: str
    title: str | None
    since: Annotated[str | None, Field(description="As it was given; null: an unknown date.")]
    why: NotRequired[Facts]


class Somebody(NamedPerson):
    ours: NotRequired[bool]
    now: Annotated[list[Seat], Field(description="The roles they hold on the day asked for.")]


class SharedPeriod(TypedDict):
    since: Annotated[str | None, Field(description="As it was given, of whoever came later; null: an unknown date.")]
    until: Annotated[str | None, Field(description="As it was given, of whoever left first; null: it goes on.")]
    possible: NotRequired[Annotated[bool, Field(description="They may not have met: a date is not known to the day.")]]


class PostHeld(TypedDict):
    role: str
    title: str | None


class UnitShared(TypedDict):
    unit: str
    name: str | None


class Together(TypedDict):
    """Two people at one organization at the same time."""

    organization: str
    organization_name: str | None
    units: Annotated[list[UnitShared], Field(description="Where both were in the same unit.")]
    periods: list[SharedPeriod]
    own_roles: list[PostHeld]
    other_roles: list[PostHeld]
    possible: NotRequired[bool]
    certainty: NotRequired[Literal["probable"]]
    why: NotRequired[Facts]


class Acquaintance(Somebody):
    other: Somebody
    where: Annotated[list[Together], Field(description="Where they met last comes first.")]


class MetAt(TypedDict):
    """An organization at which they met: how many of these people, how many of ours, and how many pairs that makes."""

    organization: str
    organization_name: str | None
    people: int
    colleagues: int
    pairs_with_us: int
    pairs: int


class AcquaintanceCounts(TypedDict):
    """`know_us`: how many people used to work with so many `colleagues` of ours; `know_each_other`: how many with
    somebody else of the account, elsewhere."""

    people: int
    know_us: int
    colleagues: int
    know_each_other: int


Places = Annotated[list[MetAt], Field(description="Those first where most of ours met them; a hundred at most.")]


class AccountAcquaintances(Dated, Explained):
    account: Object
    counts: AcquaintanceCounts
    places: Places
    acquaintances: list[Acquaintance]
    next: Next


class PersonAcquaintances(Dated, Explained, NamedPerson):
    places: Places
    acquaintances: list[Acquaintance]
    next: Next


class CloseFrom(TypedDict):
    """From which strength and tone on we know somebody well."""

    strength: float
    tone: float


class ToUs(TypedDict):
    """What an organization is to us; only what there is."""

    account: NotRequired[Annotated[str, Field(description="The status of the account.")]]
    prospect: NotRequired[Annotated[bool, Field(description="An open account to which we never sold.")]]
    kind: NotRequired[Annotated[str, Field(description="What it is by itself.")]]
    ours: NotRequired[bool]
    is_our: NotRequired[Annotated[list[str], Field(description="Relations: it is our competitor, partner, …")]]
    we_are_its: NotRequired[list[str]]


class NewPlace(Seat):
    arrived: Annotated[str | None, Field(description="Since when they are at that organization.")]
    to_us: ToUs


class Knows(NamedPerson):
    """A colleague of ours and their link to somebody."""

    kind: str
    directed: NotRequired[bool]
    tone: NotRequired[float]
    strength: NotRequired[float]
    since: str | None
    possible: NotRequired[bool]
    certainty: NotRequired[Literal["probable"]]
    probable: NotRequired[list[str]]
    why: NotRequired[Facts]


class KnewThen(Knows):
    then: Annotated[list[Seat], Field(description="Where they were when the link was made.")]


class Friend(NamedPerson):
    now: list[NewPlace]
    known_by: list[KnewThen]


class Friends(Dated, Explained):
    close: CloseFrom
    count: Annotated[int, Field(description="How many there are, on all pages.")]
    friends: list[Friend]
    next: Next
