"""Coverage over HTTP: who of ours covers an account, and through whom its people are addressed."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Response

from projections.coverage_reads import account_coverage as coverage_of

from ..http.parameters import AccountId, Scope
from ..http.reading import ReadWhy
from . import coverage_shapes as shapes

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])


@router.get("/{id}/coverage", response_model=shapes.Coverage)
def account_coverage(read: ReadWhy, id: AccountId, scope: Scope = "account") -> Response:
    """Who of ours covers the account, its units and its people on a day, and through whom these are addressed.

    Each by itself, the account first: who covers somebody through their unit or organization as well is said with that
    person (`covered_by`).
    """
    build = partial(coverage_of, read.tenant, id, read.moment, why=read.why, group=scope == "group")
    return read.answer(build, about=("organization", id))
