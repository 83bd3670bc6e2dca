"""Everything that happened in an account, or only what is of one type, a page at a time."""

from __future__ import annotations

from fastapi import Request, Response

from projections.timeline_of import account_timeline, types_told

from ..facts.facts import known_type
from ..http.parameters import AccountId, After, OfType
from ..http.reading import Read
from .account import account_page
from .answers import page_router

MOST_EVENTS = 100

router = page_router()


@router.get("/accounts/{id}/timeline")
def events(request: Request, read: Read, id: AccountId, type: OfType = None, after: After = 0) -> Response:
    restricted = read.caller.restricted
    chosen = known_type(type)
    found = account_timeline(read.tenant, id, read.moment, after, MOST_EVENTS, chosen, restricted=restricted)
    shown = {
        "events": found,
        "types": types_told(read.tenant, id, read.moment, restricted=restricted),
        "chosen": chosen,
        "later": found[-1]["position"] if len(found) == MOST_EVENTS else None,
    }
    return account_page(request, read, id, "timeline", "account_timeline.html", **shown)
