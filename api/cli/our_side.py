"""`incumbent team`, `actions` and `interactions`: our side of an account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.table import Table

from projections.action_reads import account_actions
from projections.interaction_reads import account_interactions
from projections.meetings import USUAL_DAYS
from projections.moments import Moment, moment_of
from projections.teams import account_team
from projections.tenants import Tenant

from .opening import opened_tenant
from .options import Account, AsJson, AsOf, KnownAt, Position, Workspace
from .printing import out, say, say_json

Json = dict[str, Any]
_MOST = 1_000


def team(
    account: Account,
    workspace: Workspace,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Show who of ours plays which role in the team at an account on a date, and which roles nobody plays."""
    clocks = as_of, known_at, position
    answer = _asked(workspace, clocks, lambda tenant, moment: account_team(tenant, account, moment, restricted=True))
    if as_json:
        say_json(answer)
        return
    table = Table("role", "who", "degree", "since", box=None, pad_edge=False, header_style="dim")
    for one in answer["team"]:
        table.add_row(one["label"], _name(one), str(one.get("degree", "")), one["since"] or "unknown")
    out.print(table)
    say(f"Played by nobody: {', '.join(one['label'] for one in answer['missing']) or 'none of them'}.")


def actions(
    account: Account,
    workspace: Workspace,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Show what is to be done at an account on a date, what is late first, and what came of it."""
    clocks = as_of, known_at, position
    answer = _asked(workspace, clocks, lambda tenant, moment: account_actions(tenant, account, moment, restricted=True))
    if as_json:
        say_json(answer)
        return
    table = Table("state", "due", "owner", "objective", "observed", box=None, pad_edge=False, header_style="dim")
    for one in answer["actions"]:
        state = f"{one['state']}, blocked" if "blocked" in one else one["state"]
        texts = (str(one.get(name, "")) for name in ("objective", "observed"))
        table.add_row(state, one.get("due", ""), one.get("owner_name") or one.get("owner", ""), *texts)
    out.print(table)


def interactions(
    account: Account,
    workspace: Workspace,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Show who met people of an account up to a date, the last first; a meeting counts for the employer of then."""
    clocks = as_of, known_at, position
    answer = _asked(
        workspace,
        clocks,
        lambda tenant, moment: account_interactions(tenant, account, moment, USUAL_DAYS, None, _MOST),
    )
    if as_json:
        say_json(answer)
        return
    table = Table("day", "channel", "who", "topic", box=None, pad_edge=False, header_style="dim")
    for one in answer["interactions"]:
        table.add_row(
            one["day"] or "unknown", one["channel"], ", ".join(map(_name, one["people"])), one.get("topic", "")
        )
    out.print(table)


def _asked(
    workspace: str, clocks: tuple[str | None, str | None, int | None], read: Callable[[Tenant, Moment], Json]
) -> Json:
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        return read(tenant, moment_of(tenant.ledger, *clocks))


def _name(one: Json) -> str:
    return str(one["name"] or one["person"])
