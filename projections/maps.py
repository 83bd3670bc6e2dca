"""The map of an account at a moment, as JSON bytes joined from ready pieces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .attitudes import attitudes
from .buying import opportunities_of
from .columns import NOTHING
from .crafted import crafted_jobs
from .cultures import cultures_of
from .external_people import marks_of_external_people
from .fields import EVERYTHING, Fields
from .findings import findings
from .fragments import Pieces, decode, encode, join, named, pieces_of
from .link_pieces import links_json, told_of_links
from .marks import marks, probable, unsure
from .opinions import shown_of
from .organizations import accounts, organizations, units
from .people import people
from .reshaping import restructured
from .role_pieces import roles_json
from .rumors import named_in, people_in, rumors
from .scene import Scene
from .stances import apart
from .tenures import powers

ABOUT = ("organization", "unit", "role", "person", "opportunity", "other", "kept", "duplicate")


def map_json(
    scene: Scene, header: dict[str, Any], fields: Fields = EVERYTHING, *, restricted: bool = False, told: bool = True
) -> bytes:
    """The sections asked for, after `header` (as_of, position and the like).

    Where findings and rumors are not `told`, people whom only they name are left out.
    """
    parts = [encode(header)[1:-1]]
    makers: dict[str, Callable[[], bytes]] = {
        "account": lambda: encode(account_of(scene)),
        "units": lambda: encode(units_of(scene)),
        "roles": lambda: roles_json(scene, fields, restricted=restricted),
        "people": lambda: people_json(scene, _people_named(scene, restricted, told), restricted),
        "links": lambda: links_json(scene) if restricted else b"[]",
        "opportunities": lambda: encode(opportunities_of(scene, restricted=restricted)),
        "findings": lambda: encode(_findings(scene, restricted)),
        "rumors": lambda: encode(rumors_of(scene) if restricted else []),
    }
    parts += [b'"' + name.encode() + b'":' + make() for name, make in makers.items() if name in fields.sections]
    return b"{" + b",".join(parts) + b"}"


def account_of(scene: Scene) -> dict[str, Any]:
    row, own = scene.organization_row, scene.account_row
    name = None if row is None else scene.text(organizations, "name", row)
    found: dict[str, Any] = {"id": scene.timeline.account, "name": name}
    doubted = [] if row is None else [name for name in unsure(scene, organizations, row) if name == "name"]
    if own is not None:
        found["status"] = scene.text(accounts, "life", own)
        found |= decode(scene.text(accounts, "details", own) or "{}") | marks(scene, accounts, own)
        doubted += unsure(scene, accounts, own)
    became = restructured(scene)
    found |= {"restructured": became} if became else {}
    return found | probable(doubted) | cultures_of(scene).of("organization", scene.timeline.account)


def units_of(scene: Scene) -> list[dict[str, Any]]:
    shown, cultures = ("name", "parent", "since"), cultures_of(scene)
    found = [
        {
            "id": scene.text(units, "home", row),
            **{name: scene.text(units, name, row) for name in shown},
            **marks(scene, units, row),
            **cultures.of("unit", scene.text(units, "home", row)),
        }
        for row in scene.unit_rows.tolist()
    ]
    return sorted(found, key=lambda unit: str(unit["id"]))


def people_json(scene: Scene, numbers: NDArray[np.intp], restricted: bool) -> bytes:
    rows, columns = scene.people_rows[numbers], scene.timeline[people]
    opening = pieces_of(scene.timeline, "person.id", scene.words.people, lambda id: b'},{"id":' + encode(id))[numbers]
    names = (
        np.where(rows != NOTHING, columns["name"][rows], NOTHING) if columns.size else np.full(len(numbers), NOTHING)
    )
    made = pieces_of(scene.timeline, "person.name", scene.words.names, named("name"))[names]
    body = join([opening, made, _person_marks(scene, rows), *_external(scene, numbers, restricted)])
    return b"[" + body[2:] + b"}]" if body else b"[]"


def _findings(scene: Scene, restricted: bool) -> list[dict[str, Any]]:
    """Found once for a scene, though both the findings and the people need them."""
    if restricted not in scene.found:
        scene.found[restricted] = findings(scene, restricted=restricted)
    return scene.found[restricted]


def _people_named(scene: Scene, restricted: bool, told: bool) -> NDArray[np.intp]:
    """Numbers of everybody on the map, in the order of their ids."""
    there, words = scene.near.copy(), scene.words.people
    if restricted:
        there[[end for one in told_of_links(scene) for end in one.ends]] = True
        there[[person for _, person in apart(scene)]] = True
    named = [*_of_culture(scene), *(_assessors(scene) if restricted else ())]
    named += _told_of(scene, restricted) if told else []
    there[[number for number in named if scene.people_rows[number] != NOTHING]] = True
    return np.array(sorted(np.flatnonzero(there[:-1]).tolist(), key=words.values.__getitem__), dtype=np.intp)


def _of_culture(scene: Scene) -> list[int]:
    """Numbers of those whose assessments of culture are shown."""
    return [scene.words.people.numbers[by] for by in cultures_of(scene).assessors()]


def _assessors(scene: Scene) -> list[int]:
    """Numbers of those whose opinions are shown."""
    found = [by for one in told_of_links(scene) for by in one.assessors]
    standing = scene.center | apart(scene)
    for table, shown in ((powers, scene.held), (crafted_jobs, scene.held), (attitudes, standing)):
        said = [row for _, rows in shown_of(scene, table, shown) for row in rows]
        found += scene.timeline[table]["assessor"][said].tolist()
    return found


def _told_of(scene: Scene, restricted: bool) -> list[int]:
    """Numbers of those whom findings and rumors name."""
    found = _findings(scene, restricted)
    ids = [id for one in found for id in (one.get("person"), one.get("other"), *one.get("people", ()))]
    ids += [id for fact in rumors_of(scene) for id in people_in(fact)] if restricted else []
    numbers = scene.words.people.numbers
    return [numbers[id] for id in ids if id is not None and id in numbers]


def _person_marks(scene: Scene, rows: Any) -> Any:
    columns = scene.timeline[people]
    marked = np.full(len(rows), b"", object)
    if columns.size:
        marked[(rows != NOTHING) & (columns["ours"][rows] == 1)] = b',"ours":true'
        marked[(rows != NOTHING) & (columns["erased"][rows] == 1)] = b',"erased":true'
        doubted = (rows != NOTHING) & (columns["probable"][rows] != NOTHING)
        for place in np.flatnonzero(doubted).tolist():
            names = [name for name in unsure(scene, people, int(rows[place])) if name in ("name", "ours")]
            marked[place] += b"," + encode(probable(names))[1:-1] if names else b""
    return marked


def _external(scene: Scene, numbers: NDArray[np.intp], restricted: bool) -> list[Pieces]:
    """Of another organization, and of which; whom only a link brings there, only if links are shown."""
    told = marks_of_external_people(scene, restricted=restricted)
    return [np.array([told.get(number, b"") for number in numbers.tolist()], object)] if told else []


def rumors_of(scene: Scene) -> list[dict[str, Any]]:
    """Facts that are only rumored, as they were recorded, where they name something on the map."""
    found = [decode(scene.text(rumors, "fact", row)) for row in scene.at(rumors).tolist()]
    kept = [fact for fact in found if not scene.subjects_on_map.isdisjoint(named_in(fact, ABOUT))]
    return sorted(({"fact": fact.pop("id"), **fact} for fact in kept), key=lambda rumor: str(rumor["fact"]))
