"""`incumbent demo`: the place where the demo joins the command line."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command `demo` once api/demo has one."""
