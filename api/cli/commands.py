"""The command line as a whole."""

from __future__ import annotations

import typer

from .collecting import rarely_collect
from .lazy import LazyGroup

app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The account map with a memory: who holds which role at a customer, at any date, as known then or now.",
)


@app.callback()
def incumbent() -> None:
    """The group lists its commands itself."""


def main() -> None:
    """The command `incumbent`."""
    rarely_collect()
    app(prog_name="incumbent")
