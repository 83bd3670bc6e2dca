"""The map of an account over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from projections import maps

from .parameters import AccountId
from .reading import Read, Reading

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])

Fields = Annotated[
    str | None,
    Query(max_length=2_000, description="Only these parts, such as `units,roles.title,roles.holders.person`; all if left out."),
]
Why = Annotated[bool, Query(description="Each value names the facts that it comes from.")]


@router.get("/{id}/map")
def account_map(read: Read, id: AccountId, fields: Fields = None, why: Why = False) -> Response:
    """The map of an account on a day: units, roles and who holds them, links, opportunities, findings, rumors."""
    if why:
        return read.dated(lambda: maps.map_with_why(read.tenant, id, read.moment, restricted=read.caller.restricted))
    return read.answer(lambda: _map(read, id, fields), about=("organization", id))


def _map(read: Reading, id: str, fields: str | None) -> bytes:
    return maps.account_map(read.tenant, id, read.moment, fields=fields, restricted=read.caller.restricted)
