"""`incumbent vocabulary`: the words of a workspace, and those of sales methods to take."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table

from domain.log.ledger import Terms
from domain.presets import preset as preset_called
from domain.presets import presets as every_preset
from projections.moments import moment_of
from projections.presets import facts_taking, preset_json
from projections.receipts import told
from projections.vocabulary_reads import vocabularies_at

from .opening import opened_tenant
from .options import AsJson, AsOf, By, KnownAt, Workspace
from .printing import out, plain_table, say, say_json

Json = dict[str, Any]
app = typer.Typer(no_args_is_help=True, help="The words of a workspace: shown, and taken from a sales method.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of a preset; `presets` lists them.")]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="From when on: 2026-03-31, +30d; today if left out.")
]


@app.command()
def show(workspace: Workspace, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False) -> None:
    """Show the words of a workspace on a date."""
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        answer = vocabularies_at(tenant, moment_of(tenant.ledger, as_of, known_at))
    say_json(answer) if as_json else out.print(_table(answer["vocabularies"]))


@app.command()
def presets(as_json: AsJson = False) -> None:
    """List the words of well-known sales methods."""
    found = [preset_json(one) for one in every_preset().values()]
    if as_json:
        say_json(found)
        return
    for one in found:
        say(f"{one['preset']}: {one['title']} ({', '.join(words['vocabulary'] for words in one['vocabularies'])})")


@app.command()
def preset(name: Name, workspace: Workspace, since: Since = None, by: By = "cli", as_json: AsJson = False) -> None:
    """Take the words of a sales method as the workspace's own."""
    taken = preset_called(name)
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        day = moment_of(tenant.ledger, since)
        facts = facts_taking(tenant, taken, day)
        receipts = told(tenant, facts, tenant.record(facts, Terms(by=by))) if facts else []
    if as_json:
        say_json(receipts)
        return
    words = ", ".join(fact["vocabulary"] for fact in facts)
    say(f"From {day.as_of} on in the words of {taken.title}: {words}." if facts else "These words hold already.")


def _table(vocabularies: list[Json]) -> Table:
    table = plain_table("vocabulary", "term", "label", "rank", "weight")
    for words in vocabularies:
        for term in words["terms"]:
            numbers = (str(term.get(name, "")) for name in ("rank", "weight"))
            table.add_row(words["vocabulary"], term["term"], term["label"], *numbers)
    return table
