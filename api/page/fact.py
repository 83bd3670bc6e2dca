"""One fact: what was said, by whom, true since when, known since when."""

from __future__ import annotations

from fastapi import Request, Response

from projections import journal

from ..http.parameters import FactId
from ..http.reading import ReadNow
from .answers import page_router
from .rendering import page

router = page_router()


@router.get("/facts/{id}")
def fact(request: Request, read: ReadNow, id: FactId) -> Response:
    shown = journal.one(read.tenant, str(id), restricted=read.caller.restricted)
    return page(request, "fact.html", fact=shown)
