"""Alerts as they come: server-sent events, and Atom for readers of feeds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from projections import alert_reads
from projections.moments import moment_of
from projections.rule_settings import rules_on

from ..facts.stream_of_facts import (
    POLL_SECONDS,
    RETRY_MILLISECONDS,
    LastEventId,
    event_id,
    listening,
    position_in,
    still_admitted,
)
from ..http.access import Caller, requires
from ..http.cookies import credential
from ..http.parameters import After, Limit
from ..http.reading import ReadNow
from ..http.site import Site
from ..http.streams import Listener
from .alerts import AtLeast, Selecting, resolved
from .atom import MEDIA_TYPE, atom

router = APIRouter(prefix="/v1", tags=["alerts"])
BATCH = 50


@router.get("/alerts/stream", response_class=EventSourceResponse)
async def stream_alerts(
    request: Request,
    caller: Annotated[Caller, requires("read")],
    listener: Annotated[Listener, Depends(listening)],
    severity: AtLeast = None,
    after: After = 0,
    last_event_id: LastEventId = None,
) -> AsyncIterator[ServerSentEvent]:
    """What happens to alerts: the event is the type of the fact, the data the alert as that fact left it.

    Ids are `EPOCH-POSITION`: sent back as `Last-Event-ID` they go on where the last connection ended, whoever restarted
    in between. An event `reset` says that the id is of a store that was restored since: everything follows from the
    first alert. A comment comes every 15 seconds where nothing else does.
    """
    site: Site = request.app.state.site
    position = after if last_event_id is None else position_in(last_event_id, site.store.epoch)
    yield ServerSentEvent(comment="alerts follow", retry=RETRY_MILLISECONDS)
    if position is None:
        yield ServerSentEvent(event="reset", raw_data="{}", id=event_id(site, 0))
    reached, who = position or 0, credential(request) or ""
    while not site.streams.closed and await run_in_threadpool(still_admitted, site, who):
        before, (reached, told) = reached, await run_in_threadpool(_told_after, site, caller, reached, severity)
        for one in told:
            data = msgspec.json.encode(one["alert"]).decode()
            yield ServerSentEvent(event=one["event"], raw_data=data, id=event_id(site, one["position"]))
        if reached == before:
            await listener.wait(POLL_SECONDS)


def _told_after(site: Site, caller: Caller, position: int, severity: str | None) -> tuple[int, list[dict[str, Any]]]:
    """(the position reached, what happened on the way that the caller may see)."""
    tenant = site.tenants.of(caller.workspace)
    head = moment_of(tenant.ledger).position
    found = alert_reads.happened(tenant, position, BATCH)
    told = alert_reads.at_positions(tenant, found, restricted=caller.restricted)
    if told and caller.restricted:
        site.notes.note(caller, "alerts", "*")
    last = found[-1][0] if found else position
    shown = [one for one in told if severity is None or one["alert"]["severity"] in alert_reads.as_severe(severity)]
    return (last if len(found) == BATCH else max(head, last)), shown


@router.get("/alerts.atom", response_class=Response, responses={200: {"content": {MEDIA_TYPE: {}}}})
def alerts_atom(request: Request, read: ReadNow, selecting: Selecting, limit: Limit = 100) -> Response:
    """The alerts of which there was last something to tell, the newest first, as an Atom feed (RFC 4287).

    An entry has the same id for good, and is updated when its alert is raised, revised, retracted or due.
    """
    build = partial(_feed, request, read, selecting, limit)
    settings = rules_on(read.tenant, read.moment)
    return read.answer(build, about=("alerts", "*"), media_type=MEDIA_TYPE, settings=settings)


def _feed(request: Request, read: ReadNow, selecting: Selecting, limit: int) -> bytes:
    wanted, restricted = resolved(read, selecting), read.caller.restricted
    found = alert_reads.newest(read.tenant, read.moment, wanted, limit, restricted=restricted)
    return atom(str(request.url), f"{request.base_url}v1/alerts/", read.tenant.workspace.name, found)
