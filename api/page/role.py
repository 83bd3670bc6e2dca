"""A post on a day: who holds it, who held it before, and the facts behind it."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from projections import role_reads, succession

from ..parameters import RoleId
from ..reading import Read
from .answers import page_router
from .rendering import page

router = page_router()


@router.get("/roles/{id}")
def role(request: Request, read: Read, id: RoleId) -> Response:
    restricted = read.caller.restricted
    shown: dict[str, Any] = {
        "role": role_reads.role(read.tenant, id, read.moment, restricted, True),
        "succession": succession.holders(read.tenant, id, read.moment, restricted),
    }
    read.noted("role", id)
    return page(request, "role.html", **shown, restricted=restricted, moment=read.moment)
