"""Posts as a tree along their reporting lines, one node per line to draw; finite whatever the lines say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

Role = Mapping[str, Any]
Lines = Mapping[str | None, list[Role]]
_DEEPEST_GUIDE = 24  # characters: a chain of a thousand superiors must not push its titles off the page


@dataclass(frozen=True)
class Node:
    """One post, the guide that leads to it, the guide beside its further lines, and what is below it."""

    role: Role
    level: int
    guide: str
    guide_below: str
    reports: int
    hidden: int = 0


def grown(roles: Sequence[Role]) -> list[Node]:
    """Every post exactly once, superiors first; posts of a reporting cycle start a tree of their own."""
    below = _below(roles)
    seen: set[str] = set()
    return [node for top in [*below[None], *_by_title(roles)] for node in _branches(top, below, seen)]


def pruned(nodes: list[Node], depth: int | None) -> list[Node]:
    """The nodes down to a level; those at it say how many posts are below."""
    if depth is None:
        return nodes
    kept: list[Node] = []
    for node in nodes:
        if node.level <= depth:
            kept.append(node)
        else:
            kept[-1] = replace(kept[-1], hidden=kept[-1].hidden + 1)
    return kept


def _below(roles: Sequence[Role]) -> Lines:
    known = {role["id"] for role in roles}
    below: dict[str | None, list[Role]] = defaultdict(list)
    for role in _by_title(roles):
        superior = role.get("reports_to")
        below[superior if superior in known else None].append(role)
    return below


def _by_title(roles: Sequence[Role]) -> list[Role]:
    return sorted(roles, key=lambda role: (str(role.get("title")), role["id"]))


def _branches(top: Role, below: Lines, seen: set[str]) -> Iterator[Node]:
    waiting = [(top, "", "", 0)]
    while waiting:
        role, guide, further, level = waiting.pop()
        if role["id"] in seen:
            continue
        seen.add(role["id"])
        reports = [report for report in below.get(role["id"], ()) if report["id"] not in seen]
        yield Node(role, level, guide, further + ("│ " if reports else "  "), len(reports))
        waiting += [(report, *_guides(further, report is reports[-1]), level + 1) for report in reversed(reports)]


def _guides(further: str, last: bool) -> tuple[str, str]:
    lead, follow = ("└ ", "  ") if last else ("├ ", "│ ")
    return (further + lead)[-_DEEPEST_GUIDE:], (further + follow)[-_DEEPEST_GUIDE:]
