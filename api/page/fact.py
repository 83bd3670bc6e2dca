"""One fact: what it says, by whom, true since when, known since when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import Request, Response

from projections import journal
from projections.facts_behind import facts_behind
from projections.moments import Moment
from projections.names import Names
from projections.snapshots import snapshot

from ..http.parameters import FactId
from ..http.reading import Reading, ReadNow
from .answers import page_router
from .finding import PAGES
from .rendering import page

Json = dict[str, Any]
# What a field of a fact names.
_PEOPLE = dict.fromkeys(("other", "by", "owner", "through"), "person")
_NAMED = {kind: kind for kind in PAGES} | {"reports_to": "role"} | _PEOPLE

router = page_router()


@router.get("/facts/{id}")
def fact(request: Request, read: ReadNow, id: FactId) -> Response:
    restricted = read.caller.restricted
    shown = journal.one(read.tenant, str(id), restricted=restricted)
    around = facts_behind(
        read.tenant, [str(id), *shown["supersedes"], *shown["superseded_by"]], read.moment, restricted=restricted
    )
    said = {one["id"]: one["sentence"] for one in around}
    return page(request, "fact.html", fact=shown, said=said, named=_named(read, shown))


def _named(read: Reading, fact: Json) -> dict[str, tuple[str, str]]:
    """By field that names somebody or something with a page of its own: what it is called, and where that is."""
    fields = {field: (_NAMED[field], id) for field, id in fact.items() if field in _NAMED and isinstance(id, str)}
    with snapshot(read.tenant, read.moment) as at:
        names = Names(at)
        names.learn_all(fields.values())
        return {field: (names.of(kind, id) or id, PAGES[kind]) for field, (kind, id) in fields.items()}


def behind(read: Reading, ids: Iterable[str], moment: Moment) -> dict[str, dict[str, Any]]:
    """What these facts say, by id: of those that may be seen."""
    return {one["id"]: one for one in facts_behind(read.tenant, ids, moment, restricted=read.caller.restricted)}
