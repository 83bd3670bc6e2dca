"""`incumbent coverage`: who of ours covers an account, and through whom its people are addressed."""

from __future__ import annotations

from typing import Any

from projections.coverage_reads import account_coverage

from .options import Account, Facts, Reach, Scope
from .printing import out, plain_table, say
from .reading import Answer, Reading, reads, with_facts

Json = dict[str, Any]


@reads
def coverage(at: Reading, account: Account, why: Facts = False, scope: Scope = Reach.ACCOUNT) -> Answer:
    """Show who covers an account, its units and its people on a date, and through whom these are addressed."""
    answer = account_coverage(at.tenant, account, at.moment, why=why, group=scope is Reach.GROUP)
    return with_facts(at, answer, _show, why=why)


def _show(answer: Json) -> None:
    if not answer["coverage"] and not answer["contact_rules"]:
        say(f"Nobody covers {_name(answer['account'])} as of {answer['as_of']}.")
        return
    table = plain_table("what", "who", "part", "since")
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
