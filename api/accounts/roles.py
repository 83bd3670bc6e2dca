"""Roles over HTTP: one on a day, and who held it, one after the other."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Response

from projections import role_reads, succession

from .. import shapes
from ..http.parameters import RoleId, Why
from ..http.reading import Read, ReadWhy
from . import role_shapes

router = APIRouter(prefix="/v1/roles", tags=["roles"])


@router.get("/{id}", response_model=role_shapes.Role)
def one_role(read: Read, id: RoleId, why: Why = False) -> Response:
    """A role on a day: what is stated of it, who holds it and what they make of it, what it became or came from.

    A closed role answers too (`status`). `successors` are the roles that its closing named, `predecessors` those whose
    closing named it, each with the date of the closing: no holder moves by that. With `why` also the facts that state
    its values, and the dates since which they hold (`stated_since`), by field.
    """
    build = partial(role_reads.role, read.tenant, id, read.moment, read.caller.restricted, why)
    return read.answer(build, about=("role", id))


@router.get("/{id}/holders", response_model=shapes.Holders)
def role_holders(read: ReadWhy, id: RoleId) -> Response:
    """The succession of a role, with gaps, overlaps and interims, and what each holder made of it (`crafted`)."""
    build = partial(succession.holders, read.tenant, id, read.moment, read.caller.restricted, why=read.why)
    return read.answer(build, about=("role", id))
