"""Matching over HTTP: whom and what an announcement may mean, before anything is recorded."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Query, Request, Response

from domain.errors import InvalidRequest
from domain.log.settings import settings_of
from domain.matching.announcements import Announcement, Thresholds
from projections.matches import matches
from projections.moments import Moment

from ..http.access import Caller, requires
from ..http.parameters import IfNoneMatch, KnownAt, MinPosition, Position
from ..http.reading import Clocks, Reading
from . import incoming_shapes as shapes

router = APIRouter(prefix="/v1", tags=["nominations"])

Text = Annotated[str | None, Query(min_length=1, max_length=500)]
On = Annotated[
    str | None,
    Query(max_length=40, description="The day since when it is true: a date, `-90d` and the like; today if left out."),
]
Kind = Annotated[str | None, Query(max_length=40, description="`joined`, `left` and the like, as far as it is known.")]
Identifier = Annotated[
    list[str] | None, Query(max_length=20, description="`scheme:value`, as many as there are; decides before names.")
]
Share = Annotated[float | None, Query(ge=0, le=1)]


async def announced(
    person: Annotated[Text, Query(description="The name as it was written.")] = None,
    organization: Annotated[Text, Query(description="The organization's name as it was written.")] = None,
    role: Annotated[Text, Query(description="The title of the role as it was written.")] = None,
    kind: Kind = None,
    previous_organization: Annotated[Text, Query(description="Where the person is said to come from.")] = None,
    previous_role: Annotated[Text, Query(description="The role the person is said to have had there.")] = None,
    predecessor: Annotated[Text, Query(description="Who is said to have held the role before.")] = None,
    identifier: Identifier = None,
    organization_identifier: Identifier = None,
) -> Announcement:
    return Announcement(
        person=person,
        organization=organization,
        role=role,
        kind=kind,
        previous_organization=previous_organization,
        previous_role=previous_role,
        predecessor=predecessor,
        identifiers=identifiers("identifier", identifier),
        organization_identifiers=identifiers("organization_identifier", organization_identifier),
    )


def identifiers(field: str, given: list[str] | None) -> dict[str, str]:
    """Raises InvalidRequest for one that is not of the form scheme:value."""
    found = dict[str, str]()
    for one in given or ():
        scheme, colon, value = one.partition(":")
        if not (scheme and colon and value):
            raise InvalidRequest("expected scheme:value, such as lei:5493001KJTIIGC8Y1R12", field=field)
        found[scheme] = value
    return found


class Bounds(NamedTuple):
    """What was asked for instead of the workspace's settings."""

    accept: float | None
    review: float | None

    def over(self, usual: Thresholds) -> Thresholds:
        accept = usual.accept if self.accept is None else self.accept
        return Thresholds(accept, usual.review if self.review is None else self.review, usual.lead)


async def bounds(
    accept: Annotated[Share, Query(description="The least score that is accepted by itself; else as set.")] = None,
    review: Annotated[Share, Query(description="The least score worth a person's look; else as set.")] = None,
) -> Bounds:
    return Bounds(accept, review)


async def reading_on(
    request: Request,
    caller: Annotated[Caller, requires("read")],
    on: On = None,
    known_at: KnownAt = None,
    position: Position = None,
    min_position: MinPosition = None,
    if_none_match: IfNoneMatch = None,
) -> Reading:
    return Reading(request, caller, Clocks(on, known_at, position), min_position, if_none_match)


@router.get("/match", response_model=shapes.Match)
def match_announcement(
    read: Annotated[Reading, Depends(reading_on)],
    announcement: Annotated[Announcement, Depends(announced)],
    asked: Annotated[Bounds, Depends(bounds)],
) -> Response:
    """Whom, which organization and which role an announcement may mean, with scores and reasons; nothing is recorded.

    `accepted`: the best one is meant, by the thresholds; `review`: a person should look; `unmatched`: nobody known.
    The thresholds are those of the workspace's settings, unless others are given. A name alone is never accepted for
    a person: role, organization and day have to speak for them too.
    """
    moment = _moment(read)
    thresholds = asked.over(settings_of(read.tenant.ledger).thresholds)
    return read.answer(lambda: matches(read.tenant, announcement, moment, thresholds), moment)


def _moment(read: Reading) -> Moment:
    """Raises InvalidRequest naming the parameter as it is called here."""
    try:
        return read.moment
    except InvalidRequest as refused:
        refused.field = "on" if refused.field == "as_of" else refused.field
        raise
