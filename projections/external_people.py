"""Who is on a map without a role there: people of other organizations, linked to somebody there or in a sale."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from domain.dates import DAWN, span_of

from .builds import Head, live
from .columns import NOTHING
from .employers import Employers
from .fragments import encode
from .people import links
from .scene import Scene
from .snapshots import Snapshot
from .stances import apart

# The sections of a map that tell where they work, or worked.
OF_EXTERNAL_PEOPLE = frozenset({"people", "findings"})


def external_people(scene: Scene, *, restricted: bool) -> list[int]:
    """Numbers of the people on the map who hold no role there and are not ours; by their links, or by
    where they stand on a sale, only if `restricted`."""
    found: list[int] | None = scene.kept.get(f"external_people {restricted}")
    if found is None:
        found = scene.kept[f"external_people {restricted}"] = np.flatnonzero(_outside(scene, restricted)).tolist()
    return found


def _outside(scene: Scene, restricted: bool) -> NDArray[np.bool_]:
    there = scene.near.copy()
    if restricted:
        columns, rows = scene.timeline[links], scene.shown_links
        there[columns["person"][rows]] = there[columns["other"][rows]] = True
        there[[person for _, person in apart(scene)]] = True
    there &= ~(scene.holding | scene.ours)
    there[NOTHING] = False
    return there


def all_met(scene: Scene, *, restricted: bool) -> bool:
    """Whether it is known where they work, or there is nobody."""
    return scene.timeline.met.among(scene.position, _ids(scene, restricted))


def meet(connection: Connection, scene: Scene) -> Scene:
    """Ask where those work of whom that is not known yet."""
    if not all_met(scene, restricted=True):
        timeline = scene.timeline
        head = live(connection, timeline.workspace) or Head(timeline.build, timeline.position)
        at = Snapshot(connection, timeline.workspace, head.build, date.fromordinal(scene.day), scene.position)
        everybody = timeline.met.people(scene.position).union(_ids(scene, True))
        timeline.met.learn(scene.position, everybody, Employers(at, everybody))
    return scene


def marks_of_external_people(scene: Scene, *, restricted: bool) -> dict[int, bytes]:
    """By number of a person what a map says of them: that they are external, and whose they are that day if known."""
    found, day = dict[int, bytes](), date.fromordinal(scene.day)
    for number in external_people(scene, restricted=restricted):
        employers = scene.timeline.met.employers(scene.position)
        places = employers.of(scene.words.people.values[number], day)
        told: dict[str, Any] = {"external": True} | ({"of": places} if places else {})
        found[number] = b"," + encode(told)[1:-1]
    return found


def left_elsewhere(scene: Scene, person: str, since: str | None) -> bool:
    """Whether somebody without a role on the map gave up the last of those they held elsewhere, after a date."""
    met = scene.timeline.met
    if person not in met.people(scene.position):
        return False
    left = met.employers(scene.position).left(person, date.fromordinal(scene.day))
    began = DAWN if since is None else span_of(since).first
    return left is not None and left.toordinal() > began


def _ids(scene: Scene, restricted: bool) -> list[str]:
    return [scene.words.people.values[number] for number in external_people(scene, restricted=restricted)]
