"""`incumbent portfolio`: relationship capital of all accounts."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import typer

from domain.dates import resolve_as_of
from domain.errors import InvalidRequest
from projections.analysis.portfolio import Asked
from projections.analysis.portfolio import portfolio as portfolio_of
from projections.analysis.portfolio_facets import FACETS

from .printing import out, plain_table, say
from .reading import Answer, Reading, reads

Json = dict[str, Any]
Since = Annotated[str, typer.Option(metavar="DATE", help="The earlier day that it is compared with.")]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="FACET=VALUE", help=f"Only accounts that fit: {', '.join(FACETS)}. Repeatable."),
]
Facets = Annotated[bool, typer.Option("--facets", help="Count the accounts by each facet.")]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="How many accounts at most.")]


@reads
def portfolio(
    at: Reading, since: Since = "-90d", only: Only = None, facets: Facets = False, limit: Limit = 200
) -> Answer:
    """Show the relationship capital of each account, and what would leave with each colleague."""
    wanted = dict(map(_wanted, only or ()))
    asked = Asked(resolve_as_of(since, at.moment.as_of, field="since"), wanted)
    answer = portfolio_of(at.tenant, at.moment, asked, None, limit)
    return answer, partial(_show, bool(wanted), facets)


def _show(chosen: bool, counting: bool, answer: Json) -> None:
    if answer["accounts"]:
        _draw(answer)
    else:
        say(f"There are no accounts{' that fit' if chosen else ''} as of {answer['as_of']}.")
    if counting:
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


def _draw(answer: Json) -> None:
    table = plain_table("account", "capital", "change", "known")
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
