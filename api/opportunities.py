"""Opportunities over HTTP."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Response

from projections.opportunity_reads import opportunity

from . import shapes
from .parameters import OpportunityId
from .reading import Read

router = APIRouter(prefix="/v1/opportunities", tags=["opportunities"])


@router.get("/{id}", response_model=shapes.Opportunity)
def one_opportunity(read: Read, id: OpportunityId) -> Response:
    """An opportunity on a day, with its buying center and attitudes."""
    build = partial(opportunity, read.tenant, id, read.moment, read.caller.restricted)
    return read.answer(build, about=("opportunity", id))
