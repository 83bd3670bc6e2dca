"""Parameters that several routes share, described once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Header, Path, Query, Request
from fastapi.dependencies.models import Dependant

from domain.errors import InvalidRequest
from domain.expected import NO_LINE_FEED
from domain.facts import SUBJECT_PATTERN
from domain.forms import nearest
from domain.language import say

LARGEST = 2**63 - 1
# pydantic's $ matches at the very end only, and its patterns know no lookahead.
SUBJECT = SUBJECT_PATTERN.removesuffix(NO_LINE_FEED)

AsOf = Annotated[
    str | None,
    Query(
        max_length=40,
        description="The day whose state is asked for: a date, `today`, `last-quarter-end`, `-90d` and the like; today "
        "in the workspace's time zone if left out. Answers show the resolved date.",
    ),
]
KnownAt = Annotated[
    str | None,
    Query(
        max_length=40,
        description="Use only what was recorded by then: an instant, or a date, which means the end of that day UTC; "
        "now if left out.",
    ),
]
Position = Annotated[
    int | None,
    Query(ge=0, le=LARGEST, description="Instead of `known_at`, a place in the log: repeatable for good."),
]
MinPosition = Annotated[
    int | None,
    Header(
        alias="Incumbent-Min-Position",
        ge=0,
        le=LARGEST,
        description="Wait until the facts up to this position can be read: for a short while, then the answer is 503.",
    ),
]
IfNoneMatch = Annotated[str | None, Header(description="The ETag of an earlier answer: 304 if it still holds.")]
Cursor = Annotated[str | None, Query(max_length=2_000, description="The `next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=1_000, description="How many at most.")]
After = Annotated[int, Query(ge=0, le=LARGEST, description="A position in the log: what came after it.")]
Why = Annotated[bool, Query(description="Each part names in its own `why` the facts that its values come from.")]
ToldWhy = Annotated[
    bool,
    Query(
        description="What follows from facts names them in its `why`; `facts_behind` tells each fact that the answer "
        "names: what it says, since when, when it was recorded, from whom."
    ),
]

AccountId = Annotated[str, Path(pattern=SUBJECT, description="The id of an organization that is an account.")]
Scope = Annotated[
    Literal["account", "group"],
    Query(description="`group`: the organization with all that are below it that day, by the relation `parent`."),
]
OrganizationId = Annotated[str, Path(pattern=SUBJECT, description="The id of an organization.")]
PersonId = Annotated[str, Path(pattern=SUBJECT, description="The id of a person.")]
RoleId = Annotated[str, Path(pattern=SUBJECT, description="The id of a role.")]
OpportunityId = Annotated[str, Path(pattern=SUBJECT, description="The id of an opportunity.")]
NominationId = Annotated[str, Path(pattern=SUBJECT, description="The id of a nomination.")]
AlertId = Annotated[str, Path(pattern=SUBJECT, description="The id of an alert.")]
FactId = Annotated[UUID, Path(description="The id of a fact.")]
KeyId = Annotated[str, Path(pattern=r"^[0-9a-f]{1,32}$", description="The id of a key, which is no secret.")]
FeedId = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,15}$", description="The id of a feed.")]
IdempotencyKey = Annotated[
    str | None,
    Header(min_length=1, max_length=255, description="Sent again with the same body, the first answer is given again."),
]
PlaceId = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,15}$", description="The id of a place alerts go to.")]
OfAccount = Annotated[str | None, Query(pattern=SUBJECT, description="Only facts about this account.")]
OfPerson = Annotated[str | None, Query(pattern=SUBJECT, description="Only facts about this person.")]
OfType = Annotated[str | None, Query(max_length=64, description="Only facts of this type.")]


def _query_parameters(dependant: Dependant) -> Iterator[str]:
    yield from (field.alias for field in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _query_parameters(inner)


def refuse_unknown_parameters(request: Request) -> None:
    """A misspelled parameter would be answered with something else than was asked for. Raises InvalidRequest."""
    if not request.scope["query_string"]:
        return
    known = set(_query_parameters(request.scope["route"].dependant))
    for name in request.query_params:
        if name not in known:
            raise InvalidRequest(say("no such parameter{hint}", hint=nearest(name, known)), field=name[:100])
