"""The shapes of what comes in from outside: feeds, what they announce, whom it may mean, what becomes of it."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from domain.unsure import UnsureKind

from ..explained import Explained
from ..shapes import Dated, Next, Object, Reached, Receipt


class Outcome(TypedDict):
    """What became of an announcement that was reported."""

    nomination: Annotated[str, Field(description="Its id: the same whenever the same entry is reported.")]
    outcome: Literal["reported", "revised", "unchanged", "erased"]
    state: NotRequired[str]
    changed: NotRequired[Annotated[list[str], Field(description="The fields that say something else than before.")]]


class Outcomes(TypedDict):
    nominations: list[Outcome]
    position: Reached


class UnsureBecause(TypedDict):
    """A rule of acceptance that a nomination did not meet when it came in."""

    kind: UnsureKind
    least: NotRequired[Annotated[float, Field(description="What the score, or its lead, would have had to be.")]]
    sentence: Annotated[str, Field(description="The same in words.")]


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
    unsure: NotRequired[
        Annotated[list[UnsureBecause], Field(description="Why nothing was accepted by itself; while open.")]
    ]
    revised: NotRequired[Annotated[list[str], Field(description="What it says otherwise than when it was accepted.")]]


class Nominations(Explained):
    nominations: list[ListedNomination]
    position: Reached
    next: Next


class Nomination(ListedNomination, Explained):
    history: Annotated[list[Object], Field(description="Every fact about it: what, who and when.")]


class Decided(TypedDict):
    nomination: Nomination
    facts: Annotated[list[Receipt], Field(description="What was recorded, in its order.")]
    already_withdrawn: NotRequired[Annotated[list[str], Field(description="Facts withdrawn by hand before.")]]
    corrected: NotRequired[Annotated[list[str], Field(description="Facts taken back though corrected by hand since.")]]
    kept: NotRequired[Annotated[list[Object], Field(description="Facts not taken back, and why.")]]
    position: Reached


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


class Feed(TypedDict):
    """A feed, how it stands, and when it is asked next (null: not at all)."""

    id: str
    name: str
    kind: str
    url: str
    every_minutes: int
    options: Object
    accepts: Annotated[bool, Field(description="Whether what is sure by the workspace's settings is accepted at once.")]
    introduces: Annotated[
        list[Literal["person", "organization", "role"]],
        Field(description="Which kinds that nobody knows yet it introduces when it accepts."),
    ]
    state: Literal["active", "paused", "review", "gone"]
    reason: Annotated[str | None, Field(description="Why it waits for somebody, is gone, or missed something.")]
    failures: Annotated[int, Field(description="Pulls in a row that failed.")]
    newest: Annotated[str | None, Field(description="Day of the newest entry.")]
    next_pull: str | None
    created_at: str


class Feeds(TypedDict):
    feeds: list[Feed]


class FeedRun(TypedDict):
    """One pull. `fresh`: entries that are new or say something else; `problems` repeat nothing of what was sent."""

    started_at: str
    finished_at: str
    outcome: Literal["done", "unchanged", "failed", "held", "accepted", "dropped", "reread"]
    status: int | None
    entries: int
    fresh: int
    announced: int
    quarantined: int
    passed_over: Annotated[int, Field(description="Announcements that concern nothing watched.")]
    problems: list[str]


class FeedRuns(TypedDict):
    runs: list[FeedRun]


class FeedReread(TypedDict):
    """What was kept, read again. `fresh`: entries that say something else than when they were read before."""

    entries: int
    fresh: int
    announced: int
    quarantined: Annotated[int, Field(description="Documents that cannot be read.")]
    passed_over: Annotated[int, Field(description="Announcements that concern nothing watched.")]


class Rematched(TypedDict):
    """What a nomination says, and whom and what it means: ids, or `create` for what would be made."""

    nomination: str
    kind: str
    person_name: NotRequired[str]
    role_title: NotRequired[str]
    organization_name: NotRequired[str]
    starts: NotRequired[str]
    person: NotRequired[str]
    role: NotRequired[str]
    organization: NotRequired[str]


class FeedRematch(TypedDict):
    """What was open, matched again: what became facts, or would; and how many stay open."""

    dry_run: bool
    accepted: list[Rematched]
    looked_at: int
    open: int
    reviewed: Annotated[
        Literal["feed_reviewed", "workspace_reviewed"] | None,
        Field(description="Why nothing is accepted, however sure it is: the switch of the feed, or the workspace's."),
    ]
    told_anew: Annotated[
        int, Field(description="Of these: those that wait for another reason, or may mean others, now.")
    ]


class FeedAnnouncements(TypedDict):
    announcements: Annotated[
        list[Object],
        Field(description="With the fields of a nomination, and `state`; `withdrawn`: the source takes it back."),
    ]


class Settings(TypedDict):
    """What a workspace sets for itself."""

    accepts: Annotated[bool, Field(description="Whether feeds that may accept by themselves do so now.")]
    accept_from: Annotated[float, Field(description="The least score that is sure.")]
    review_from: Annotated[float, Field(description="The least score worth a person's look.")]
    lead: Annotated[float, Field(description="How far ahead of the next one the best has to be.")]
    time_zone: str
    half_lives: Annotated[
        dict[str, float], Field(description="Days after which half of the certainty is gone, by what was said.")
    ]
