"""What became of an account by mergers, takeovers, demergers and renamings, and what was left behind by them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from .columns import NOTHING
from .fragments import decode
from .marks import marks
from .opportunities import opportunities
from .organizations import units
from .restructurings import restructurings
from .scene import Scene

Json = dict[str, Any]


def restructured(scene: Scene) -> list[Json]:
    """What the account took part in by that day, in the order of the days from which it counts."""
    columns, rows = scene.timeline[restructurings], scene.at(restructurings)
    ordered = rows[np.lexsort((columns["place"][rows], columns["said"][rows]))].tolist()
    return [_restructuring(scene, row) for row in ordered]


def _restructuring(scene: Scene, row: int) -> Json:
    told = {name: scene.text(restructurings, name, row) for name in ("kind", "originals", "results", "since")}
    told |= {name: decode(told[name]) for name in ("originals", "results")}
    return {**told, **marks(scene, restructurings, row), "fact": scene.text(restructurings, "told_by", row)}


def left_behind(scene: Scene) -> Iterator[Json]:
    """How much is on the map of a company that became another, or others, and is none of these."""
    last = next(reversed(restructured(scene)), None)
    account = scene.timeline.account
    if last is None or account not in last["originals"] or account in last["results"]:
        return
    counted = {"units": len(scene.unit_rows), "roles": len(scene.role_rows), "opportunities": len(_open_sales(scene))}
    there = {name: number for name, number in counted.items() if number}
    if there:
        yield {"kind": "left_behind", "organization": account, "into": last["results"], **there}


def units_moved(scene: Scene) -> Iterator[Json]:
    """Open opportunities of the account that concern a unit which was the account's and is another company's now."""
    elsewhere = _moved_away(scene)
    for row in _open_sales(scene):
        if (unit := scene.number(opportunities, "unit", row)) in elsewhere:
            sale, called = (scene.text(opportunities, name, row) for name in ("home", "unit"))
            yield {"kind": "unit_moved", "opportunity": sale, "unit": called, "organization": elsewhere[unit]}


def units_left_behind(scene: Scene) -> Iterator[Json]:
    """Units of the account below one that was the account's and is another company's now."""
    elsewhere = _moved_away(scene)
    for row in scene.unit_rows.tolist():
        if (parent := scene.number(units, "parent", row)) in elsewhere:
            unit, above = (scene.text(units, name, row) for name in ("home", "parent"))
            yield {"kind": "unit_left_behind", "unit": unit, "parent": above, "organization": elsewhere[parent]}


def _moved_away(scene: Scene) -> dict[int, str]:
    """By number of a unit that was the account's: whose it is now."""
    columns, rows = scene.timeline[units], scene.at(units)
    owner = dict(zip(columns["home"][rows].tolist(), columns["organization"][rows].tolist(), strict=True))
    moved = (unit for unit, now in owner.items() if now not in (NOTHING, scene.account) and _was_ours(scene, unit))
    return {unit: str(scene.words.organizations.value(owner[unit])) for unit in moved}


def _open_sales(scene: Scene) -> list[int]:
    rows = scene.opportunity_rows
    found: list[int] = rows[scene.timeline[opportunities]["life"][rows] == scene.open].tolist()
    return found


def _was_ours(scene: Scene, unit: int) -> bool:
    """Whether a unit belonged to the account on an earlier day."""
    columns = scene.timeline[units]
    held = (columns["home"] == unit) & (columns["organization"] == scene.account) & columns.known(scene.position)
    return bool((held & (columns["valid_from"] <= scene.day)).any())
