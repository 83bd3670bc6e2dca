"""Sentences of an analysis as lists: what is indented belongs to the line above it; and values of facts as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from domain.language import after_colon, plain, say, word


def value_told(value: Any) -> str:
    """A value of a fact as people write it."""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, Mapping):
        return ", ".join(f"{plain(str(name))}{after_colon(value_told(one))}" for name, one in value.items())
    return ", ".join(map(value_told, value)) if isinstance(value, list | tuple) else word(str(value))


def source_told(source: Mapping[str, Any] | None) -> str:
    """What is noted of it, else of which kind it is; nothing of somebody who noted nothing."""
    given = source or {}
    kind = "" if given.get("kind") == "person" else plain(given.get("kind") or "")
    return str(given.get("note") or given.get("ref") or kind)


class Line(NamedTuple):
    """A sentence, and those that belong to it."""

    said: str
    below: list[str]


def nested(lines: Iterable[str]) -> list[Line]:
    found: list[Line] = []
    for line in lines:
        if line.startswith(" ") and found:
            found[-1].below.append(line.strip())
        else:
            found.append(Line(line.strip(), []))
    return found
