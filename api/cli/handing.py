"""`incumbent handover`: what whoever takes an account over has to know."""

from __future__ import annotations

from typing import Annotated

import typer

from domain.dates import resolve_as_of
from projections.analysis.handover import handover as handover_of

from .options import Account, Reach, Scope
from .reading import Answer, Reading, as_text, reads

Since = Annotated[str, typer.Option(metavar="DATE", help="The day from which changes are told.")]


@reads
def handover(at: Reading, account: Account, since: Since = "-90d", scope: Scope = Reach.ACCOUNT) -> Answer:
    """Print the handover brief of an account, in Markdown."""
    day = resolve_as_of(since, at.moment.as_of)
    group = scope is Reach.GROUP
    return handover_of(at.tenant, account, at.moment, day, restricted=True, group=group), as_text
