"""`incumbent opportunity`: what has to be known to win a sale."""

from __future__ import annotations

from typing import Annotated

import typer

from domain.analysis.parameters import parameters_of
from projections.analysis.selling import opportunity_analysis
from projections.moments import moment_of

from .analyzing import Parameters, Why
from .opening import caught_up
from .options import AsJson, AsOf, KnownAt, Position, Workspace
from .printing import say, say_json

Opportunity = Annotated[str, typer.Argument(metavar="OPPORTUNITY", help="The id of an opportunity.")]


def opportunity(
    opportunity: Opportunity,
    workspace: Workspace,
    parameters: Parameters = None,
    why: Why = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Show who has to be won for an opportunity, how they stand and how to approach them; once closed, as of then."""
    given = parameters_of(parameters)
    with caught_up(workspace) as tenant:
        moment = moment_of(tenant.ledger, as_of, known_at, position)
        answer = opportunity_analysis(tenant, opportunity, moment, given, restricted=True, why=why)
    if as_json:
        say_json(answer)
    else:
        say(answer["text"])
