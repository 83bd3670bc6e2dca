"""`incumbent coverage`: who of ours covers an account, and through whom its people are addressed."""

from __future__ import annotations

from typing import Any

from rich.table import Table

from projections.coverage_reads import account_coverage
from projections.moments import moment_of

from .opening import opened_tenant
from .options import Account, AsJson, AsOf, KnownAt, Position, Workspace
from .printing import out, say, say_json

Json = dict[str, Any]


def coverage(
    account: Account,
    workspace: Workspace,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Show who covers an account, its units and its people on a date, and through whom these are addressed."""
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        answer = account_coverage(tenant, account, moment_of(tenant.ledger, as_of, known_at, position))
    if as_json:
        say_json(answer)
    elif not answer["coverage"] and not answer["contact_rules"]:
        say(f"Nobody covers {_name(answer['account'])} as of {answer['as_of']}.")
    else:
        _show(answer)


def _show(answer: Json) -> None:
    table = Table("what", "who", "part", "since", box=None, pad_edge=False, header_style="dim")
    for one in answer["coverage"]:
        table.add_row(_name(one["covered"]), one["name"] or one["person"], one["part"], _since(one))
    for one in answer["contact_rules"]:
        part = "the only contact" if one["exclusive"] else "contact"
        table.add_row(_name(one["addressed"]), one["name"] or one["through"], part, _since(one))
    out.print(table)


def _name(subject: Json) -> str:
    return str(subject["name"] or subject["id"])


def _since(one: Json) -> str:
    """With the end, where one is known."""
    since = one["since"] or "unknown"
    return f"{since} to {one['until'] or 'unknown'}" if "ended_by" in one else since
