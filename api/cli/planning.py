"""`incumbent plan`: what an account could be, what it is, and what is to be done."""

from __future__ import annotations

from typing import Annotated

import typer

from domain.analysis.parameters import parameters_of
from projections.analysis.plan import plan as plan_of
from projections.analysis.plan import planned_at
from projections.moments import moment_of

from .analyzing import Parameters
from .opening import opened_tenant
from .options import Account, AsJson, AsOf, KnownAt, Position, Workspace
from .printing import say, say_json

Since = Annotated[str, typer.Option(metavar="DATE", help="The day whose plans are held against what is.")]
KnownThen = Annotated[str | None, typer.Option(metavar="INSTANT", help="Plans as known then; the end of that day.")]


def plan(
    account: Account,
    workspace: Workspace,
    since: Since = "-90d",
    known_then: KnownThen = None,
    parameters: Parameters = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Print the plan of an account, in Markdown."""
    given = parameters_of(parameters)
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        moment = moment_of(tenant.ledger, as_of, known_at, position)
        then = planned_at(tenant, moment, since, known_then)
        answer = plan_of(tenant, account, moment, then, given, restricted=True)
    if as_json:
        say_json(answer)
    else:
        say(answer["text"])
