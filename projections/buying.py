"""The opportunities of an account at a moment, with who decides in them."""

from __future__ import annotations

from typing import Any

from .attitudes import attitudes
from .fragments import decode
from .marks import marks, probable
from .opinions import opinion
from .opportunities import buying_roles, opportunities
from .scene import Scene
from .stances import stances


def opportunities_of(scene: Scene, *, restricted: bool) -> list[dict[str, Any]]:
    found = [opportunity_of(scene, row, restricted=restricted) for row in scene.opportunity_rows.tolist()]
    return sorted(found, key=lambda one: str(one["id"]))


def opportunity_of(scene: Scene, row: int, *, restricted: bool) -> dict[str, Any]:
    shown = ("name", "unit", "stage", "since")
    values = {name: scene.text(opportunities, name, row) for name in shown}
    details = decode(scene.text(opportunities, "details", row) or "{}")
    number = scene.number(opportunities, "home", row)
    own = {
        "id": scene.text(opportunities, "home", row),
        **{name: value for name, value in values.items() if value is not None or name == "since"},
    }
    return {
        **own,
        **details,
        **marks(scene, opportunities, row),
        "buying_center": buying_center(scene, number, restricted=restricted),
        **(_apart(scene, number) if restricted else {}),
    }


def _apart(scene: Scene, opportunity: int) -> dict[str, Any]:
    """Where those stand who play no part; nothing where nobody told of any."""
    found = stances(scene).get(opportunity)
    return {"attitudes": found} if found else {}


def buying_center(scene: Scene, opportunity: int, *, restricted: bool) -> list[dict[str, Any]]:
    """One entry a person and buying role."""
    columns, found = scene.timeline[buying_roles], dict[tuple[str, str], dict[str, Any]]()
    rows = scene.buying_rows[columns["home"][scene.buying_rows] == opportunity]
    for row in sorted(
        rows.tolist(),
        key=lambda row: (scene.number(buying_roles, "begun", row), scene.number(buying_roles, "place", row)),
    ):
        entry = _entry(scene, row)
        said = scene.opinions(attitudes).get((opportunity, scene.number(buying_roles, "person", row)))
        if restricted and said:
            told = opinion(scene, attitudes, "attitude", said)
            entry |= told | probable([*entry.get("probable", ()), *told.get("probable", ())])
        _join(found.setdefault((entry["person"], entry["buying_role"]), entry), entry)
    return [found[key] for key in sorted(found)]


def _join(entry: dict[str, Any], later: dict[str, Any]) -> None:
    """Assignments running at once are one: since the first, as sure as the surest."""
    for mark in ("possible", "certainty"):
        if mark not in later:
            entry.pop(mark, None)


def _entry(scene: Scene, row: int) -> dict[str, Any]:
    entry: dict[str, Any] = {name: scene.text(buying_roles, name, row) for name in ("person", "buying_role", "since")}
    weight = scene.text(buying_roles, "weight", row)
    if weight is not None:
        entry["weight"] = decode(weight)
    return entry | marks(scene, buying_roles, row)
