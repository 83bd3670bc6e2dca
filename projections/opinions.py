"""What assessors say of somebody: the latest, and everybody's where there are several."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table

from .fragments import decode
from .marks import probable
from .scene import Scene

Key = tuple[int, int]


def opinion(scene: Scene, table: Table, name: str, rows: list[int]) -> dict[str, Any]:
    """`{name, name_by}` of the latest of these rows, with `opinions` in the order of assessors."""
    said = [{"by": scene.text(table, "assessor", row), name: decode(scene.text(table, name, row))} for row in rows]
    found: dict[str, Any] = {name: said[-1][name], f"{name}_by": said[-1]["by"]}
    if len(said) > 1:
        found["opinions"] = sorted(said, key=lambda one: str(one["by"]))
    return found | probable([name] if scene.text(table, "certainty", rows[-1]) == "probable" else [])


def sources_of_power(told: str | None) -> dict[str, Any]:
    """What somebody's power rests on, as the assessment that is shown has it; nothing where it does not say."""
    return {} if told is None else {"power_sources": decode(told)}


def shown_of(scene: Scene, table: Table, shown: set[Key]) -> list[tuple[Key, list[int]]]:
    """Rows of what is said of these (home, person), the latest last."""
    return [(key, rows) for key, rows in scene.opinions(table).items() if key in shown]


def differing(scene: Scene, table: Table, name: str, shown: set[Key]) -> list[Key]:
    """(home, person) of those among these of whom assessors differ."""
    said = ((key, rows) for key, rows in shown_of(scene, table, shown) if len(rows) > 1)
    return [key for key, rows in said if len({scene.number(table, name, row) for row in rows}) > 1]
