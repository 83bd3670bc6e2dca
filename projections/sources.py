"""The facts that state the values of one subject, and since when each value holds."""

from __future__ import annotations

from typing import Any

from domain.log.keys import KeyRing

from .fragments import decode
from .shelf import Shelf
from .snapshots import Snapshot

Json = dict[str, Any]


def places_of(row: Any) -> dict[str, list[int]]:
    """By field, the positions of the facts that state its value; `attributes` has those of all its keys."""
    stated: dict[str, int] = decode(row.why or "{}")
    keys = {place for name, place in stated.items() if name.startswith("attributes.")}
    return {name: [place] for name, place in stated.items()} | ({"attributes": sorted(keys)} if keys else {})


def sources_of(at: Snapshot, keys: KeyRing, row: Any, shown: Json) -> Json:
    """`why`: ids of facts by shown field; `stated_since`: the date of the fact that states it, as it was given."""
    stated = {name: places for name, places in places_of(row).items() if name.partition(".")[0] in shown}
    every = {place for places in stated.values() for place in places}
    ids, dates = at.ids_of_facts(every), _dates(at, keys, every)
    return {
        "why": {name: [ids[place] for place in places] for name, places in stated.items() if name in shown},
        "stated_since": {name: dates[places[0]] for name, places in stated.items() if name != "attributes"},
    }


def _dates(at: Snapshot, keys: KeyRing, places: set[int]) -> dict[int, str | None]:
    """As corrected since."""
    families = Shelf(at.connection, keys, at.position).families(places)
    return {one.place: one.fact.effective for family in families.values() for one in family.says}
