"""Sentences of an analysis as lists: what is indented belongs to the line above it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


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
