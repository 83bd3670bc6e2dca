"""Search for anybody and anything at any date, and the suggestions while somebody types."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Query, Request, Response

from domain.search.words import written
from projections.search.reading import Asked
from projections.search.reading import search as searched

from ..facts.search import filters, next_of, start
from ..http.parameters import Cursor
from ..http.reading import Read
from .answers import page_router
from .rendering import page

MOST_HITS, MOST_SUGGESTIONS = 50, 8
# Where each kind of hit has a page of its own.
PAGES = {"person": "/people/", "role": "/roles/", "organization": "/accounts/", "opportunity": "/opportunities/"}

router = page_router()
Sought = Annotated[str | None, Query(max_length=200)]
Chosen = Annotated[dict[str, list[str]], Depends(filters)]


@router.get("/search")
def search(request: Request, read: Read, chosen: Chosen, q: Sought = None, cursor: Cursor = None) -> Response:
    body, following = None, None
    if q and written(q):
        after, moment = start(read, cursor)
        found = searched(read.tenant, moment, Asked(q, chosen, True), after, MOST_HITS)
        body, following = found.body, next_of(read, found, moment)
    shown: dict[str, Any] = {"q": q, "chosen": chosen, "found": body, "next": following, "pages": PAGES}
    return page(request, "search.html", **shown, moment=read.moment)


@router.get("/suggestions")
def suggestions(request: Request, read: Read, q: Sought = None) -> Response:
    """A part of a page: what is called like that, soonest."""
    hits: list[Any] = []
    if q and written(q):
        hits = searched(read.tenant, read.moment, Asked(q, counting=False), limit=MOST_SUGGESTIONS).body["hits"]
    return page(request, "suggestions.html", hits=hits, pages=PAGES)
