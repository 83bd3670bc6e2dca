"""`incumbent plan` and `incumbent remaps`: what an account could be and is, and what of its map to draw again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from domain.analysis.parameters import parameters_of
from domain.dates import resolve_as_of
from projections.analysis.plan import plan as plan_of
from projections.analysis.plan import planned_at
from projections.remaps import account_remaps, group_remaps, remaps_across

from .analyzing import Parameters
from .options import Account, Facts, Reach, Scope
from .reading import Answer, Reading, as_text, in_lines, reads, with_facts

Json = dict[str, Any]

Since = Annotated[str, typer.Option(metavar="DATE", help="The day whose plans are held against what is.")]
KnownThen = Annotated[str | None, typer.Option(metavar="INSTANT", help="Plans as known then; the end of that day.")]


@reads
def plan(
    at: Reading,
    account: Account,
    since: Since = "-90d",
    known_then: KnownThen = None,
    parameters: Parameters = None,
    scope: Scope = Reach.ACCOUNT,
    why: Facts = False,
) -> Answer:
    """Print the plan of an account, in Markdown."""
    given = parameters_of(parameters)
    then = planned_at(at.tenant, at.moment, since, known_then)
    group = scope is Reach.GROUP
    answer = plan_of(at.tenant, account, at.moment, then, given, restricted=True, group=group)
    return with_facts(at, answer, as_text, why=why)


Of = Annotated[str | None, typer.Argument(metavar="ACCOUNT", help="All accounts if left out.")]
From = Annotated[str, typer.Option("--since", metavar="DATE", help="Only of what happened from this day on.")]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="Of how many accounts at most.")]


@reads
def remaps(
    at: Reading, account: Of = None, since: From = "-365d", limit: Limit = 200, scope: Scope = Reach.ACCOUNT
) -> Answer:
    """Show what of the maps is to be drawn again, since what happened at the accounts."""
    day = resolve_as_of(since, at.moment.as_of)
    if account is None:
        _, answer = remaps_across(at.tenant, at.moment, day, None, limit, restricted=True)
    else:
        found = group_remaps if scope is Reach.GROUP else account_remaps
        answer = found(at.tenant, account, at.moment, day, restricted=True)
    return answer, in_lines(_told)


def _told(answer: Json) -> Iterator[str]:
    for one in answer["remaps"]:
        where = f"{one['account']['name'] or one['account']['id']}: " if "account" in one else ""
        yield f"{where}{one['reason']}"
        yield from (f"  {draw['says']} ({draw['state']})" for draw in one["draw"])
    if not answer["remaps"]:
        yield (f"Nothing is to be drawn again as of {answer['as_of']}.")
