"""One fact: what was said, by whom, true since when, known since when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import Request, Response

from projections import journal
from projections.facts_behind import facts_behind
from projections.moments import Moment

from ..http.parameters import FactId
from ..http.reading import Reading, ReadNow
from .answers import page_router
from .rendering import page

router = page_router()


@router.get("/facts/{id}")
def fact(request: Request, read: ReadNow, id: FactId) -> Response:
    shown = journal.one(read.tenant, str(id), restricted=read.caller.restricted)
    return page(request, "fact.html", fact=shown)


def behind(read: Reading, ids: Iterable[str], moment: Moment) -> dict[str, dict[str, Any]]:
    """What these facts say, by id: of those that may be seen."""
    return {one["id"]: one for one in facts_behind(read.tenant, ids, moment, restricted=read.caller.restricted)}
