"""`incumbent match`: whom and what an announcement may mean."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from domain.errors import InvalidRequest
from domain.log.settings import settings_of
from domain.matching.announcements import Announcement
from projections.matches import matches
from projections.moments import Moment, moment_of
from projections.tenants import Tenant

from .opening import caught_up
from .options import AsJson, KnownAt, Position, Workspace
from .printing import out, plain_table, say_json

Person = Annotated[str | None, typer.Option("--person", metavar="NAME", help="The name as it was written.")]
Organization = Annotated[
    str | None, typer.Option("--organization", metavar="NAME", help="The organization's name as it was written.")
]
Role = Annotated[str | None, typer.Option("--role", metavar="TITLE", help="The title of the role as it was written.")]
On = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="The day since when it is true; today if left out.")
]
Kind = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="joined, left and the like.")]


def match(
    workspace: Workspace,
    person: Person = None,
    organization: Organization = None,
    role: Role = None,
    on: On = None,
    kind: Kind = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Show whom, which organization and which role an announcement may mean, with scores and reasons."""
    announcement = Announcement(person=person, organization=organization, role=role, kind=kind)
    with caught_up(workspace) as tenant:
        thresholds = settings_of(tenant.ledger).thresholds
        answer = matches(tenant, announcement, _moment(tenant, on, known_at, position), thresholds)
    if as_json:
        say_json(answer)
    else:
        _render(answer)


def _moment(tenant: Tenant, on: str | None, known_at: str | None, position: int | None) -> Moment:
    """Raises InvalidRequest naming the option as it is called here."""
    try:
        return moment_of(tenant.ledger, on, known_at, position)
    except InvalidRequest as refused:
        refused.field = "on" if refused.field == "as_of" else refused.field
        raise


def _render(answer: dict[str, Any]) -> None:
    for part in ("person", "organization", "role"):
        found = answer[part]
        if found is not None:
            out.print(Text.assemble((part, "bold"), f": {found['outcome']}"))
            out.print(_candidates(found["candidates"]))


def _candidates(candidates: list[dict[str, Any]]) -> Table:
    table = plain_table()
    for heading in ("score", "id", "name", "reasons"):
        table.add_column(heading, overflow="fold")
    for one in candidates:
        cells = (f"{one['score']:.3f}", one["id"], one["name"] or "", "; ".join(one["reasons"]))
        table.add_row(*map(Text, cells))
    return table
