"""What assessors say of somebody: the latest, and everybody's where there are several."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table

from .fragments import decode
from .marks import probable
from .scene import Scene


def opinion(scene: Scene, table: Table, name: str, rows: list[int]) -> dict[str, Any]:
    """`{name, name_by}` of the latest of these rows, with `opinions` in the order of assessors."""
    said = [{"by": scene.text(table, "assessor", row), name: decode(scene.text(table, name, row))} for row in rows]
    found: dict[str, Any] = {name: said[-1][name], f"{name}_by": said[-1]["by"]}
    if len(said) > 1:
        found["opinions"] = sorted(said, key=lambda one: str(one["by"]))
    return found | probable([name] if scene.text(table, "certainty", rows[-1]) == "probable" else [])


def differ(scene: Scene, table: Table, name: str, rows: list[int]) -> bool:
    return len(rows) > 1 and len({scene.number(table, name, row) for row in rows}) > 1
