"""How sure what a map shows is; nothing is said where it is certain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table

from .fragments import decode
from .scene import Scene


def marks(scene: Scene, table: Table, row: int) -> dict[str, Any]:
    """Whether something exists or runs only possibly or probably, and which of its values are only probable."""
    found: dict[str, Any] = {"possible": True} if scene.number(table, "possible", row) == 1 else {}
    found |= {"certainty": "probable"} if scene.text(table, "certainty", row) == "probable" else {}
    return found | probable(unsure(scene, table, row))


def unsure(scene: Scene, table: Table, row: int) -> list[str]:
    """Names of the values of a row that only probable facts state."""
    if "probable" not in scene.timeline[table].encoders:
        return []
    names: list[str] = decode(scene.text(table, "probable", row) or "[]")
    return names


def probable(names: Iterable[str]) -> dict[str, Any]:
    ordered = sorted(names)
    return {"probable": ordered} if ordered else {}
