"""Somebody, or a post, on a day: posts, career and links, or who holds and held it, with the facts behind it."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from projections import careers, dealings, role_reads, succession
from projections.names import Names
from projections.snapshots import snapshot

from ..http.parameters import PersonId, RoleId
from ..http.reading import Read, Reading
from ..pictures.timelines import career_picture, holders_picture
from .answers import page_router
from .rendering import page
from .scales import scales

router = page_router()
# The pictures of /v1, in the language of the page.
router.add_api_route("/people/{id}/career.svg", career_picture("svg"))
router.add_api_route("/roles/{id}/holders.svg", holders_picture("svg"))


@router.get("/people/{id}")
def person(request: Request, read: Read, id: PersonId) -> Response:
    restricted = read.caller.restricted
    shown: dict[str, Any] = {
        "person": dealings.person(read.tenant, id, read.moment, restricted, True),
        "career": careers.career(read.tenant, id, read.moment, restricted),
        "links": careers.links(read.tenant, id, read.moment) if restricted else None,
        "scales": scales(read),
    }
    return _page_of(request, read, "person", id, shown)


@router.get("/roles/{id}")
def role(request: Request, read: Read, id: RoleId) -> Response:
    restricted = read.caller.restricted
    found = role_reads.role(read.tenant, id, read.moment, restricted, True)
    above = found["reports_to"] and role_reads.role(read.tenant, found["reports_to"], read.moment, restricted)
    shown: dict[str, Any] = {
        "role": found,
        "above": above,
        "succession": succession.holders(read.tenant, id, read.moment, restricted),
    }
    return _page_of(request, read, "role", id, shown)


def _page_of(request: Request, read: Reading, kind: str, id: str, shown: dict[str, Any]) -> Response:
    read.noted(kind, id)
    return page(request, f"{kind}.html", **shown, restricted=read.caller.restricted, moment=read.moment)


def name_of(read: Reading, kind: str, id: str) -> str | None:
    """What is called so by the day, wherever it is."""
    with snapshot(read.tenant, read.moment) as at:
        names = Names(at)
        names.learn(kind, [id])
        return names.of(kind, id)
