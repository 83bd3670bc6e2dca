"""The roles of a map with their holders, as JSON joined from ready pieces.

A row's piece is made when it is first shown and kept with the timeline: later answers only pick and join.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from sqlalchemy import Table

from .columns import NOTHING, Indexes, Interner
from .crafted import crafted_jobs
from .crafted_reads import crafted_on
from .fields import Fields
from .fragments import Pieces, encode, join, kept_pieces, named, named_if_any, pieces_of, raw_if_any, selected
from .opinions import opinion, sources_of_power
from .people import people
from .roles import roles
from .scene import Scene
from .tenures import powers, tenures

_OWN = frozenset({"id", "title", "unit", "reports_to", "since", "probable", "holders"})
_HOLDER_TAIL = ("since", "until", "tenure_kind", "share", "took", "certainty", "possible")
_NOBODY = b',"holders":[]'
_NONE = b""


def roles_json(scene: Scene, fields: Fields, *, restricted: bool) -> bytes:
    """`[{"id": …, "holders": […]}, …]` in the order of ids."""
    key = f"role:{','.join(sorted(fields.role))}"
    columns = [kept_pieces(scene.timeline, roles, key, scene.role_rows, lambda rows: _role_values(scene, fields, rows))]
    if "holders" in fields.role:
        columns += _holders(scene, fields, restricted)
    body = join(columns)
    return b"[" + body[2:] + b"}]" if body else b"[]"


def _role_values(scene: Scene, fields: Fields, rows: Indexes) -> list[Pieces]:
    """Each role closes the one before it."""
    columns, words = scene.timeline[roles], scene.words
    opening = pieces_of(scene.timeline, "role.id", words.roles, lambda id: b'},{"id":' + encode(id))
    found = [opening[columns["home"][rows]]]
    interners = {"title": words.titles, "unit": words.units, "reports_to": words.roles, "since": words.dates}
    for name, interner in interners.items():
        if name in fields.role:
            found.append(pieces_of(scene.timeline, f"role.{name}", interner, named(name))[columns[name][rows]])
    return [*found, *_details(scene, fields, rows), *_role_marks(scene, fields, rows)]


def _details(scene: Scene, fields: Fields, rows: Indexes) -> list[Pieces]:
    wanted = fields.role - _OWN
    if not wanted:
        return []
    defaults: dict[str, Any] = {"dotted_to": []} if "dotted_to" in wanted else {}
    key = f"role.details:{','.join(sorted(wanted))}"
    made = pieces_of(scene.timeline, key, scene.words.details, selected(wanted, defaults))
    return [made[scene.timeline[roles]["details"][rows]]]


def _role_marks(scene: Scene, fields: Fields, rows: Indexes) -> list[Pieces]:
    found = []
    if "probable" in fields.role:
        made = pieces_of(scene.timeline, "role.probable", scene.words.words, raw_if_any("probable"))
        found.append(made[scene.timeline[roles]["probable"][rows]])
    if "since" in fields.role:
        found += marks(scene, roles, rows, frozenset({"certainty", "possible"}))
    return found


def marks(scene: Scene, table: Table, rows: Indexes, names: frozenset[str]) -> list[Pieces]:
    """How sure it is that something exists or runs; nothing where it is certain."""
    columns, probable = scene.timeline[table], scene.words.words.numbers.get("probable", -2)
    found = []
    if "certainty" in names:
        found.append(np.where(columns["certainty"][rows] == probable, b',"certainty":"probable"', _NONE).astype(object))
    if "possible" in names:
        found.append(np.where(columns["possible"][rows] == 1, b',"possible":true', _NONE).astype(object))
    return found


def _holders(scene: Scene, fields: Fields, restricted: bool) -> list[Pieces]:
    """The columns that follow a role's own: its holders' opening, and what varies with the date, name and power."""
    counts, rows = scene.holders
    home = scene.timeline[tenures]["home"][rows]
    single = counts[home] == 1
    place = np.full(len(scene.words.roles), NOTHING, np.intp)
    place[home[single]] = rows[single]
    chosen = place[scene.role_numbers]
    columns = _holder_columns(scene, fields, chosen, restricted)
    _put_several(scene, fields, columns, rows[~single], restricted)
    return columns


def _holder_columns(scene: Scene, fields: Fields, rows: Indexes, restricted: bool) -> list[Pieces]:
    """For each row `,"holders":[{…}]` in pieces; for no row (-1) nobody."""
    somebody = rows != NOTHING
    if not somebody.any():
        return [np.full(len(rows), _NOBODY, object)]
    columns = [_kept(scene, "opening", rows, fields, _NOBODY)]
    if "name" in fields.holder:
        columns.append(_names(scene, rows, somebody))
    if fields.holder & {"power", "power_by", "power_sources", "opinions", "probable"} and restricted:
        asked = ",".join(sorted(fields.holder))
        columns.append(_assessed(scene, powers, f"power:{asked}", rows, partial(_power, scene, fields)))
    if "crafted" in fields.holder and restricted and scene.opinions(crafted_jobs):
        columns.append(_assessed(scene, crafted_jobs, "crafted", rows, partial(_crafted, scene)))
    if fields.holder.intersection(_HOLDER_TAIL) or len(columns) > 1:
        columns.append(_kept(scene, "tail", rows, fields, _NONE))
    return columns


def _kept(scene: Scene, piece: str, rows: Indexes, fields: Fields, nobody: bytes) -> Pieces:
    make = _openings if piece == "opening" else _tails
    key = f"{piece}:{','.join(sorted(fields.holder))}"
    return kept_pieces(scene.timeline, tenures, key, rows, lambda rows: make(scene, fields, rows), nobody)


def _openings(scene: Scene, fields: Fields, rows: Indexes) -> list[Pieces]:
    person = scene.timeline[tenures]["person"][rows]
    if fields.holder == {"person"}:
        only = pieces_of(
            scene.timeline, "holder.only", scene.words.people, lambda id: b',"holders":[{"person":' + encode(id) + b"}]"
        )
        return [only[person]]
    opening = pieces_of(
        scene.timeline, "holder.person", scene.words.people, lambda id: b',"holders":[{"person":' + encode(id)
    )
    return [opening[person]]


def _tails(scene: Scene, fields: Fields, rows: Indexes) -> list[Pieces]:
    columns, found = scene.timeline[tenures], []
    for name, interner, make in _tail_values(scene):
        if name in fields.holder:
            found.append(pieces_of(scene.timeline, f"holder.{name}", interner, make(name))[columns[name][rows]])
    if "until" in fields.holder:
        found.append(_ended_some_day(scene, rows))
    return [*found, *marks(scene, tenures, rows, fields.holder), np.full(len(rows), b"}]", object)]


def _ended_some_day(scene: Scene, rows: Indexes) -> Pieces:
    """An end of unknown date is said, as it is; without an end nothing is."""
    columns = scene.timeline[tenures]
    unknown = (columns["until"][rows] == NOTHING) & (columns["ended_by"][rows] != NOTHING)
    return np.where(unknown, b',"until":null', _NONE).astype(object)


def _tail_values(scene: Scene) -> tuple[tuple[str, Interner, Callable[[str], Callable[[Any], bytes]]], ...]:
    words = scene.words
    return (
        ("since", words.dates, named),
        ("until", words.dates, named_if_any),
        ("tenure_kind", words.words, named),
        ("share", words.words, named_if_any),
        ("took", words.facts, named),
    )


def _names(scene: Scene, rows: Indexes, somebody: Any) -> Pieces:
    person = scene.timeline[tenures]["person"][rows]
    known = scene.people_rows[person]
    columns = scene.timeline[people]
    names = np.where(known >= 0, columns["name"][known], NOTHING) if columns.size else np.full(len(rows), NOTHING)
    made = pieces_of(scene.timeline, "holder.name", scene.words.names, named("name"))[names]
    made[~somebody] = _NONE
    return made


def _assessed(scene: Scene, table: Table, key: str, rows: Indexes, tell: Callable[[list[int]], Any]) -> Pieces:
    """What is said of each of these holders, by the rows of a table of assessments; kept for the same rows."""
    columns, out = scene.timeline[tenures], np.full(len(rows), _NONE, object)
    said, kept = scene.opinions(table), scene.timeline.fragments.setdefault(f"holder.{key}", {})
    if said:
        keys = zip(columns["home"][rows].tolist(), columns["person"][rows].tolist(), strict=True)
        for place, (holder, row) in enumerate(zip(keys, rows.tolist(), strict=True)):
            if row != NOTHING and holder in said:
                told = tuple(said[holder])
                if told not in kept:
                    kept[told] = _piece(tell(said[holder]))
                out[place] = kept[told]
    return out


def _piece(values: dict[str, Any]) -> bytes:
    return b"," + encode(values)[1:-1] if values else _NONE


def _power(scene: Scene, fields: Fields, rows: list[int]) -> dict[str, Any]:
    values = opinion(scene, powers, "power", rows) | sources_of_power(scene.text(powers, "sources", rows[-1]))
    return {name: value for name, value in values.items() if name in fields.holder}


def _crafted(scene: Scene, rows: list[int]) -> dict[str, Any]:
    return {"crafted": crafted_on(scene, rows)}


def _put_several(scene: Scene, fields: Fields, columns: list[Pieces], rows: Indexes, restricted: bool) -> None:
    """Shared roles: the holders' objects, each made as if alone, in one list."""
    if not len(rows):
        return
    made = _holder_columns(scene, fields, rows, restricted)
    gathered: dict[int, list[bytes]] = {}
    homes = scene.timeline[tenures]["home"][rows].tolist()
    for number, pieces in zip(homes, zip(*(column.tolist() for column in made), strict=True), strict=True):
        gathered.setdefault(number, []).append(b"".join(pieces)[len(b',"holders":[') : -1])
    place = {number: index for index, number in enumerate(scene.role_numbers.tolist()) if number in gathered}
    for number, inner in gathered.items():
        for column in columns[1:]:
            column[place[number]] = _NONE
        columns[0][place[number]] = b',"holders":[' + b",".join(inner) + b"]"
