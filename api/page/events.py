"""Everything that happened in an account, or only what is of one type or names somebody, the latest first, by pages."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import Query, Request, Response

from domain.language import plain
from projections.account_maps import account_map
from projections.timeline_of import account_timeline, types_told

from ..facts.facts import known_type
from ..http.parameters import SUBJECT, AccountId, After, OfType
from ..http.reading import Read, Reading
from .account import account_page
from .answers import page_router
from .subject import name_of

Json = dict[str, Any]
MOST_EVENTS = 100
Named = Annotated[str | None, Query(pattern=SUBJECT)]

router = page_router()


@router.get("/accounts/{id}/timeline")
def events(
    request: Request, read: Read, id: AccountId, type: OfType = None, person: Named = None, after: After = 0
) -> Response:
    restricted = read.caller.restricted
    chosen, asked = known_type(type), {"restricted": restricted, "last_first": True}
    found = account_timeline(read.tenant, id, read.moment, after, MOST_EVENTS, chosen, person, **asked)
    shown = {
        "events": found,
        "types": _by_name(types_told(read.tenant, id, read.moment, restricted=restricted)),
        "people": _people(read, id, person),
        "chosen": {"type": chosen, "person": person},
        "earlier": found[-1]["position"] if len(found) == MOST_EVENTS else None,
    }
    return account_page(request, read, id, "timeline", "account_timeline.html", **shown)


def _by_name(types: dict[str, int]) -> dict[str, int]:
    return dict(sorted(types.items(), key=lambda one: plain(one[0])))


def _people(read: Reading, id: str, chosen: str | None) -> dict[str, str]:
    """Names by id of whoever is on the map that day, and of whom somebody chose that is not."""
    body = account_map(read.tenant, id, read.moment, fields="people", restricted=read.caller.restricted)
    found = {one["id"]: one["name"] for one in msgspec.json.decode(body)["people"] if one.get("name")}
    if chosen is not None and chosen not in found:
        found[chosen] = name_of(read, "person", chosen) or chosen
    return dict(sorted(found.items(), key=lambda one: one[1].casefold()))
