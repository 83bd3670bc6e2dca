"""Why something is drawn as it is: the facts behind it, as lines of its tooltip."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from domain.analysis.picture import Entry

Told = Mapping[str, Any]


def reasons(behind: Mapping[str, Told], entries: Iterable[Entry]) -> list[str]:
    """Of each fact once, the first recorded first: since when, what, from whom, and when it was recorded."""
    if not behind:
        return []
    named = {id for entry in entries for ids in entry.why.values() for id in ids}
    return [_line(told) for id, told in behind.items() if id in named]


def _line(told: Told) -> str:
    said = told.get("source") or {}
    source = " ".join(str(said[name]) for name in ("kind", "note", "ref") if said.get(name)) or "none named"
    when = told.get("effective") or "whatever the date"
    return f"{told['sentence']} (effective: {when}; recorded: {told['recorded_at'][:10]}; source: {source})"
