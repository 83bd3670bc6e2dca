"""`incumbent merge` and `unmerge`: two records turn out to be of one person or organization, or of two after all."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from domain.log.ledger import Terms
from projections.receipts import told

from .opening import opened_tenant
from .options import AsJson, By, Workspace
from .printing import say, say_json


class Records(StrEnum):
    """Of what there are two records."""

    person = "person"
    organization = "organization"


Kept = Annotated[str, typer.Argument(metavar="KEPT", help="The id that goes on counting.")]
Duplicate = Annotated[str, typer.Argument(metavar="DUPLICATE", help="The id that answers as the kept one.")]
Kind = Annotated[Records, typer.Option("--kind", help="Whether these are people or organizations.")]


def merge(
    kept: Kept,
    duplicate: Duplicate,
    workspace: Workspace,
    kind: Kind = Records.person,
    by: By = "cli",
    as_json: AsJson = False,
) -> None:
    """Say that two records were always one: from now on the duplicate answers as the kept one."""
    _record(workspace, f"{kind.value}_records_merged", kept, duplicate, by, as_json)


def unmerge(
    kept: Kept,
    duplicate: Duplicate,
    workspace: Workspace,
    kind: Kind = Records.person,
    by: By = "cli",
    as_json: AsJson = False,
) -> None:
    """Undo a merge: the two records are two again."""
    _record(workspace, f"{kind.value}_records_unmerged", kept, duplicate, by, as_json)


def _record(workspace: str, type: str, kept: str, duplicate: str, by: str, as_json: bool) -> None:
    sent = [{"type": type, "kept": kept, "duplicate": duplicate}]
    with opened_tenant(workspace) as tenant:
        receipts = told(tenant, sent, tenant.record(sent, Terms(by=by)))
    if as_json:
        say_json(receipts)
    else:
        say(f"{receipts[0]['id']} at position {receipts[0]['position']:,}")
