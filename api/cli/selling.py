"""`incumbent opportunity`: what has to be known to win a sale."""

from __future__ import annotations

from domain.analysis.parameters import parameters_of
from projections.analysis.selling import opportunity_analysis

from .analyzing import Parameters, Why
from .options import Opportunity
from .reading import Answer, Reading, as_text, reads


@reads
def opportunity(at: Reading, opportunity: Opportunity, parameters: Parameters = None, why: Why = False) -> Answer:
    """Show who has to be won for an opportunity, how they stand and how to approach them; once closed, as of then."""
    given = parameters_of(parameters)
    return opportunity_analysis(at.tenant, opportunity, at.moment, given, restricted=True, why=why), as_text
