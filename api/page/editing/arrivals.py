"""What others record about an account, as it happens: that something did over a stream, then what it was."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from projections.moments import moment_of
from projections.said import said_after

from ...facts.stream_of_facts import (
    POLL_SECONDS,
    RETRY_MILLISECONDS,
    LastEventId,
    event_id,
    listening,
    position_in,
    still_admitted,
)
from ...http.access import Caller, requires
from ...http.cookies import credential
from ...http.parameters import AccountId, After
from ...http.reading import ReadNow
from ...http.site import Site
from ...http.streams import Listener
from ..answers import page_router
from ..rendering import page

MOST_ARRIVED = 10

router = page_router()


@router.get("/accounts/{id}/changes", response_class=EventSourceResponse)
async def changes(
    request: Request,
    caller: Annotated[Caller, requires("read")],
    listener: Annotated[Listener, Depends(listening)],
    id: AccountId,
    after: After = 0,
    last_event_id: LastEventId = None,
) -> AsyncIterator[ServerSentEvent]:
    """An event with the position reached whenever the reader may see something new of the account."""
    site: Site = request.app.state.site
    told = position_in(last_event_id, site.store.epoch) if last_event_id else after
    position, who = told or 0, credential(request) or ""
    yield ServerSentEvent(comment="changes follow", retry=RETRY_MILLISECONDS)
    while not site.streams.closed and await run_in_threadpool(still_admitted, site, who):
        reached, news = await run_in_threadpool(_news, site, caller, id, position)
        if news:
            yield ServerSentEvent(event="changed", raw_data=str(reached), id=event_id(site, reached))
        position = reached
        await listener.wait(POLL_SECONDS)


@router.get("/accounts/{id}/arrived")
def arrived(request: Request, read: ReadNow, id: AccountId, after: After = 0) -> Response:
    """A part of a page: what was recorded about the account after a position."""
    found = said_after(read.tenant, id, read.moment, after, MOST_ARRIVED + 1, restricted=read.caller.restricted)
    read.noted("organization", id)
    return page(request, "arrived.html", said=found[:MOST_ARRIVED], more=len(found) > MOST_ARRIVED)


def _news(site: Site, caller: Caller, account: str, position: int) -> tuple[int, bool]:
    """The position reached, and whether anything on the way is for the reader."""
    tenant = site.tenants.of(caller.workspace)
    now = moment_of(tenant.ledger)
    if now.position <= position or not tenant.ledger.knows("organization", account):
        return max(now.position, position), False
    own = tenant.timelines.facts(account, now)
    return now.position, bool(own.after(position, 1, None, None, restricted=caller.restricted))
