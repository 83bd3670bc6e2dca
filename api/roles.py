"""Roles over HTTP: who held one, one after the other."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Response

from projections import succession

from . import shapes
from .parameters import RoleId
from .reading import Read

router = APIRouter(prefix="/v1/roles", tags=["roles"])


@router.get("/{id}/holders", response_model=shapes.Holders)
def role_holders(read: Read, id: RoleId) -> Response:
    """The succession of a role, with gaps, overlaps and interims, and what each holder made of it (`crafted`)."""
    build = partial(succession.holders, read.tenant, id, read.moment, read.caller.restricted)
    return read.answer(build, about=("role", id))
