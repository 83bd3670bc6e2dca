"""One person's links and power, from the rows that hold at a moment."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from domain.people import gap

from .fragments import decode
from .marks import probable
from .opinions import sources_of_power
from .people import in_order, links
from .snapshots import Snapshot
from .tenures import powers

Json = dict[str, Any]


def ties_of(at: Snapshot, person: str) -> list[Json]:
    """The links that run, as a map shows them; `with` is the other end."""
    mine = (links.c.person == person) | (links.c.other == person)
    ties = defaultdict(list)
    for row in at.rows(links, at.holding(links) & mine):
        ties[row.person, row.other, row.kind, row.directed].append(row)
    found = [link for rows in ties.values() if (link := link_of(rows)) is not None]
    shown = [{"with": link["other"] if link["person"] == person else link["person"], **link} for link in found]
    return sorted(shown, key=lambda link: (link["with"], link["kind"], link.get("directed", False), link["person"]))


def powers_of(at: Snapshot, person: str) -> dict[str, Json]:
    """By role: the latest assessment of somebody's power, and everybody's where there are several."""
    said = defaultdict(list)
    for row in at.rows(powers, at.holding(powers) & (powers.c.person == person)):
        said[row.home].append(row)
    return {role: power_of(rows) for role, rows in said.items()}


def link_of(rows: list[Any]) -> Json | None:
    """The row that says the link runs, with the latest of what its assessors say of each property."""
    running = next((row for row in rows if row.assessor is None), None)
    if running is None:
        return None
    link: Json = {name: getattr(running, name) for name in ("person", "other", "kind", "since")}
    link |= {"directed": True} if running.directed else {}
    latest: Json = {}
    by_assessor: dict[str, Json] = defaultdict(dict)
    doubted: dict[str, bool] = {}
    for row in sorted((row for row in rows if row is not running), key=lambda row: (row.said, row.place)):
        said = _rating(row)
        latest |= said
        doubted |= dict.fromkeys(said, row.certainty == "probable")
        by_assessor[row.assessor] |= said
    marks: Json = {"possible": True} if running.possible else {}
    marks |= {"certainty": "probable"} if running.certainty == "probable" else {}
    opinions = [{"by": assessor, **in_order(said)} for assessor, said in by_assessor.items()]
    unsure = probable(name for name, so in doubted.items() if so)
    return link | in_order(latest) | gap(latest) | _opinions(opinions) | marks | unsure


def _rating(row: Any) -> Json:
    said: Json = {name: decode(text) for name in ("tone", "strength") if (text := getattr(row, name)) is not None}
    return {**said, **decode(row.details or "{}")}


def power_of(rows: list[Any]) -> Json:
    """The latest of what is said of somebody's power in one role, and everybody's where there are several."""
    ordered = sorted(rows, key=lambda row: (row.said, row.place))
    said = [{"by": row.assessor, "power": decode(row.power)} for row in ordered]
    doubted = probable(["power"] if ordered[-1].certainty == "probable" else [])
    rests = sources_of_power(ordered[-1].sources)
    return {"power": said[-1]["power"], "power_by": said[-1]["by"], **_opinions(said), **doubted, **rests}


def _opinions(said: list[Json]) -> Json:
    return {"opinions": sorted(said, key=lambda one: str(one["by"]))} if len(said) > 1 else {}
