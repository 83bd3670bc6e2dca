"""Nominations over HTTP: pushed in, listed for review, accepted, rejected, withdrawn, and each of these undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request, Response

from domain.acceptance import Choice
from domain.errors import Refused
from domain.log.repeats import Idempotency
from domain.log.settings import settings_of
from projections import nomination_reads, reports, reviews
from projections.clerk import clerk
from projections.clerk import pushed as pushed_in
from projections.moments import Moment
from projections.nomination_reads import Wanted
from projections.reports import Announcement, told_of
from projections.reviews import Doubt
from projections.tenants import Tenant

from ..http.access import Caller, requires
from ..http.bodies import Body, decoded, schema_of, takes
from ..http.cursors import cursor as cursor_to
from ..http.cursors import place_in
from ..http.parameters import LARGEST, SUBJECT, Cursor, IdempotencyKey, Limit, NominationId
from ..http.reading import Clocks, Reading, ReadWhyKnown
from ..http.site import Site
from . import incoming_shapes as shapes
from .announcing import at_its_place, pushed, some_of

router = APIRouter(prefix="/v1/nominations", tags=["nominations"])

Deciding = Annotated[Caller, requires("read", "write")]
State = Annotated[
    Literal["new", "matched", "accepted", "rejected", "withdrawn"] | None,
    Query(description="Only nominations in this state."),
]
OfFeed = Annotated[str | None, Query(pattern=SUBJECT, description="Only what this feed reported.")]
OfKind = Annotated[str | None, Query(max_length=40, description="Only this kind, such as `joined` or `left`.")]
For = Annotated[str | None, Query(pattern=SUBJECT, description="Only what was accepted for this person.")]
Of = Annotated[str | None, Query(pattern=SUBJECT, description="Only what was accepted for this organization.")]

_ONE = schema_of(Announcement)
_ANNOUNCED = {"anyOf": [_ONE, {"type": "array", "items": _ONE, "minItems": 1, "maxItems": reports.MOST}]}
_DOUBT = takes(schema_of(Doubt), required=False)


class Place(msgspec.Struct, array_like=True):
    """Where the list goes on: after which first report, as known at which position."""

    after: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
    position: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]


@router.post("", status_code=201, response_model=shapes.Outcomes, openapi_extra=takes(_ANNOUNCED))
def report_nominations(request: Request, caller: Annotated[Caller, requires("write")], body: Body) -> Response:
    """Report one announcement or a list, all or nothing: what is known already changes nothing.

    The same entry of the same feed is one nomination. Reported again with other values it is `revised`, and goes back
    to review unless only its text or the day of the announcement changed. `erased`: it was about somebody erased since.
    A `text` in English or French without a `person_name` is read by the rules for feeds: what it tells of several
    people is several nominations; what no rule reads is left to whoever reviews it.
    """
    tenant, sent = _tenant(request, caller), decoded(body, object)
    told, places = pushed(tenant, some_of(sent))
    seeing = clerk(tenant, pushed_in(settings_of(tenant.ledger).thresholds))
    try:
        outcomes, position = reports.report(tenant, told, caller.recorder, seeing)
    except Refused as refused:
        raise at_its_place(refused, places) from None
    _ring(request, caller)
    return _created({"nominations": told_of(tenant, outcomes), "position": position})


@router.get("", response_model=shapes.Nominations)
def list_nominations(
    read: ReadWhyKnown,
    state: State = None,
    feed: OfFeed = None,
    kind: OfKind = None,
    person: For = None,
    organization: Of = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """Nominations in the order in which they were first reported, with what became of them by then; without texts.

    `matched` ones have candidates to choose from. `unsure` says why one that nobody has decided on was not accepted by
    itself when it came in: each rule that it does not meet, in words. `revised` names what an accepted one says
    otherwise now: until that is decided on, the facts it became go on standing. `next` goes on at the same moment.
    """
    after, moment = _start(read, cursor)
    wanted = Wanted(state, feed, kind, person, organization)
    return read.answer(partial(_page, read, moment, wanted, after, limit), moment)


@router.get("/{id}", response_model=shapes.Nomination)
def one_nomination(read: ReadWhyKnown, id: NominationId) -> Response:
    """A nomination with its text, and its history: who did what with it, and when."""
    return read.answer(lambda: nomination_reads.one(read.tenant, id, read.moment))


@router.post("/{id}/accept", status_code=201, response_model=shapes.Decided, openapi_extra=takes(schema_of(Choice)))
def accept_nomination(
    request: Request, caller: Deciding, id: NominationId, body: Body, idempotency_key: IdempotencyKey = None
) -> Response:
    """Make it facts, in one batch: whom and what is new is introduced, names not known yet are recorded as aliases.

    The facts say that they come from this nomination (`source`, `caused_by`). After a revision those it had become are
    corrected where they differ, and withdrawn where another is chosen. 409 (`out-of-turn`) says who decided before.
    """
    choice = decoded(body, Choice)
    once = _once(request, body, idempotency_key)
    return _decided(request, caller, lambda tenant, by: reviews.accept(tenant, id, choice, by, once))


@router.post("/{id}/reject", status_code=201, response_model=shapes.Decided, openapi_extra=_DOUBT)
def reject_nomination(
    request: Request, caller: Deciding, id: NominationId, body: Body, idempotency_key: IdempotencyKey = None
) -> Response:
    """Decide that nothing comes of it; what an earlier report of it had become is taken back."""
    doubt = _doubt(body)
    once = _once(request, body, idempotency_key)
    return _decided(request, caller, lambda tenant, by: reviews.reject(tenant, id, doubt, by, once))


@router.post("/{id}/undo", status_code=201, response_model=shapes.Decided, openapi_extra=_DOUBT)
def undo_nomination(
    request: Request, caller: Deciding, id: NominationId, body: Body, idempotency_key: IdempotencyKey = None
) -> Response:
    """Back to review: the last decision is withdrawn, and with it every fact it led to, in one batch.

    What was withdrawn by hand is left so (`already_withdrawn`); what was corrected by hand goes with its corrections
    (`corrected`), unless `keep_corrected`; who or what other facts name meanwhile stays introduced (`kept`).
    """
    doubt = _doubt(body)
    once = _once(request, body, idempotency_key)
    return _decided(request, caller, lambda tenant, by: reviews.undo(tenant, id, doubt, by, once))


@router.post("/{id}/withdraw", status_code=201, response_model=shapes.Decided, openapi_extra=_DOUBT)
def withdraw_nomination(
    request: Request, caller: Deciding, id: NominationId, body: Body, idempotency_key: IdempotencyKey = None
) -> Response:
    """Whoever reported it takes it back, and with it the facts it became, as undoing does."""
    doubt = _doubt(body)
    once = _once(request, body, idempotency_key)
    return _decided(request, caller, lambda tenant, by: reviews.withdraw(tenant, id, doubt, by, once))


def _doubt(body: bytes) -> Doubt:
    return decoded(body, Doubt) if body else Doubt()


def _once(request: Request, body: bytes, key: str | None) -> Idempotency | None:
    """The same key for another nomination, or another decision on it, is another request."""
    return None if key is None else Idempotency(key, f"{request.url.path}\n".encode() + body)


def _decided(request: Request, caller: Caller, decide: Callable[[Tenant, str], dict[str, Any]]) -> Response:
    answer = decide(_tenant(request, caller), caller.recorder)
    _ring(request, caller)
    return _created(answer)


def _start(read: Reading, cursor: str | None) -> tuple[int, Moment]:
    if cursor is None:
        return 0, read.moment
    place = place_in(cursor, read.site.store.epoch, Place)
    return place.after, read.at(Clocks(position=place.position))


def _page(read: Reading, moment: Moment, wanted: Wanted, after: int, limit: int) -> dict[str, Any]:
    found = nomination_reads.listed(read.tenant, moment, wanted, after, limit)
    more = Place(found[-1]["place"], moment.position) if len(found) == limit else None
    following = None if more is None else cursor_to(read.site.store.epoch, more)
    return {"nominations": found, "position": moment.position, "next": following}


def _tenant(request: Request, caller: Caller) -> Tenant:
    site: Site = request.app.state.site
    return site.tenants.of(caller.workspace)


def _ring(request: Request, caller: Caller) -> None:
    """Streams of the journal wait for facts."""
    site: Site = request.app.state.site
    site.streams.ring(caller.workspace)


def _created(answer: dict[str, Any]) -> Response:
    return Response(msgspec.json.encode(answer), 201, media_type="application/json")
