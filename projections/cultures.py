"""The cultures on a map: of the account and its units, by their own assessments or by those of what is above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from domain.culture import shares

from .columns import NOTHING
from .culture import CULTURES, PROPERTIES
from .fragments import decode
from .marks import probable
from .organizations import units
from .scene import Scene

Json = dict[str, Any]
Subject = tuple[str, str]


class Assessment(NamedTuple):
    """What one assessor says of one property, the latest of a list last."""

    by: str
    property: str
    value: Any
    unsure: bool


class Cultures:
    """Of one scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def of(self, kind: str, id: str) -> Json:
        """`culture` as shares, and what it comes from: the assessments, or what it is inherited from; or nothing."""
        if not self._own or (kind, id) in self._own:
            return self._own.get((kind, id), {})
        source = next((above for above in self._above(id) if above in self._own), None) if kind == "unit" else None
        return {} if source is None else {"culture": self._own[source]["culture"], "culture_from": dict([source])}

    def assessors(self) -> set[str]:
        """Ids of those whose assessments are shown."""
        return {by for own in self._own.values() for by in assessors_of(own)}

    def contested(self) -> Iterator[Subject]:
        """What its assessors see differently."""
        for subject, own in self._own.items():
            mixes = (one["mix"] for one in own["culture_assessed"].get("opinions", ()) if "mix" in one)
            if len({tuple(shares(mix).items()) for mix in mixes}) > 1:
                yield subject

    @cached_property
    def _own(self) -> dict[Subject, Json]:
        """Of the account and of the units on the map, those that are assessed themselves."""
        said = {key: own for kind in CULTURES for key, views in self._said(kind).items() if (own := assessed(views))}
        return {key: own for key, own in said.items() if key[0] == "organization" or key[1] in self._parents}

    def _said(self, kind: str) -> dict[Subject, list[Assessment]]:
        table, found = CULTURES[kind], dict[Subject, list[Assessment]]()
        columns, rows, text = self._scene.timeline[table], self._scene.at(table), self._scene.text
        rows = rows[columns["value"][rows] != NOTHING]
        for row in rows[np.lexsort((columns["place"][rows], columns["said"][rows]))].tolist():
            by, name, value = (text(table, column, row) for column in ("assessor", "property", "value"))
            view = Assessment(by, name, decode(value), text(table, "certainty", row) == "probable")
            found.setdefault((kind, text(table, "home", row)), []).append(view)
        return found

    @cached_property
    def _parents(self) -> dict[str, str | None]:
        """Of each unit on the map the unit above it."""
        text = self._scene.text
        return {text(units, "home", row): text(units, "parent", row) for row in self._scene.unit_rows.tolist()}

    def _above(self, unit: str) -> Iterator[Subject]:
        """The units above one as far as they are on the map, the nearest first, then the account."""
        seen, here = {unit}, self._parents[unit]
        while here is not None and here in self._parents and here not in seen:
            seen.add(here)
            yield "unit", here
            here = self._parents[here]
        yield "organization", self._scene.timeline.account


def cultures_of(scene: Scene) -> Cultures:
    """Found once for a scene: several parts of a map show them."""
    found: Cultures = scene.kept.setdefault("cultures", Cultures(scene))
    return found


def assessed(views: Sequence[Assessment]) -> Json:
    """The latest view of each property, and everybody's where several have one; nothing where no mix is given.

    `culture` has the shares, `culture_assessed` the mix as it was given and whatever was said beside it.
    """
    latest = {view.property: view for view in views}
    if "mix" not in latest:
        return {}
    told: Json = {name: latest[name].value for name in PROPERTIES if name in latest} | {"by": latest["mix"].by}
    by_assessor: dict[str, Json] = {}
    for view in sorted(views, key=lambda view: PROPERTIES.index(view.property)):
        by_assessor.setdefault(view.by, {"by": view.by})[view.property] = view.value
    opinions = [by_assessor[by] for by in sorted(by_assessor)]
    told |= {"opinions": opinions} if len(opinions) > 1 else {}
    told |= probable(name for name, view in latest.items() if view.unsure)
    return {"culture": shares(told["mix"]), "culture_assessed": told}


def assessors_of(entry: Json) -> set[str]:
    """Whose assessments an account or a unit on a map tells."""
    told = entry.get("culture_assessed")
    return {told["by"], *(one["by"] for one in told.get("opinions", ()))} if told else set()
