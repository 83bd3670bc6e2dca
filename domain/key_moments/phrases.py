"""The small words that reasons are made of."""

from __future__ import annotations

from collections.abc import Iterable


def listed(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`"""
    *first, last = [*parts] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def plain(code: str) -> str:
    """A word of a vocabulary as people write it."""
    return code.replace("_", " ")
