"""The map of an account at a moment, as JSON bytes joined from ready pieces."""

from __future__ import annotations

from typing import Any

from .buying import opportunities_of
from .columns import NOTHING
from .fields import EVERYTHING, Fields
from .findings import findings
from .fragments import decode, encode, join, named, pieces_of
from .organizations import accounts, organizations, units
from .people import links, people
from .role_pieces import roles_json
from .rumors import rumors
from .scene import Scene

import numpy as np


def map_json(scene: Scene, header: dict[str, Any], fields: Fields = EVERYTHING, *, restricted: bool = False) -> bytes:
    """The sections asked for; `header` (as_of, position and the like) comes after the account."""
    parts = [encode(header)[1:-1]]
    makers = {
        "account": lambda: encode(account_of(scene)),
        "units": lambda: encode(units_of(scene)),
        "roles": lambda: roles_json(scene, fields, restricted=restricted),
        "people": lambda: people_json(scene, restricted),
        "links": lambda: encode(links_of(scene) if restricted else []),
        "opportunities": lambda: encode(opportunities_of(scene, restricted=restricted)),
        "findings": lambda: encode(findings(scene, restricted=restricted)),
        "rumors": lambda: encode(rumors_of(scene) if restricted else []),
    }
    parts += [b'"' + name.encode() + b'":' + make() for name, make in makers.items() if name in fields.sections]
    return b"{" + b",".join(parts) + b"}"


def account_of(scene: Scene) -> dict[str, Any]:
    row, own = scene.organization_row, scene.account_row
    found: dict[str, Any] = {"id": scene.timeline.account, "name": None if row is None else scene.text(organizations, "name", row)}
    if own is not None:
        found["account"] = scene.text(accounts, "life", own)
        found |= decode(scene.text(accounts, "details", own) or "{}")
    return found


def units_of(scene: Scene) -> list[dict[str, Any]]:
    shown = ("name", "parent", "since")
    found = [
        {"id": scene.text(units, "home", row), **{name: scene.text(units, name, row) for name in shown}}
        for row in scene.unit_rows.tolist()
    ]
    return sorted(found, key=lambda unit: str(unit["id"]))


def people_json(scene: Scene, restricted: bool) -> bytes:
    """Everybody named on the map."""
    there = scene.near.copy()
    if restricted:
        for rows in scene.link_rows.values():
            there[[scene.number(links, end, rows[0]) for end in ("person", "other")]] = True
    numbers = np.flatnonzero(there[:-1])
    ids = scene.words.people.values
    numbers = np.array(sorted(numbers.tolist(), key=ids.__getitem__), dtype=np.intp)
    rows, columns = scene.people_rows[numbers], scene.timeline[people]
    opening = pieces_of(scene.timeline, "person.id", scene.words.people, lambda id: b'},{"id":' + encode(id))[numbers]
    names = np.where(rows != NOTHING, columns["name"][rows], NOTHING) if columns.size else np.full(len(numbers), NOTHING)
    made = pieces_of(scene.timeline, "person.name", scene.words.names, named("name"))[names]
    body = join([opening, made, _person_marks(scene, rows)])
    return b"[" + body[2:] + b"}]" if body else b"[]"


def _person_marks(scene: Scene, rows: Any) -> Any:
    columns = scene.timeline[people]
    marks = np.full(len(rows), b"", object)
    if columns.size:
        marks[(rows != NOTHING) & (columns["ours"][rows] == 1)] = b',"ours":true'
        marks[(rows != NOTHING) & (columns["erased"][rows] == 1)] = b',"erased":true'
    return marks


def links_of(scene: Scene) -> list[dict[str, Any]]:
    found = [_link(scene, rows) for rows in scene.link_rows.values()]
    return sorted(found, key=lambda link: (link["person"], link["other"], link["kind"], link.get("directed", False)))


def _link(scene: Scene, rows: list[int]) -> dict[str, Any]:
    last = rows[-1]
    link: dict[str, Any] = {name: scene.text(links, name, last) for name in ("person", "other", "kind", "since")}
    if scene.number(links, "directed", last):
        link["directed"] = True
    opinions = [{"by": scene.text(links, "assessor", row), **rating(scene, row)} for row in rows]
    for opinion in opinions:
        link |= {name: value for name, value in opinion.items() if name != "by"}
    if len(opinions) > 1:
        link["opinions"] = opinions
    if all(scene.number(links, "possible", row) for row in rows):
        link["possible"] = True
    if scene.text(links, "certainty", last) == "probable":
        link["certainty"] = "probable"
    return link


def rating(scene: Scene, row: int) -> dict[str, Any]:
    said = {name: decode(text) for name in ("tone", "strength") if (text := scene.text(links, name, row)) is not None}
    return said | decode(scene.text(links, "details", row) or "{}")


def rumors_of(scene: Scene) -> list[dict[str, Any]]:
    """Facts that are only rumored, as they were recorded."""
    found = [decode(scene.text(rumors, "fact", row)) for row in scene.at(rumors).tolist()]
    kept = [{"fact": fact.pop("id"), **fact} for fact in found]
    return sorted(kept, key=lambda rumor: str(rumor["fact"]))


