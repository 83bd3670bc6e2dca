"""`incumbent plan` and `incumbent remaps`: what an account could be and is, and what of its map to draw again."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from domain.analysis.parameters import parameters_of
from domain.dates import resolve_as_of
from projections.analysis.plan import plan as plan_of
from projections.analysis.plan import planned_at
from projections.moments import moment_of
from projections.remaps import account_remaps, group_remaps, remaps_across

from .analyzing import Parameters
from .opening import opened_tenant
from .options import Account, AsJson, AsOf, KnownAt, Position, Reach, Scope, Workspace
from .printing import say, say_json

Json = dict[str, Any]

Since = Annotated[str, typer.Option(metavar="DATE", help="The day whose plans are held against what is.")]
KnownThen = Annotated[str | None, typer.Option(metavar="INSTANT", help="Plans as known then; the end of that day.")]


def plan(
    account: Account,
    workspace: Workspace,
    since: Since = "-90d",
    known_then: KnownThen = None,
    parameters: Parameters = None,
    scope: Scope = Reach.ACCOUNT,
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
        group = scope is Reach.GROUP
        answer = plan_of(tenant, account, moment, then, given, restricted=True, group=group)
    if as_json:
        say_json(answer)
    else:
        say(answer["text"])


Of = Annotated[str | None, typer.Argument(metavar="ACCOUNT", help="All accounts if left out.")]
From = Annotated[str, typer.Option("--since", metavar="DATE", help="Only of what happened from this day on.")]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="Of how many accounts at most.")]


def remaps(
    workspace: Workspace,
    account: Of = None,
    since: From = "-365d",
    limit: Limit = 200,
    scope: Scope = Reach.ACCOUNT,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Show what of the maps is to be drawn again, since what happened at the accounts."""
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        moment = moment_of(tenant.ledger, as_of, known_at, position)
        day = resolve_as_of(since, moment.as_of)
        if account is None:
            _, answer = remaps_across(tenant, moment, day, None, limit, restricted=True)
        else:
            found = group_remaps if scope is Reach.GROUP else account_remaps
            answer = found(tenant, account, moment, day, restricted=True)
    if as_json:
        say_json(answer)
    else:
        _show(answer)


def _show(answer: Json) -> None:
    for one in answer["remaps"]:
        where = f"{one['account']['name'] or one['account']['id']}: " if "account" in one else ""
        say(f"{where}{one['reason']}")
        for draw in one["draw"]:
            say(f"  {draw['says']} ({draw['state']})")
    if not answer["remaps"]:
        say(f"Nothing is to be drawn again as of {answer['as_of']}.")
