"""Everything that happened in an account, or only what is of one type, the latest first, a page at a time."""

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
    chosen, asked = known_type(type), {"restricted": restricted, "last_first": True}
    found = account_timeline(read.tenant, id, read.moment, after, MOST_EVENTS, chosen, **asked)
    shown = {
        "events": found,
        "types": types_told(read.tenant, id, read.moment, restricted=restricted),
        "chosen": chosen,
        "earlier": found[-1]["position"] if len(found) == MOST_EVENTS else None,
    }
    return account_page(request, read, id, "timeline", "account_timeline.html", **shown)
