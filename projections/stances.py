"""Where people stand on opportunities of an account in which they play no part."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from .attitudes import attitudes
from .opinions import Key, opinion
from .opportunities import opportunities
from .scene import Scene


def apart(scene: Scene) -> set[Key]:
    """(opportunity, person) by number, of opportunities on the map."""
    if "apart" not in scene.kept:
        sold = set(scene.timeline[opportunities]["home"][scene.opportunity_rows].tolist())
        scene.kept["apart"] = {key for key in scene.opinions(attitudes) if key[0] in sold} - scene.center
    found: set[Key] = scene.kept["apart"]
    return found


def stances(scene: Scene) -> dict[int, list[dict[str, Any]]]:
    """By number of an opportunity, in the order of people."""
    found = defaultdict(list)
    for sale, person in apart(scene):
        said = opinion(scene, attitudes, "attitude", scene.opinions(attitudes)[sale, person])
        found[sale].append({"person": scene.words.people.values[person], **said})
    return {sale: sorted(some, key=lambda one: str(one["person"])) for sale, some in found.items()}
