"""What answers look like, for the description: nothing is converted, a test holds every answer to its shape."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

Object = dict[str, Any]
Withheld = Annotated[list[str], Field(description="What is left out for want of the scope `restricted`.")]
KnownAt = Annotated[str, Field(description="Shown only where it was asked for.")]
Reached = Annotated[int, Field(description="The position of the newest fact counted.")]
UNTIL = "A holder has `until` once an end is known: its date as it was given, null where it is unknown."
ENDED = "`left` names the fact that ended it; `until` is that fact's date as it was given, null where it is unknown."
Next = Annotated[str | None, Field(description="The cursor of the next page; null at the end.")]


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
    units: NotRequired[list[Object]]
    roles: NotRequired[Annotated[list[Object], Field(description="With holders. " + UNTIL)]]
    people: NotRequired[list[Object]]
    links: NotRequired[list[Object]]
    opportunities: NotRequired[list[Object]]
    findings: NotRequired[list[Object]]
    rumors: NotRequired[list[Object]]


class Change(TypedDict):
    kind: str
    subject: Any
    property: NotRequired[str | None]
    before: NotRequired[Any]
    after: NotRequired[Any]
    facts: list[Any]
    sentence: str
    because: Literal["happened", "learned"]


Diff = TypedDict(
    "Diff", {"account": str, "from": Dated, "to": Dated, "changes": list[Change], "withheld": NotRequired[Withheld]}
)


class Timeline(Dated):
    events: list[Object]
    next: Next


@with_config({"extra": "allow"})
class Person(Dated):
    """With everything that is said of somebody that day."""

    id: str
    name: str | None
    roles: list[Object]


class Career(Dated):
    person: Object
    stays: Annotated[list[Object], Field(description="In the order they began, each with its tenures. " + ENDED)]


class Holders(Dated):
    role: Object
    holders: Annotated[list[Object], Field(description="Stays in the order they began. " + ENDED)]
    gaps: Annotated[list[Object], Field(description="Days on which nobody held the role.")]
    overlaps: Annotated[list[Object], Field(description="Days on which several held it.")]
    interims: list[Object]


@with_config({"extra": "allow"})
class Opportunity(Dated):
    """With everything that is said of an opportunity that day."""

    id: str
    name: str | None
    status: str | None
    organization: str | None
    buying_center: list[Object]


class MatchCandidate(TypedDict):
    id: str
    name: str | None
    score: Annotated[float, Field(ge=0, le=1, description="Of people: the chance that it is them.")]
    reasons: Annotated[list[str], Field(description="What speaks for it and against it, in words.")]


class MatchedPart(TypedDict):
    outcome: Literal["accepted", "review", "unmatched"]
    candidates: Annotated[list[MatchCandidate], Field(description="The best first, ten at most.")]


class Match(Dated):
    """Each part that was announced; null for one that was not."""

    person: MatchedPart | None
    organization: MatchedPart | None
    role: MatchedPart | None


class Outcome(TypedDict):
    """What became of an announcement that was reported."""

    nomination: Annotated[str, Field(description="Its id: the same whenever the same entry is reported.")]
    outcome: Literal["reported", "revised", "unchanged", "erased"]
    state: NotRequired[str]
    changed: NotRequired[Annotated[list[str], Field(description="The fields that say something else than before.")]]


class Outcomes(TypedDict):
    nominations: list[Outcome]
    position: Reached


@with_config({"extra": "allow"})
class ListedNomination(TypedDict):
    """With everything it says that can still be read, and what it was accepted for."""

    id: str
    state: Literal["new", "matched", "accepted", "rejected", "withdrawn"]
    feed: str
    kind: str
    reported: Annotated[str, Field(description="The day on which it was first reported.")]
    report: Annotated[str, Field(description="The newest report: name it when accepting, so that no other is meant.")]
    facts: NotRequired[Annotated[list[str], Field(description="The facts it became.")]]
    candidates: NotRequired[Annotated[list[Object], Field(description="Whom or what it may mean, by score.")]]
    revised: NotRequired[Annotated[list[str], Field(description="What it says otherwise than when it was accepted.")]]


class Nominations(TypedDict):
    nominations: list[ListedNomination]
    position: Reached
    next: Next


class Nomination(ListedNomination):
    history: Annotated[list[Object], Field(description="Every fact about it: what, who and when.")]


class Decided(TypedDict):
    nomination: Nomination
    facts: Annotated[list[Receipt], Field(description="What was recorded, in its order.")]
    already_withdrawn: NotRequired[Annotated[list[str], Field(description="Facts withdrawn by hand before.")]]
    corrected: NotRequired[Annotated[list[str], Field(description="Facts taken back though corrected by hand since.")]]
    kept: NotRequired[Annotated[list[Object], Field(description="Facts not taken back, and why.")]]
    position: Reached


class PersonLinks(Dated):
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
