"""`incumbent trend`: how a value, or a figure of an account, came to be what it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

import typer

from domain.analysis.series import Every
from domain.dates import resolve_as_of
from domain.errors import InvalidRequest
from projections.analysis.account_series import Wanted, account_series, wanted_of
from projections.value_series import Asked, AsKnown, Property, opportunity_series, person_series

from .options import Account, Facts, Opportunity, Person, Reach, Scope
from .printing import out, plain_table, say
from .reading import Answer, Reading, reads, with_facts

Json = dict[str, Any]
app = typer.Typer(no_args_is_help=True, help="How a value, or a figure of an account, came to be what it is.")

Since = Annotated[str, typer.Option(metavar="DATE", help="The first day of the series.")]
Steps = Annotated[Every, typer.Option(help="At which days: on every change, or at calendar ends.")]
Known = Annotated[AsKnown, typer.Option(help="now: as it is known at the moment; then: as it was on each day.")]
By = Annotated[str | None, typer.Option("--by", metavar="PERSON", help="Only what this assessor says.")]
OfProperty = Annotated[Property | None, typer.Option(help="Only this.")]
Other = Annotated[str | None, typer.Option(metavar="PERSON", help="Of links, only those with this person.")]
Figure = Annotated[str | None, typer.Option(help="Only these figures, with commas between: capital, known, …")]


@app.command("person")
@reads
def person_trend(
    at: Reading,
    person: Person,
    since: Since = "-2y",
    every: Steps = "change",
    as_known: Known = "now",
    property: OfProperty = None,
    other: Other = None,
    by: By = None,
) -> Answer:
    """Somebody's power, attitudes and links, each as a series with who said it and where it is heading."""
    asked = Asked(_day(at, since), every, as_known, by, property, other)
    return person_series(at.tenant, person, at.moment, asked), _tell


@app.command("opportunity")
@reads
def opportunity_trend(
    at: Reading,
    opportunity: Opportunity,
    since: Since = "-2y",
    every: Steps = "change",
    as_known: Known = "now",
    by: By = None,
) -> Answer:
    """Where everybody stands on an opportunity, as series."""
    asked = Asked(_day(at, since), every, as_known, by)
    return opportunity_series(at.tenant, opportunity, at.moment, asked), _tell


@app.command("account")
@reads
def account_trend(
    at: Reading,
    account: Account,
    since: Since = "-1y",
    every: Steps = "quarter",
    as_known: Known = "now",
    property: Figure = None,
    why: Facts = False,
    scope: Scope = Reach.ACCOUNT,
) -> Answer:
    """How well we are linked at an account and how much we know of it, at the ends of quarters."""
    if every == "change":
        raise InvalidRequest("figures of an account are shown by month, quarter or year", field="every")
    asked = Wanted(_day(at, since), every, as_known, wanted_of(property), why, scope is Reach.GROUP)
    return with_facts(at, account_series(at.tenant, account, at.moment, asked), _draw_figures, why=why)


def _day(at: Reading, since: str) -> date:
    return resolve_as_of(since, at.moment.as_of, field="since")


def _tell(answer: Json) -> None:
    if not answer["series"]:
        say("Nothing was ever said of it.")
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
    table = plain_table("date", "value", "certain", "by", "said")
    for one in points:
        if one["value"] is None:
            table.add_row(one["date"], "unknown", "", "", "")
        else:
            mark = " (probable)" if one["certainty"] == "probable" else ""
            value, by = f"{one['value']:g}{mark}", one["by_name"] or one["by"]
            table.add_row(one["date"], value, f"{one['certain']:.0%}", by, one["stated"])
    out.print(table)


def _draw_figures(answer: Json) -> None:
    series = answer["series"]
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
