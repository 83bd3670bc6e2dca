"""`incumbent opportunity`: what has to be known to win a sale."""

from __future__ import annotations

from domain.analysis.parameters import parameters_of
from projections.analysis.selling import opportunity_analysis

from .analyzing import Parameters
from .drawing import Output, Picture, buying_center_as, written
from .options import Facts, Opportunity
from .reading import Answer, Reading, as_text, reads, with_facts


@reads
def opportunity(
    at: Reading,
    opportunity: Opportunity,
    parameters: Parameters = None,
    why: Facts = False,
    picture: Picture = None,
    output: Output = None,
) -> Answer:
    """Show who has to be won for an opportunity, how they stand and how to approach them; once closed, as of then.

    With --format its buying center is drawn, as of the date that is asked for.
    """
    given = parameters_of(parameters)
    answer = opportunity_analysis(at.tenant, opportunity, at.moment, given, restricted=True, why=why)
    show = as_text if picture is None else written(buying_center_as(*at, opportunity, picture, why=why), output)
    return with_facts(at, answer, show, why=why and picture is None)
