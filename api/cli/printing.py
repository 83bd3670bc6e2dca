"""What commands say: answers on standard output, everything else on standard error."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import structlog
import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

Advance = Callable[[int, int], None]


def say(text: str) -> None:
    """One line for people, never cut."""
    out.print(text, markup=False, soft_wrap=True)


def remark(text: str) -> None:
    """One line beside the answer."""
    err.print(text, markup=False, soft_wrap=True)


def plain_table(*headings: str) -> Table:
    """A table of columns side by side, without lines."""
    return Table(*headings, box=None, pad_edge=False, header_style="dim")


def say_json(answer: Any) -> None:
    """One line for programs."""
    typer.echo(answer if isinstance(answer, bytes) else msgspec.json.encode(answer))


def log_to_stderr() -> None:
    """For processes that stay: what they note is not their answer. Libraries note in Python's own way."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    # It warns of every batch that is refused midway, as when facts are sent again; that is answered, not a fault.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    # A run that takes longer than a tick is no news: it would warn of it at every tick.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    # With rich installed structlog would show the variables of every frame, which may be personal.
    plain = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback, sort_keys=False
    )
    structlog.configure(
        processors=[*structlog.get_config()["processors"][:-1], plain],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


@contextmanager
def progress(title: str) -> Iterator[Advance]:
    """A bar on a terminal, nothing in a pipe; it is told how much of how much is done."""
    with Progress(*_columns(), console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _columns() -> tuple[ProgressColumn, ...]:
    words = TextColumn("{task.description}")
    return words, BarColumn(), TaskProgressColumn(), MofNCompleteColumn(), TimeRemainingColumn()
