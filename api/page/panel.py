"""The panel beside a map: all there is to say of one box, with the facts behind it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query, Request, Response

from projections.boxes import box

from ..http.parameters import SUBJECT, AccountId
from ..http.reading import Read, Reading
from .answers import page_router
from .rendering import page
from .scales import scales
from .subject import name_of

Json = dict[str, Any]
Box = Annotated[str, Query(pattern=rf"^(role|person|unit)-{SUBJECT.removeprefix('^')}")]

router = page_router()


@router.get("/accounts/{id}/panel")
def panel(request: Request, read: Read, id: AccountId, box: Box) -> Response:
    """A part of a page: whoever opens it by itself sees the same without the map."""
    shown = panel_of(read, id, box)
    return page(request, "panel.html", panel=shown, account_id=id, moment=read.moment)


def panel_of(read: Reading, account: str, name: str) -> Json:
    """`told` is nothing where the map of that day has no such box."""
    kind, _, id = name.partition("-")
    told = box(read.tenant, account, kind, id, read.moment, restricted=read.caller.restricted)
    read.noted(kind, id)
    numbers = {one["id"]: at for at, one in enumerate(told["facts"], 1)} if told else {}
    shown = {"box": name, "kind": kind, "id": id, "told": told, "numbers": numbers, "scales": scales(read)}
    return shown | {"called": None if told else name_of(read, kind, id)}
