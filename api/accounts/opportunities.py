"""Opportunities over HTTP."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Response

from domain.analysis.parameters import parameters_of
from projections.analysis.selling import opportunity_analysis as analysis_of
from projections.opportunity_reads import opportunity

from .. import shapes
from ..analysis import analysis_shapes
from ..analysis.analysis import Parameters
from ..http.parameters import OpportunityId
from ..http.reading import ReadWhy

router = APIRouter(prefix="/v1/opportunities", tags=["opportunities"])


@router.get("/{id}", response_model=shapes.Opportunity)
def one_opportunity(read: ReadWhy, id: OpportunityId) -> Response:
    """An opportunity on a day, with its buying center and attitudes; in `attitudes`, where those stand who play no part
    in it."""
    build = partial(opportunity, read.tenant, id, read.moment, read.caller.restricted, why=read.why)
    return read.answer(build, about=("opportunity", id))


@router.get("/{id}/analysis", response_model=analysis_shapes.OpportunityAnalysis)
def opportunity_analysis(read: ReadWhy, id: OpportunityId, parameters: Parameters = None) -> Response:
    """Who has to be won for an opportunity, by whom of us they are known, how they stand, how to approach each of them,
    what to beware of, the way up to who decides, what is to be done; as data, and in `text` to read or print.

    One that is closed by that day is analyzed as of its closing (`analyzed_on`), as it is known now or was at
    `known_at`: a lost sale shows the relationships that there were and what was never mapped. Needs the scope
    `restricted`; without it what the opportunity says of itself is answered.
    """
    given = parameters_of(parameters)
    build = partial(analysis_of, read.tenant, id, read.moment, given, restricted=read.caller.restricted, why=read.why)
    return read.answer(build, about=("opportunity", id))
