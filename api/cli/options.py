"""Options and arguments that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

MOST_CHARACTERS = 200


def name(text: str) -> str:
    """Raises typer.BadParameter."""
    if not (1 <= len(text) <= MOST_CHARACTERS and text.isprintable()):
        raise typer.BadParameter(f"expected 1 to {MOST_CHARACTERS} characters that can be printed")
    return text


class Reach(StrEnum):
    ACCOUNT = "account"
    GROUP = "group"


Workspace = Annotated[
    str, typer.Option("--workspace", "-w", metavar="NAME", parser=name, help="The workspace to work in.")
]
Account = Annotated[str, typer.Argument(metavar="ACCOUNT", help="The id of an account.")]
Opportunity = Annotated[str, typer.Argument(metavar="OPPORTUNITY", help="The id of an opportunity.")]
Person = Annotated[str, typer.Argument(metavar="PERSON", help="The id of a person.")]
Role = Annotated[str, typer.Argument(metavar="ROLE", help="The id of a role.")]
Scope = Annotated[Reach, typer.Option("--scope", help="group: with all organizations that are below it that day.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]
Why = Annotated[bool, typer.Option("--why", help="With --json: each value names the facts that it comes from.")]
Facts = Annotated[bool, typer.Option("--why", help="Name the facts behind each value, and tell them below.")]
By = Annotated[
    str,
    typer.Option("--by", metavar="NAME", parser=name, help="Who records this: an id, nothing personal."),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="The world on this date: 2026-03-31, -90d, last-quarter-end."),
]
KnownAt = Annotated[
    str | None,
    typer.Option("--known-at", metavar="INSTANT", help="Only what was recorded by then: an instant, or a date."),
]
Position = Annotated[
    int | None,
    typer.Option("--position", metavar="N", help="Only what was recorded up to this place in the log."),
]
