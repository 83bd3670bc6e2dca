"""What briefs to read have in common: the earlier moment that they look back to, and their lines in Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from domain.actions import State, blocked_by
from domain.language import marked, say, written

from ..moments import Moment, moment_of
from ..tenants import Tenant

Json = dict[str, Any]
_STATES: dict[State, str] = {
    "open": marked("open"),
    "due": marked("due"),
    "overdue": marked("overdue"),
    "done": marked("done"),
}
OPEN: tuple[State, ...] = ("overdue", "due", "open")


def known_then(tenant: Tenant, moment: Moment, since: date, known_at: str | None = None) -> Moment:
    """That day as it was known at its end or at `known_at`, and no later than the moment itself."""
    day = since.isoformat()
    then = moment_of(tenant.ledger, day, known_at or day)
    return then if then.position <= moment.position else moment_of(tenant.ledger, day, position=moment.position)


def part(heading: str, told: Iterable[str]) -> list[str]:
    """A heading and a list; nothing where there is nothing to tell. An indented line belongs to the one above it."""
    lines = [f"  - {line.strip()}" if line.startswith(" ") else f"- {line}" for line in told]
    return ["", f"## {heading}", *lines] if lines else []


def covering(one: Json) -> str:
    part = "" if one["part"] == "covers" else f" ({one['part']})"
    return f"{one['name'] or one['person']} covers {one['covered']['name'] or one['covered']['id']}{part}"


def action_told(one: Json) -> str:
    """`Win the CFO's ear (overdue, by 2026-05; Cy Hart; blocked: no budget)`"""
    due = say(", by {day}", day=written(one["due"])) if one.get("due") else ""
    owner = f"{say('; ')}{one['owner_name'] or one['owner']}" if one.get("owner") else ""
    blocked = f"{say('; ')}{blocked_by(one['blocked'])}" if "blocked" in one else ""
    return f"{one.get('objective') or one['action']} ({say(_STATES[one['state']])}{due}{owner}{blocked})"
