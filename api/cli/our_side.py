"""`incumbent team`, `actions` and `interactions`: our side of an account."""

from __future__ import annotations

from typing import Any

from projections.action_reads import account_actions
from projections.interaction_reads import account_interactions
from projections.meetings import USUAL_DAYS
from projections.teams import account_team

from .options import Account, Facts, Reach, Scope
from .printing import out, plain_table, say
from .reading import Answer, Reading, reads, with_facts

Json = dict[str, Any]
_MOST = 1_000


@reads
def team(at: Reading, account: Account, why: Facts = False, scope: Scope = Reach.ACCOUNT) -> Answer:
    """Show who of ours plays which role in the team at an account on a date, and which roles nobody plays."""
    group = scope is Reach.GROUP
    answer = account_team(at.tenant, account, at.moment, restricted=True, why=why, group=group)
    return with_facts(at, answer, _draw_team, why=why)


def _draw_team(answer: Json) -> None:
    table = plain_table("role", "who", "degree", "since")
    for one in answer["team"]:
        table.add_row(one["label"], _name(one), str(one.get("degree", "")), one["since"] or "unknown")
    out.print(table)
    say(f"Played by nobody: {', '.join(one['label'] for one in answer['missing']) or 'none of them'}.")


@reads
def actions(at: Reading, account: Account, scope: Scope = Reach.ACCOUNT) -> Answer:
    """Show what is to be done at an account on a date, what is late first, and what came of it."""
    group = scope is Reach.GROUP
    return account_actions(at.tenant, account, at.moment, restricted=True, group=group), _draw_actions


def _draw_actions(answer: Json) -> None:
    table = plain_table("state", "due", "owner", "objective", "observed")
    for one in answer["actions"]:
        state = f"{one['state']}, blocked" if "blocked" in one else one["state"]
        texts = (str(one.get(name, "")) for name in ("objective", "observed"))
        table.add_row(state, one.get("due", ""), one.get("owner_name") or one.get("owner", ""), *texts)
    out.print(table)


@reads
def interactions(at: Reading, account: Account) -> Answer:
    """Show who met people of an account up to a date, the last first; a meeting counts for the employer of then."""
    return account_interactions(at.tenant, account, at.moment, USUAL_DAYS, None, _MOST), _draw_interactions


def _draw_interactions(answer: Json) -> None:
    table = plain_table("day", "channel", "who", "topic")
    for one in answer["interactions"]:
        table.add_row(
            one["day"] or "unknown", one["channel"], ", ".join(map(_name, one["people"])), one.get("topic", "")
        )
    out.print(table)


def _name(one: Json) -> str:
    return str(one["name"] or one["person"])
