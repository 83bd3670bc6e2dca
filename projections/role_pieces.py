"""The roles of a map with their holders, as JSON joined from ready pieces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from sqlalchemy import Table

from .columns import Indexes, Interner
from .fields import Fields
from .fragments import Pieces, encode, join, named, named_if_any, pieces_of, raw_if_any, selected
from .layouts import Vocabulary
from .opinions import opinion
from .people import people
from .roles import roles
from .scene import Scene
from .tenures import powers, tenures

_PLAIN = ("title", "unit", "reports_to", "since")
_OWN = frozenset({"id", *_PLAIN, "probable", "holders"})


def roles_json(scene: Scene, fields: Fields, *, restricted: bool) -> bytes:
    """`[{"id": …, "holders": […]}, …]` in the order of ids."""
    rows = [_opening(scene), *_values(scene, fields)]
    if "holders" in fields.role:
        rows.append(_holders(scene, fields, restricted))
    body = join(rows)
    return b"[" + body[2:] + b"}]" if body else b"[]"


def _opening(scene: Scene) -> Pieces:
    """Each role closes the one before it."""
    made = pieces_of(scene.timeline, "role.id", scene.words.roles, lambda id: b'},{"id":' + encode(id))
    return made[scene.role_numbers]


def _values(scene: Scene, fields: Fields) -> list[Pieces]:
    columns, rows, timeline = scene.timeline[roles], scene.role_rows, scene.timeline
    interners = {
        "title": scene.words.titles,
        "unit": scene.words.units,
        "reports_to": scene.words.roles,
        "since": scene.words.dates,
    }
    found = []
    for name in _PLAIN:
        if name in fields.role:
            found.append(pieces_of(timeline, f"role.{name}", interners[name], named(name))[columns[name][rows]])
    wanted = fields.role - _OWN
    if wanted:
        defaults = {"dotted_to": []} if "dotted_to" in wanted else {}
        key = f"role.details:{','.join(sorted(wanted))}"
        found.append(
            pieces_of(timeline, key, scene.words.details, selected(wanted, defaults))[columns["details"][rows]]
        )
    if "probable" in fields.role:
        made = pieces_of(timeline, "role.probable", scene.words.words, raw_if_any("probable"))
        found.append(made[columns["probable"][rows]])
    return [*found, *_marks_of_roles(scene, fields)]


def _marks_of_roles(scene: Scene, fields: Fields) -> list[Pieces]:
    if "since" not in fields.role:
        return []
    return marks(scene, roles, scene.role_rows, frozenset({"certainty", "possible"}))


def marks(scene: Scene, table: Table, rows: Indexes, names: frozenset[str]) -> list[Pieces]:
    """How sure it is that something exists or runs; nothing where it is certain."""
    columns, probable = scene.timeline[table], scene.words.words.numbers.get("probable", -2)
    found = []
    if "certainty" in names:
        found.append(np.where(columns["certainty"][rows] == probable, b',"certainty":"probable"', b"").astype(object))
    if "possible" in names:
        found.append(np.where(columns["possible"][rows] == 1, b',"possible":true', b"").astype(object))
    return found


def _holders(scene: Scene, fields: Fields, restricted: bool) -> Pieces:
    counts, rows = scene.holders
    home = scene.timeline[tenures]["home"][rows]
    made = holder_pieces(scene, rows, fields, restricted)
    out = np.full(len(scene.words.roles), b',"holders":[]', object)
    single = counts[home] == 1
    out[home[single]] = made[single]
    _join_several(out, home[~single], made[~single])
    return out[scene.role_numbers]


def _join_several(out: Pieces, home: np.ndarray, made: Pieces) -> None:  # type: ignore[type-arg]
    """Shared roles: the holders' objects, each made as if alone, in one list."""
    start, end = len(b',"holders":['), len(b"]")
    gathered: dict[int, list[bytes]] = {}
    for number, piece in zip(home.tolist(), made.tolist(), strict=True):
        gathered.setdefault(number, []).append(piece[start:-end])
    for number, inner in gathered.items():
        out[number] = b',"holders":[' + b",".join(inner) + b"]"


def holder_pieces(scene: Scene, rows: Indexes, fields: Fields, restricted: bool) -> Pieces:
    """`,"holders":[{…}]` for each tenure row, as if it were its role's only one."""
    columns, timeline, words = scene.timeline[tenures], scene.timeline, scene.words
    person = columns["person"][rows]
    made = pieces_of(timeline, "holder.person", scene.words.people, lambda id: b',"holders":[{"person":' + encode(id))[
        person
    ]
    if fields.holder == {"person"}:
        return pieces_of(
            timeline, "holder.only", scene.words.people, lambda id: b',"holders":[{"person":' + encode(id) + b"}]"
        )[person]
    parts = [made]
    if "name" in fields.holder:
        parts.append(pieces_of(timeline, "holder.name", words.names, named("name"))[_names(scene, person)])
    for name, interner, make in _holder_values(words):
        if name in fields.holder:
            parts.append(pieces_of(timeline, f"holder.{name}", interner, make(name))[columns[name][rows]])
    if "took" in fields.holder:
        parts.append(pieces_of(timeline, "holder.took", scene.words.facts, named("took"))[columns["took"][rows]])
    parts += marks(scene, tenures, rows, fields.holder)
    if restricted:
        parts.append(_power(scene, rows, fields))
    parts.append(np.full(len(rows), b"}]", object))
    joined = np.empty(len(rows), object)
    joined[:] = [b"".join(pieces) for pieces in zip(*(part.tolist() for part in parts), strict=True)]
    return joined


def _holder_values(words: Vocabulary) -> tuple[tuple[str, Interner, Callable[[str], Callable[[Any], bytes]]], ...]:
    return (
        ("since", words.dates, named),
        ("until", words.dates, named_if_any),
        ("tenure_kind", words.words, named),
        ("share", words.words, named_if_any),
    )


def _names(scene: Scene, person: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    rows = scene.people_rows[person]
    if not scene.timeline[people].size:
        return np.full(len(person), -1)
    return np.where(rows >= 0, scene.timeline[people]["name"][rows], -1)


def _asked(values: dict[str, Any], fields: Fields) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in fields.holder}


def _power(scene: Scene, rows: Indexes, fields: Fields) -> Pieces:
    columns = scene.timeline[tenures]
    out = np.full(len(rows), b"", object)
    said = scene.opinions(powers)
    for place, (home, person) in enumerate(
        zip(columns["home"][rows].tolist(), columns["person"][rows].tolist(), strict=True)
    ):
        if (home, person) in said:
            out[place] = b"," + encode(_asked(opinion(scene, powers, "power", said[home, person]), fields))[1:-1]
    return out
