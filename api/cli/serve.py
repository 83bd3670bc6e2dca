"""`incumbent serve`."""

from __future__ import annotations

from typing import Annotated

import typer

from api.settings import read_settings

Host = Annotated[str, typer.Option("--host", help="The address to listen on.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65_535, help="The port to listen on; 0 takes a free one.")]


def serve(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve HTTP until stopped; on SQLite the scheduler of the jobs runs in the same process."""
    from . import serving  # no other command waits for a web server to be imported

    serving.serve(read_settings(), host, port)
