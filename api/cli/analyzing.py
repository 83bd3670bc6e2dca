"""`incumbent analysis`: what an account's facts amount to."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from domain.analysis.parameters import parameters_of
from domain.analysis.sections import NAMES, in_order_of_worth, sections_of
from projections.analysis.reading import account_analysis
from projections.moments import moment_of

from .opening import opened_tenant
from .options import Account, AsJson, AsOf, KnownAt, Position, Reach, Scope, Workspace
from .printing import say, say_json

Json = dict[str, Any]
Sections = Annotated[str | None, typer.Option(help=f"Only these, with commas between: {', '.join(NAMES)}.")]
Parameters = Annotated[str | None, typer.Option(help='What it takes for granted: {"coverage": {"known_from": 3}}.')]
Why = Annotated[bool, typer.Option("--why", help="Name the facts behind each result.")]


def analysis(
    account: Account,
    workspace: Workspace,
    sections: Sections = None,
    parameters: Parameters = None,
    why: Why = False,
    scope: Scope = Reach.ACCOUNT,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Show what an account's facts amount to on a date, section by section."""
    wanted, given = sections_of(sections), parameters_of(parameters)
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        moment = moment_of(tenant.ledger, as_of, known_at, position)
        group = scope is Reach.GROUP
        answer = account_analysis(tenant, account, moment, wanted, given, restricted=True, why=why, group=group)
    if as_json:
        say_json(answer)
        return
    for section in in_order_of_worth(wanted):
        lines = section.tell(answer[section.name]) or ["nothing"]
        heading = section.name.replace("_", " ").capitalize()
        say("\n".join([f"\n{heading}", *(f"  {line}" for line in lines)]))
