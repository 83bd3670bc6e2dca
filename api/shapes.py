"""What answers look like, for the description: nothing is converted, a test holds every answer to its shape."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from domain.moves import Kind as MoveKind

from .explained import Explained

Object = dict[str, Any]
Withheld = Annotated[list[str], Field(description="What is left out for want of the scope `restricted`.")]
KnownAt = Annotated[str, Field(description="Shown only where it was asked for.")]
Reached = Annotated[int, Field(description="The position of the newest fact counted.")]
UNTIL = "A holder has `until` once an end is known: its date as it was given, null where it is unknown."
ENDED = "`left` names the fact that ended it; `until` is that fact's date as it was given, null where it is unknown."
Next = Annotated[str | None, Field(description="The cursor of the next page; null at the end.")]

Why = Annotated[dict[str, list[str]], Field(description="Shown where asked for: ids of the facts that state it.")]
StatedSince = Annotated[dict[str, str | None], Field(description="As given by those facts; null: an unknown date.")]
Merged = Annotated[list[str], Field(description="Ids of other records of the same person: they answer as this one.")]


class Dated(TypedDict):
    as_of: Annotated[str, Field(description="The day that the answer is of.")]
    known_at: NotRequired[KnownAt]
    position: Reached
    withheld: NotRequired[Withheld]


class Receipt(TypedDict):
    """Where a fact stands; where it created a subject without naming it, the id made for that."""

    id: str
    position: int
    subject: NotRequired[str]


class Receipts(TypedDict):
    facts: list[Receipt]
    position: Annotated[int, Field(description="Of the last of them: send it as Incumbent-Min-Position elsewhere.")]


class Concerned(TypedDict):
    account: str
    as_of: str
    changes: list[Object]


class Rehearsal(TypedDict):
    """What a batch would record, and what that would change on the maps it concerns."""

    facts: list[Receipt]
    accounts: list[Concerned]


@with_config({"extra": "allow"})
class RecordedFact(TypedDict):
    """A fact as it was recorded: the form in which it was sent, and what the log adds."""

    type: str
    id: str
    recorded_at: str
    recorded_by: str
    position: int


class Journal(TypedDict):
    facts: list[RecordedFact]
    position: Annotated[int, Field(description="How far the page reaches: go on with `after` at any later time.")]
    next: Next
    withheld: NotRequired[Withheld]


class OneFact(RecordedFact):
    supersedes: Annotated[list[str], Field(description="Ids of the facts that this one took the place of.")]
    superseded_by: Annotated[list[str], Field(description="Ids of the facts that took its place.")]


class FactType(TypedDict):
    type: str
    version: int
    subject: str
    creates: bool
    schema: Annotated[Object, Field(description="JSON Schema of the form in which it is sent.")]


class FactTypes(TypedDict):
    fact_types: list[FactType]


class Accounts(Dated):
    accounts: list[Object]
    next: Next


class Map(Dated):
    account: NotRequired[Object]
    subsidiaries: NotRequired[
        Annotated[list[Object], Field(description="Of a group: the organizations below, with what each is `below`.")]
    ]
    units: NotRequired[list[Object]]
    roles: NotRequired[Annotated[list[Object], Field(description="With holders. " + UNTIL)]]
    people: NotRequired[list[Object]]
    links: NotRequired[list[Object]]
    opportunities: NotRequired[list[Object]]
    findings: NotRequired[list[Object]]
    rumors: NotRequired[list[Object]]
    half_lives: NotRequired[
        Annotated[dict[str, float], Field(description="With `freshness`: in days, by what was said.")]
    ]


class Change(TypedDict):
    kind: str
    subject: Any
    property: NotRequired[str | None]
    before: NotRequired[Any]
    after: NotRequired[Any]
    facts: list[Any]
    sentence: str
    because: Literal["happened", "learned"]


_Diff = TypedDict(
    "_Diff", {"account": str, "from": Dated, "to": Dated, "changes": list[Change], "withheld": NotRequired[Withheld]}
)


class Diff(_Diff, Explained):
    """What changed, and between which moments."""


class Timeline(Dated):
    events: list[Object]
    next: Next


@with_config({"extra": "allow"})
class Person(Dated):
    """With everything that is said of somebody that day. `id` is the one that counts, whichever was asked for."""

    id: str
    name: str | None
    merged: NotRequired[Merged]
    roles: list[Object]
    why: NotRequired[Why]
    stated_since: NotRequired[StatedSince]


class MoveFrom(TypedDict):
    """A role that was left: what it was called on the last day, and the fact that ended it (`left`)."""

    role: str
    title: str | None
    organization: str | None
    organization_name: str | None
    until: str | None
    left: str | None
    reason: str | None


class MoveTo(TypedDict):
    """A role that was taken: what it was called on the first day, and the fact that began it (`took`)."""

    role: str
    title: str | None
    organization: str | None
    organization_name: str | None
    since: str | None
    tenure_kind: str
    took: str


class Move(TypedDict):
    """A career change derived from facts: one role taken, with what it came from, or one left for nothing else."""

    id: Annotated[str, Field(description="Of the beginning or the end that makes it: the same while that stands.")]
    date: Annotated[str | None, Field(description="As it was given; null where it is unknown.")]
    person: str
    name: str | None
    kind: Annotated[MoveKind, Field(description="The first of `kinds`.")]
    kinds: Annotated[list[MoveKind], Field(description="Every kind that it is of.")]
    took: MoveTo | None
    left: list[MoveFrom]
    gap_days: Annotated[int | None, Field(description="Days between leaving and taking, where both are told.")]
    across: Annotated[bool, Field(description="Whether it led from one organization to another.")]
    enters: Annotated[list[str], Field(description="Organizations that the person did not belong to before.")]
    leaves: Annotated[list[str], Field(description="Organizations that the person does not belong to any more.")]
    swapped_with: Annotated[list[str], Field(description="Who took what was left, and left what was taken.")]
    certainty: Literal["confirmed", "probable"]
    facts: Annotated[list[str], Field(description="The facts that it is derived from.")]
    sentence: str


class Moves(Dated, Explained):
    moves: list[Move]
    next: Next


# `from` is a word of the language.
Chain = TypedDict(
    "Chain",
    {
        "from": str | None,
        "to": str | None,
        "moves": Annotated[list[Move], Field(description="Each takes a role that the one before it left.")],
        "besides": Annotated[list[Move], Field(description="Moves that hang together with these beside that line.")],
        "roles": Annotated[list[Object], Field(description="The roles along the line, as they are that day.")],
        "circles": Annotated[list[list[str]], Field(description="Roles whose holders went round in a circle.")],
        "organizations": list[Object],
        "sentence": str,
    },
)


class Chains(Dated, Explained):
    chains: list[Chain]
    next: Next


class Career(Dated, Explained):
    person: Object
    stays: Annotated[list[Object], Field(description="In the order they began, each with its tenures. " + ENDED)]
    moves: Annotated[list[Move], Field(description="Between the stays, in order, those to come too.")]


class Holders(Dated, Explained):
    role: Object
    holders: Annotated[list[Object], Field(description="Stays in the order they began. " + ENDED)]
    gaps: Annotated[list[Object], Field(description="Days on which nobody held the role.")]
    overlaps: Annotated[list[Object], Field(description="Days on which several held it.")]
    interims: list[Object]


@with_config({"extra": "allow"})
class SaidOfOpportunity(Dated):
    """With everything that is said of an opportunity that day."""

    id: str
    name: str | None
    status: str | None
    organization: str | None
    buying_center: list[Object]
    attitudes: NotRequired[
        Annotated[list[Object], Field(description="Where those stand who play no part in it, as far as anybody told.")]
    ]
    why: Annotated[dict[str, list[str]], Field(description="By field: the facts that state its value.")]
    stated_since: Annotated[
        dict[str, str | None], Field(description="By field: the date since which its value holds, as it was given.")
    ]
    actions: list[Object]
    interactions: list[Object]
    findings: Annotated[list[Object], Field(description="What is odd: somebody left whose buying role still runs.")]


@with_config({"extra": "allow"})
class Opportunity(SaidOfOpportunity, Explained):
    """The same; with `why` members of the buying center name their facts too."""


class PersonLinks(Dated, Explained):
    person: str
    links: list[Object]


class Key(TypedDict):
    id: str
    scopes: list[str]
    label: str | None
    created_at: str
    expires_at: str | None
    revoked_at: str | None


class NewKey(Key):
    key: Annotated[str, Field(description="The key itself: shown this once.")]


class Keys(TypedDict):
    keys: list[Key]


class Live(TypedDict):
    status: Literal["live"]


@with_config({"extra": "allow"})
class Checked(TypedDict):
    name: str
    ok: bool


class Ready(TypedDict):
    status: Literal["ready", "not ready"]
    checks: list[Checked]
