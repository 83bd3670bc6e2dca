"""`incumbent portfolio`: relationship capital of all accounts."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table

from domain.dates import resolve_as_of
from projections.analysis.portfolio import portfolio as portfolio_of
from projections.moments import moment_of

from .opening import opened_tenant
from .options import AsJson, AsOf, KnownAt, Position, Workspace
from .printing import out, say, say_json

Json = dict[str, Any]
Since = Annotated[str, typer.Option(metavar="DATE", help="The earlier day that it is compared with.")]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="How many accounts at most.")]


def portfolio(
    workspace: Workspace,
    since: Since = "-90d",
    limit: Limit = 200,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Show the relationship capital of each account, and what would leave with each colleague."""
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        moment = moment_of(tenant.ledger, as_of, known_at, position)
        answer = portfolio_of(tenant, moment, resolve_as_of(since, moment.as_of), None, limit)
    if as_json:
        say_json(answer)
    elif not answer["accounts"]:
        say(f"There are no accounts as of {answer['as_of']}.")
    else:
        _show(answer)


def _show(answer: Json) -> None:
    table = Table("account", "capital", "change", "known", box=None, pad_edge=False, header_style="dim")
    for one in answer["accounts"]:
        known = f"{one['known']} of {one['people']}"
        table.add_row(one["name"] or one["account"], f"{one['capital']:.0%}", f"{one['change'] * 100:+.0f}", known)
    out.print(table)
    for one in answer["colleagues"]:
        lost = [f"{each['leaves']:.0%} of {each['account']}" for each in one["accounts"] if each["leaves"] >= 0.005]
        if lost:
            say(f"With {one['name'] or one['person']} would leave {', '.join(lost)}")
