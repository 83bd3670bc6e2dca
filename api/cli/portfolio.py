"""`incumbent portfolio`: relationship capital of all accounts."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table

from domain.dates import resolve_as_of
from domain.errors import InvalidRequest
from projections.analysis.portfolio import Asked
from projections.analysis.portfolio import portfolio as portfolio_of
from projections.analysis.portfolio_facets import FACETS
from projections.moments import moment_of

from .opening import opened_tenant
from .options import AsJson, AsOf, KnownAt, Position, Workspace
from .printing import out, say, say_json

Json = dict[str, Any]
Since = Annotated[str, typer.Option(metavar="DATE", help="The earlier day that it is compared with.")]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="FACET=VALUE", help=f"Only accounts that fit: {', '.join(FACETS)}. Repeatable."),
]
Facets = Annotated[bool, typer.Option("--facets", help="Count the accounts by each facet.")]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="How many accounts at most.")]


def portfolio(
    workspace: Workspace,
    since: Since = "-90d",
    only: Only = None,
    facets: Facets = False,
    limit: Limit = 200,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Show the relationship capital of each account, and what would leave with each colleague."""
    wanted = dict(map(_wanted, only or ()))
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        moment = moment_of(tenant.ledger, as_of, known_at, position)
        asked = Asked(resolve_as_of(since, moment.as_of, field="since"), wanted)
        answer = portfolio_of(tenant, moment, asked, None, limit)
    if as_json:
        say_json(answer)
    elif not answer["accounts"]:
        say(f"There are no accounts{' that fit' if wanted else ''} as of {answer['as_of']}.")
    else:
        _show(answer)
    if facets and not as_json:
        _count(answer)


def _wanted(text: str) -> tuple[str, str]:
    facet, sign, value = text.partition("=")
    if not sign or facet not in FACETS:
        raise InvalidRequest(f"expected FACET=VALUE with a FACET among {', '.join(FACETS)}", field="only")
    return facet, value


def _count(answer: Json) -> None:
    for facet, values in answer["facets"].items():
        if values:
            told = [f"{answer['names'].get(value) or value} {count}" for value, count in values.items()]
            say(f"{facet}: {', '.join(told)}")


def _show(answer: Json) -> None:
    table = Table("account", "capital", "change", "known", box=None, pad_edge=False, header_style="dim")
    for one in answer["accounts"]:
        known = f"{one['known']} of {one['people']}"
        table.add_row(one["name"] or one["account"], f"{one['capital']:.0%}", f"{one['change'] * 100:+.0f}", known)
    out.print(table)
    for one in answer["colleagues"]:
        lost = [
            f"{each['leaves']:.0%} of {each['name'] or each['account']}"
            for each in one["accounts"]
            if each["leaves"] >= 0.005
        ]
        if lost:
            say(f"With {one['name'] or one['person']} would leave {', '.join(lost)}")
