"""The command line as a whole."""

from __future__ import annotations

import gc

import typer

from . import asking, demo, doctor, importing, keys, matching, nominating, recording, serve, upkeep
from .refusing import Refusing

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
app.command("map")(asking.map_)
app.command()(asking.diff)
app.command()(asking.career)
app.command()(matching.match)
app.add_typer(nominating.app, name="nominations")
app.command()(upkeep.rebuild)
app.command()(upkeep.verify)
app.command()(upkeep.migrate)
app.add_typer(keys.app, name="keys")
app.command()(upkeep.jobs)
app.command()(doctor.doctor)
demo.register(app)

_MADE_BETWEEN_COLLECTIONS = 100_000


def rarely_collect() -> None:
    """Facts and rows are many and make no cycles: looking for some took a fifth of an import's time (measured)."""
    gc.freeze()
    gc.set_threshold(_MADE_BETWEEN_COLLECTIONS, 20, 50)


def main() -> None:
    """The command `incumbent`."""
    rarely_collect()
    app(prog_name="incumbent")
