"""Somebody on a day: posts, career, links, and the facts behind what is said."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from projections import careers, dealings

from ..parameters import PersonId
from ..reading import Read
from .answers import page_router
from .rendering import page

router = page_router()


@router.get("/people/{id}")
def person(request: Request, read: Read, id: PersonId) -> Response:
    restricted = read.caller.restricted
    shown: dict[str, Any] = {
        "person": dealings.person(read.tenant, id, read.moment, restricted, True),
        "career": careers.career(read.tenant, id, read.moment, restricted),
        "links": careers.links(read.tenant, id, read.moment) if restricted else None,
    }
    read.noted("person", id)
    return page(request, "person.html", **shown, moment=read.moment)
