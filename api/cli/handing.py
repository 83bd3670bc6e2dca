"""`incumbent handover`: what whoever takes an account over has to know."""

from __future__ import annotations

from typing import Annotated

import typer

from domain.dates import resolve_as_of
from projections.analysis.handover import handover as handover_of
from projections.moments import moment_of

from .opening import opened_tenant
from .options import Account, AsJson, AsOf, KnownAt, Position, Workspace
from .printing import say, say_json

Since = Annotated[str, typer.Option(metavar="DATE", help="The day from which changes are told.")]


def handover(
    account: Account,
    workspace: Workspace,
    since: Since = "-90d",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Print the handover brief of an account, in Markdown."""
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        moment = moment_of(tenant.ledger, as_of, known_at, position)
        answer = handover_of(tenant, account, moment, resolve_as_of(since, moment.as_of), restricted=True)
    if as_json:
        say_json(answer)
    else:
        say(answer["text"])
