"""`incumbent trend`: how a value, or a figure of an account, came to be what it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.table import Table

from domain.analysis.series import Every
from domain.dates import resolve_as_of
from domain.errors import InvalidRequest
from projections.analysis.account_series import account_series, wanted_of
from projections.moments import moment_of
from projections.tenants import Tenant
from projections.value_series import Asked, AsKnown, Property, opportunity_series, person_series

from .opening import opened_tenant
from .options import Account, AsJson, AsOf, KnownAt, Position, Workspace
from .printing import out, say, say_json

Json = dict[str, Any]
app = typer.Typer(no_args_is_help=True, help="How a value, or a figure of an account, came to be what it is.")

Person = Annotated[str, typer.Argument(metavar="PERSON", help="The id of a person.")]
Opportunity = Annotated[str, typer.Argument(metavar="OPPORTUNITY", help="The id of an opportunity.")]
Since = Annotated[str, typer.Option(metavar="DATE", help="The first day of the series.")]
Steps = Annotated[Every, typer.Option(help="At which days: on every change, or at calendar ends.")]
Known = Annotated[AsKnown, typer.Option(help="now: as it is known at the moment; then: as it was on each day.")]
By = Annotated[str | None, typer.Option("--by", metavar="PERSON", help="Only what this assessor says.")]
OfProperty = Annotated[Property | None, typer.Option(help="Only this.")]
Other = Annotated[str | None, typer.Option(metavar="PERSON", help="Of links, only those with this person.")]
Figure = Annotated[str | None, typer.Option(help="Only these figures, with commas between: capital, known, …")]


@app.command("person")
def person_trend(
    person: Person,
    workspace: Workspace,
    since: Since = "-2y",
    every: Steps = "change",
    as_known: Known = "now",
    property: OfProperty = None,
    other: Other = None,
    by: By = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Somebody's power, attitudes and links, each as a series with who said it and where it is heading."""
    with opened_tenant(workspace) as tenant:
        moment = _moment(tenant, as_of, known_at, position)
        asked = Asked(resolve_as_of(since, moment.as_of, field="since"), every, as_known, by, property, other)
        answer = person_series(tenant, person, moment, asked)
    _tell(answer, as_json)


@app.command("opportunity")
def opportunity_trend(
    opportunity: Opportunity,
    workspace: Workspace,
    since: Since = "-2y",
    every: Steps = "change",
    as_known: Known = "now",
    by: By = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Where everybody stands on an opportunity, as series."""
    with opened_tenant(workspace) as tenant:
        moment = _moment(tenant, as_of, known_at, position)
        asked = Asked(resolve_as_of(since, moment.as_of, field="since"), every, as_known, by)
        answer = opportunity_series(tenant, opportunity, moment, asked)
    _tell(answer, as_json)


@app.command("account")
def account_trend(
    account: Account,
    workspace: Workspace,
    since: Since = "-1y",
    every: Steps = "quarter",
    as_known: Known = "now",
    property: Figure = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """How well we are linked at an account and how much we know of it, at the ends of quarters."""
    if every == "change":
        raise InvalidRequest("figures of an account are shown by month, quarter or year", field="every")
    with opened_tenant(workspace) as tenant:
        moment = _moment(tenant, as_of, known_at, position)
        day, wanted = resolve_as_of(since, moment.as_of, field="since"), wanted_of(property)
        answer = account_series(tenant, account, moment, day, every, as_known, wanted)
    if as_json:
        say_json(answer)
    else:
        _draw_figures(answer["series"])


def _moment(tenant: Tenant, as_of: str | None, known_at: str | None, position: int | None) -> Any:
    tenant.catch_up()
    return moment_of(tenant.ledger, as_of, known_at, position)


def _tell(answer: Json, as_json: bool) -> None:
    if as_json:
        say_json(answer)
    elif not answer["series"]:
        say("Nothing was ever said of it.")
    else:
        for one in answer["series"]:
            say(f"\n{_title(one)}{_heading(one['trend'])}")
            _draw(one["points"])


def _title(one: Json) -> str:
    end = next(one[name] for name in ("role", "opportunity", "person", "other") if name in one)
    joined = {"role": "as", "opportunity": "to", "person": "of", "other": "with"}
    word = next(word for name, word in joined.items() if name in one)
    kind = f" ({one['kind']})" if one.get("kind") else ""
    return f"{one['property'].capitalize()} {word} {end['name'] or end['id']}{kind}"


def _heading(trend: Json | None) -> str:
    return f": {trend['heading']}, {trend['slope']:+.2g} a year" if trend else ""


def _draw(points: Iterable[Json]) -> None:
    table = Table("date", "value", "certain", "by", "said", box=None, pad_edge=False, header_style="dim")
    for one in points:
        if one["value"] is None:
            table.add_row(one["date"], "unknown", "", "", "")
        else:
            mark = " (probable)" if one["certainty"] == "probable" else ""
            value, by = f"{one['value']:g}{mark}", one["by_name"] or one["by"]
            table.add_row(one["date"], value, f"{one['certain']:.0%}", by, one["stated"])
    out.print(table)


def _draw_figures(series: list[Json]) -> None:
    dates = [point["date"] for point in series[0]["points"]] if series else []
    say(_row("figure", dates, ""))
    for one in series:
        values = [_figure(one["property"], point["value"]) for point in one["points"]]
        say(_row(one["property"], values, (one["trend"] or {}).get("heading", "")))


def _row(name: str, values: Iterable[str], heading: str) -> str:
    """As wide as it is: a table would be cut to the terminal, and a cut date tells nothing."""
    return " ".join([f"{name:<20}", *(f"{value:>10}" for value in values), heading]).rstrip()


def _figure(name: str, value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:g}" if name in ("people", "known") else f"{value:.0%}"
