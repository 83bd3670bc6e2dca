"""The journal as it grows, as server-sent events: the one asynchronous route, so that listeners hold no threads."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Header, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from projections.journal import journal
from projections.moments import moment_of

from ..http.access import Caller, requires
from ..http.cookies import credential
from ..http.parameters import After
from ..http.problems import Unauthenticated
from ..http.site import Site
from ..http.streams import Listener

router = APIRouter(prefix="/v1", tags=["facts"])

BATCH = 200
POLL_SECONDS = 0.5
RETRY_MILLISECONDS = 2_000
LastEventId = Annotated[str | None, Header(max_length=200, description="The id of the last event received.")]


async def listening(request: Request, caller: Annotated[Caller, requires("read")]) -> AsyncIterator[Listener]:
    site: Site = request.app.state.site
    async with site.streams.listening(caller) as listener:
        yield listener


@router.get("/facts/stream", response_class=EventSourceResponse)
async def stream_facts(
    request: Request,
    caller: Annotated[Caller, requires("read")],
    listener: Annotated[Listener, Depends(listening)],
    after: After = 0,
    last_event_id: LastEventId = None,
) -> AsyncIterator[ServerSentEvent]:
    """Facts as they are recorded, each with the id `EPOCH-POSITION`.

    An event `reset` says that the id it was asked to go on after is of a store that was restored since: everything
    follows from the first fact. A comment comes every 15 seconds where nothing else does.
    """
    site: Site = request.app.state.site
    position = after if last_event_id is None else position_in(last_event_id, site.store.epoch)
    yield ServerSentEvent(comment="facts follow", retry=RETRY_MILLISECONDS)
    if position is None:
        yield ServerSentEvent(event="reset", raw_data="{}", id=event_id(site, 0))
    async for event in _events(site, caller, credential(request) or "", listener, position or 0):
        yield event


async def _events(
    site: Site, caller: Caller, authorization: str, listener: Listener, position: int
) -> AsyncIterator[ServerSentEvent]:
    """Until the key is no longer valid, or the server stops."""
    while not site.streams.closed and await run_in_threadpool(still_admitted, site, authorization):
        reached, shown = await run_in_threadpool(_facts_after, site, caller, position)
        for fact in shown:
            yield ServerSentEvent(raw_data=msgspec.json.encode(fact).decode(), id=event_id(site, fact["position"]))
        if reached == position:
            await listener.wait(POLL_SECONDS)
        position = reached


def still_admitted(site: Site, authorization: str) -> bool:
    """Whether the key of an open stream is still good."""
    try:
        site.access.admitted(authorization, "read")
    except Unauthenticated:
        return False
    return True


def _facts_after(site: Site, caller: Caller, position: int) -> tuple[int, list[dict[str, Any]]]:
    """(the position reached, the facts on the way that the caller may see)."""
    tenant = site.tenants.of(caller.workspace)
    head = moment_of(tenant.ledger).position
    found = journal(tenant, position, BATCH, restricted=caller.restricted)
    if found and caller.restricted:
        site.notes.note(caller, "journal", "*")
    last = found[-1]["position"] if found else position
    return (last if len(found) == BATCH else max(head, last)), found


def event_id(site: Site, position: int) -> str:
    """Where a stream goes on after, in this life of the store."""
    return f"{site.store.epoch}-{position}"


def position_in(event_id: str, epoch: str) -> int | None:
    """None when the id is not of this life of the store."""
    written, _, position = event_id.rpartition("-")
    return int(position) if written == epoch and position.isdecimal() and len(position) < 19 else None
