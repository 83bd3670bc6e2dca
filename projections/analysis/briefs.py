"""The small parts of briefs in Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def part(heading: str, told: Iterable[str]) -> list[str]:
    """A heading and a list, where there is something to tell; an indented line belongs to the one above it."""
    lines = [f"  - {line.strip()}" if line.startswith(" ") else f"- {line}" for line in told]
    return ["", f"## {heading}", *lines] if lines else []


def action_told(one: dict[str, Any]) -> str:
    """`Win the CFO's ear (overdue, by 2026-05; Cy Hart; blocked: no budget)`"""
    due = f", by {one['due']}" if one.get("due") else ""
    owner = f"; {one['owner_name'] or one['owner']}" if one.get("owner") else ""
    blocked = f"; blocked: {one['blocked']}" if one.get("blocked") else ""
    return f"{one['objective']} ({one['state']}{due}{owner}{blocked})"
