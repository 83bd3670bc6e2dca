"""The command line as a whole."""

from __future__ import annotations

import typer

from . import (
    alerting,
    asking,
    demo,
    doctor,
    feeds,
    importing,
    key_moments,
    keys,
    mails,
    matching,
    merging,
    moving,
    nominating,
    our_side,
    recording,
    serve,
    setting,
    upkeep,
    vocabularies,
    webhooks,
)
from .analyzing import analysis
from .collecting import rarely_collect
from .covering import coverage
from .describing import organization
from .handing import handover
from .planning import plan, remaps
from .portfolio import portfolio
from .refusing import Refusing
from .watching import app as watches

app = typer.Typer(
    cls=Refusing,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The account map with a memory: who holds which role at a customer, at any date, as known then or now.",
)
app.command()(serve.serve)
app.command("import")(importing.import_)
app.command()(recording.record)
app.command()(recording.export)
app.command()(merging.merge)
app.command()(merging.unmerge)
app.command("map")(asking.map_)
app.command()(asking.diff)
app.command()(asking.career)
app.command()(moving.moves)
app.command()(coverage)
app.command()(our_side.team)
app.command()(our_side.actions)
app.command()(our_side.interactions)
app.add_typer(vocabularies.app, name="vocabulary")
app.command()(analysis)
app.command()(portfolio)
app.command()(handover)
app.command()(plan)
app.command()(remaps)
app.command()(organization)
app.command()(matching.match)
app.command("key-moments")(key_moments.key_moments)
app.add_typer(key_moments.rules, name="rules")
app.add_typer(nominating.app, name="nominations")
app.add_typer(watches, name="watches")
app.add_typer(alerting.app, name="alerts")
app.command()(upkeep.rebuild)
app.command()(upkeep.verify)
app.command()(upkeep.migrate)
app.add_typer(keys.app, name="keys")
app.add_typer(feeds.app, name="feeds")
app.command("settings")(setting.settings)
app.add_typer(webhooks.app, name="webhooks")
app.add_typer(mails.app, name="mails")
app.command()(upkeep.jobs)
app.command()(doctor.doctor)
demo.register(app)


def main() -> None:
    """The command `incumbent`."""
    rarely_collect()
    app(prog_name="incumbent")
