"""`incumbent record` and `export`: facts in from standard input, facts out to standard output."""

from __future__ import annotations

import sys
from typing import Any

import msgspec

from domain.errors import InvalidFact, InvalidRequest
from domain.log.ledger import Terms
from projections.receipts import told

from .exporting import exported
from .imports.files import LOG_ADDS
from .opening import caught_up, opened_tenant
from .options import Account, AsJson, By, Workspace
from .printing import remark, say, say_json


def record(workspace: Workspace, by: By = "cli", as_json: AsJson = False) -> None:
    """Record facts from standard input, all or nothing: JSON lines, a JSON array, or one fact."""
    with opened_tenant(workspace) as tenant:
        sent = facts_in(sys.stdin.buffer.read())
        receipts = told(tenant, sent, tenant.record(sent, Terms(by=by)))
    if as_json:
        say_json(receipts)
        return
    for receipt in receipts:
        made = f", made {receipt['subject']}" if "subject" in receipt else ""
        say(f"{receipt['id']} at position {receipt['position']:,}{made}")


def facts_in(sent: bytes) -> list[Any]:
    """What was sent, without what a log had added to it. Raises InvalidRequest, InvalidFact."""
    try:
        whole = msgspec.json.decode(sent)
    except (msgspec.DecodeError, UnicodeDecodeError):
        whole = [_fact(line, number) for number, line in enumerate(sent.splitlines(), 1) if line.strip()]
    facts = whole if isinstance(whole, list) else [whole]
    if not facts:
        raise InvalidRequest("expected facts on standard input: JSON lines, or a JSON array")
    return [_as_sent(fact) for fact in facts]


def _fact(line: bytes, number: int) -> Any:
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidFact(f"line {number}: not JSON: {error}") from None


def _as_sent(fact: Any) -> Any:
    return {name: value for name, value in fact.items() if name not in LOG_ADDS} if isinstance(fact, dict) else fact


def export(account: Account, workspace: Workspace) -> None:
    """Write the facts of an account as JSON lines, ready for `incumbent import --keep-recorded`."""
    with caught_up(workspace) as tenant:
        lines, left_out = exported(tenant, account)
    for line in lines:
        say_json(line)
    if left_out:
        remark(f"{left_out:,} facts are left out: what they say was erased.")
