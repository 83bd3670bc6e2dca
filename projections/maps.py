"""The map of an account at a moment, as JSON bytes joined from ready pieces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Table

from .attitudes import attitudes
from .buying import opportunities_of
from .columns import NOTHING
from .fields import EVERYTHING, Fields
from .findings import findings
from .fragments import decode, encode, join, named, pieces_of
from .organizations import accounts, organizations, units
from .people import links, people
from .role_pieces import roles_json
from .rumors import named_in, people_in, rumors
from .scene import Scene
from .tenures import powers

ABOUT = ("organization", "unit", "role", "person", "opportunity", "other")


def map_json(scene: Scene, header: dict[str, Any], fields: Fields = EVERYTHING, *, restricted: bool = False) -> bytes:
    """The sections asked for; `header` (as_of, position and the like) comes after the account."""
    parts = [encode(header)[1:-1]]
    makers: dict[str, Callable[[], bytes]] = {
        "account": lambda: encode(account_of(scene)),
        "units": lambda: encode(units_of(scene)),
        "roles": lambda: roles_json(scene, fields, restricted=restricted),
        "people": lambda: people_json(scene, restricted),
        "links": lambda: encode(links_of(scene) if restricted else []),
        "opportunities": lambda: encode(opportunities_of(scene, restricted=restricted)),
        "findings": lambda: encode(_findings(scene, restricted)),
        "rumors": lambda: encode(rumors_of(scene) if restricted else []),
    }
    parts += [b'"' + name.encode() + b'":' + make() for name, make in makers.items() if name in fields.sections]
    return b"{" + b",".join(parts) + b"}"


def account_of(scene: Scene) -> dict[str, Any]:
    row, own = scene.organization_row, scene.account_row
    found: dict[str, Any] = {
        "id": scene.timeline.account,
        "name": None if row is None else scene.text(organizations, "name", row),
    }
    if own is not None:
        found["status"] = scene.text(accounts, "life", own)
        found |= decode(scene.text(accounts, "details", own) or "{}")
    return found


def units_of(scene: Scene) -> list[dict[str, Any]]:
    shown = ("name", "parent", "since")
    found = [
        {
            "id": scene.text(units, "home", row),
            **{name: scene.text(units, name, row) for name in shown},
            **marks(scene, units, row),
        }
        for row in scene.unit_rows.tolist()
    ]
    return sorted(found, key=lambda unit: str(unit["id"]))


def marks(scene: Scene, table: Table, row: int) -> dict[str, Any]:
    """How sure it is that something exists or runs; nothing where it is certain."""
    found: dict[str, Any] = {"possible": True} if scene.number(table, "possible", row) == 1 else {}
    return {**found, "certainty": "probable"} if scene.text(table, "certainty", row) == "probable" else found


def people_json(scene: Scene, restricted: bool) -> bytes:
    """Everybody named on the map."""
    numbers = _people_named(scene, restricted)
    rows, columns = scene.people_rows[numbers], scene.timeline[people]
    opening = pieces_of(scene.timeline, "person.id", scene.words.people, lambda id: b'},{"id":' + encode(id))[numbers]
    names = (
        np.where(rows != NOTHING, columns["name"][rows], NOTHING) if columns.size else np.full(len(numbers), NOTHING)
    )
    made = pieces_of(scene.timeline, "person.name", scene.words.names, named("name"))[names]
    body = join([opening, made, _person_marks(scene, rows)])
    return b"[" + body[2:] + b"}]" if body else b"[]"


def _findings(scene: Scene, restricted: bool) -> list[dict[str, Any]]:
    """Found once for a scene, though both the findings and the people need them."""
    if restricted not in scene.found:
        scene.found[restricted] = findings(scene, restricted=restricted)
    return scene.found[restricted]


def _people_named(scene: Scene, restricted: bool) -> NDArray[np.intp]:
    """Numbers in the order of ids: holders and buying centers; with opinions also who is linked, and whose they are."""
    there, words = scene.near.copy(), scene.words.people
    told = _findings(scene, restricted)
    ids = [id for one in told for id in (one.get("person"), one.get("other"), *one.get("people", ()))]
    if restricted:
        ids += [id for fact in rumors_of(scene) for id in people_in(fact)]
        said = [[row for row in found if rating(scene, row)] for found in scene.link_rows.values()]
        rows = [row for found in said if len(found) > 1 for row in found]
        there[[scene.number(links, end, row) for row in scene.link_rows for end in ("person", "other")]] = True
        assessors = [scene.number(links, "assessor", row) for row in rows]
        assessors += [scene.number(powers, "assessor", row) for row in scene.shown_power_rows]
        assessors += [scene.number(attitudes, "assessor", row) for row in scene.shown_attitude_rows]
        there[[number for number in assessors if scene.people_rows[number] != NOTHING]] = True
    numbers = [words.numbers[id] for id in ids if id is not None and id in words.numbers]
    there[[number for number in numbers if scene.people_rows[number] != NOTHING]] = True
    return np.array(sorted(np.flatnonzero(there[:-1]).tolist(), key=words.values.__getitem__), dtype=np.intp)


def _person_marks(scene: Scene, rows: Any) -> Any:
    columns = scene.timeline[people]
    marks = np.full(len(rows), b"", object)
    if columns.size:
        marks[(rows != NOTHING) & (columns["ours"][rows] == 1)] = b',"ours":true'
        marks[(rows != NOTHING) & (columns["erased"][rows] == 1)] = b',"erased":true'
    return marks


def links_of(scene: Scene) -> list[dict[str, Any]]:
    found = [_link(scene, row, rows) for row, rows in scene.link_rows.items()]
    return sorted(found, key=lambda link: (link["person"], link["other"], link["kind"], link.get("directed", False)))


def _link(scene: Scene, row: int, rows: list[int]) -> dict[str, Any]:
    """A link with the latest of what its assessors say, and everybody's where there are several."""
    link: dict[str, Any] = {name: scene.text(links, name, row) for name in ("person", "other", "kind", "since")}
    link |= {"directed": True} if scene.number(links, "directed", row) else {}
    said = [{"by": scene.text(links, "assessor", one), **values} for one in rows if (values := rating(scene, one))]
    for opinion in said:
        link |= {name: value for name, value in opinion.items() if name != "by"}
    return {
        **link,
        **({"opinions": sorted(said, key=lambda opinion: str(opinion["by"]))} if len(said) > 1 else {}),
        **marks(scene, links, row),
    }


def rating(scene: Scene, row: int) -> dict[str, Any]:
    said = {name: decode(text) for name in ("tone", "strength") if (text := scene.text(links, name, row)) is not None}
    details: dict[str, Any] = decode(scene.text(links, "details", row) or "{}")
    return said | details


def rumors_of(scene: Scene) -> list[dict[str, Any]]:
    """Facts that are only rumored, as they were recorded, where they name something on the map."""
    found = [decode(scene.text(rumors, "fact", row)) for row in scene.at(rumors).tolist()]
    kept = [fact for fact in found if not scene.subjects_on_map.isdisjoint(named_in(fact, ABOUT))]
    return sorted(({"fact": fact.pop("id"), **fact} for fact in kept), key=lambda rumor: str(rumor["fact"]))
