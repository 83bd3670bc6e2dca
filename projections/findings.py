"""What is odd on a map: never an error, always said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from domain.dates import DAWN

from .attitudes import attitudes
from .columns import NOTHING
from .crafted import crafted_jobs
from .cultures import cultures_of
from .external_people import left_elsewhere
from .intervals import iso
from .link_pieces import Told, told_of_links
from .opinions import differing, shown_of
from .opportunities import buying_roles, opportunities
from .reshaping import left_behind, units_left_behind, units_moved
from .roles import roles
from .scene import Scene
from .stances import apart
from .tenures import powers, tenures

Finding = dict[str, Any]


def findings(scene: Scene, *, restricted: bool) -> list[Finding]:
    found = [*_vacant(scene), *_crowded(scene), *_reporting(scene), *_cycles(scene), *_ends(scene), *_outside(scene)]
    found += [
        *_buying_ends(scene),
        *_leavers(scene),
        *_contested_cultures(scene),
        *left_behind(scene),
        *units_moved(scene),
        *units_left_behind(scene),
    ]
    if restricted:
        found += [*_disagreements(scene), *_self_links(scene)]
    return _once(found)


def findings_of_sale(scene: Scene, opportunity: str, *, restricted: bool) -> list[Finding]:
    """What is odd about one opportunity on the map."""
    found = [*_buying_ends(scene), *_leavers(scene), *units_moved(scene)]
    found += _disagreements(scene) if restricted else ()
    return _once(one for one in found if one.get("opportunity") == opportunity)


def _once(found: Iterable[Finding]) -> list[Finding]:
    once = {(one["kind"], msgspec.json.encode(one)): one for one in found}
    return [once[key] for key in sorted(once)]


def _vacant(scene: Scene) -> Iterable[Finding]:
    counts, _rows = scene.holders
    empty = scene.role_numbers[counts[scene.role_numbers] == 0]
    left = _last_left(scene, empty)
    for number in empty.tolist():
        day = int(left[number])
        yield {"kind": "vacant", "role": scene.words.roles.values[number], "since": None if day <= DAWN else iso(day)}


def _last_left(scene: Scene, empty: NDArray[np.int32]) -> NDArray[np.int32]:
    """By role number: the first day without its last holder."""
    last = np.zeros(len(scene.words.roles) + 1, np.int32)
    if len(empty):
        columns = scene.timeline[tenures]
        wanted = np.isin(columns["home"], empty) & columns.known(scene.position)
        wanted &= (columns["valid_to"] <= scene.day) & (columns["valid_from"] < columns["valid_to"])
        rows = np.flatnonzero(wanted)
        np.maximum.at(last, columns["home"][rows], columns["valid_to"][rows])
    return last


def _crowded(scene: Scene) -> Iterable[Finding]:
    columns, rows = scene.timeline[tenures], scene.tenure_rows
    permanent = rows[columns["tenure_kind"][rows] == scene.words.words.numbers.get("permanent", -2)]
    counts = np.bincount(columns["home"][permanent], minlength=len(scene.words.roles))
    for row in scene.role_rows[counts[scene.role_numbers] > 1].tolist():
        number = scene.number(roles, "home", row)
        details = scene.text(roles, "details", row)
        allowed = msgspec.json.decode(details).get("headcount", 1) if details else 1
        if counts[number] > allowed:
            held = permanent[columns["home"][permanent] == number]
            people = sorted(scene.text(tenures, "person", one) for one in held.tolist())
            yield {"kind": "several_permanent_holders", "role": scene.words.roles.values[number], "people": people}


def _reporting(scene: Scene) -> Iterable[Finding]:
    columns, numbers = scene.timeline[roles], scene.role_numbers
    above, ids = columns["reports_to"][scene.role_rows], scene.words.roles.values
    closed = set(scene.closed_roles.tolist())
    odd = (above == numbers) | ((above != NOTHING) & ~scene.on_map[above])
    for number, parent in zip(numbers[odd].tolist(), above[odd].tolist(), strict=True):
        if number == parent:
            yield {"kind": "self_report", "role": ids[number]}
        else:
            kind = "parent_closed" if parent in closed else "parent_absent"
            yield {"kind": kind, "role": ids[number], "reports_to": ids[parent]}


def _cycles(scene: Scene) -> Iterable[Finding]:
    """Roles that reach themselves by reporting lines; ever longer jumps leave only those that never reach the top."""
    columns, size = scene.timeline[roles], len(scene.words.roles)
    above = np.full(size + 1, size, np.int64)
    parents = columns["reports_to"][scene.role_rows]
    here = scene.on_map[parents] & (parents != NOTHING) & (parents != scene.role_numbers)
    above[scene.role_numbers[here]] = parents[here]
    jump = above.copy()
    for _ in range(max(1, size.bit_length())):
        jump = jump[jump]
    rings = {tuple(sorted(_ring(above, start))) for start in set(jump[jump != size].tolist())}
    for ring in sorted(rings):
        yield {"kind": "reporting_cycle", "roles": sorted(scene.words.roles.values[number] for number in ring)}


def _ring(above: NDArray[np.int64], start: int) -> list[int]:
    ring, here = [start], int(above[start])
    while here != start:
        ring.append(here)
        here = int(above[here])
    return ring


def _ends(scene: Scene) -> Iterable[Finding]:
    """Ends that match no beginning, or lie before it, in the roles on the map."""
    columns = scene.timeline[tenures]
    rows = np.flatnonzero((columns["finding"] != NOTHING) & columns.known(scene.position))
    for row in rows[scene.on_map[columns["home"][rows]]].tolist():
        kind = scene.text(tenures, "finding", row)
        finding = {"kind": kind, "person": scene.text(tenures, "person", row), "role": scene.text(tenures, "home", row)}
        fact = ("fact", "ended_by") if kind == "end_without_beginning" else ("took", "took")
        if scene.number(tenures, "valid_from", row) <= scene.day:
            yield {**finding, fact[0]: scene.text(tenures, fact[1], row)}


def _buying_ends(scene: Scene) -> Iterable[Finding]:
    """Ends of buying roles that nobody had, in the opportunities on the map."""
    columns, lost = scene.timeline[buying_roles], scene.words.words.numbers.get("end_without_beginning", -2)
    sold = scene.timeline[opportunities]["home"][scene.opportunity_rows]
    rows = np.flatnonzero((columns["finding"] == lost) & columns.known(scene.position) & np.isin(columns["home"], sold))
    for row in rows[columns["valid_from"][rows] <= scene.day].tolist():
        own = {"person": scene.text(buying_roles, "person", row), "opportunity": scene.text(buying_roles, "home", row)}
        told = {
            "buying_role": scene.text(buying_roles, "buying_role", row),
            "fact": scene.text(buying_roles, "ended_by", row),
        }
        yield {"kind": "end_without_beginning", **own, **told}


def _outside(scene: Scene) -> Iterable[Finding]:
    """Tenures that run while their role does not exist; before a role's first day its first organization counts."""
    columns, rows = scene.timeline[tenures], scene.at(tenures)
    existing = np.zeros(len(scene.words.roles) + 1, np.bool_)
    held, role_rows = scene.timeline[roles], scene.at(roles)
    existing[held["home"][role_rows[held["life"][role_rows] == scene.open]]] = True
    for row in rows[~existing[columns["home"][rows]]].tolist():
        if scene.belongs(scene.number(tenures, "home", row)):
            yield {
                "kind": "outside_role_life",
                "person": scene.text(tenures, "person", row),
                "role": scene.text(tenures, "home", row),
            }


def _leavers(scene: Scene) -> Iterable[Finding]:
    """Buying roles that still run of people who held a role here and hold none now, or left elsewhere meanwhile."""
    columns, held = scene.timeline[buying_roles], scene.timeline[tenures]
    now = set(held["person"][scene.tenure_rows].tolist())
    for row in scene.buying_rows.tolist():
        person = int(columns["person"][row])
        own = {"person": scene.text(buying_roles, "person", row), "opportunity": scene.text(buying_roles, "home", row)}
        since = scene.text(buying_roles, "since", row)
        if person not in now and (scene.held_before(person) or left_elsewhere(scene, own["person"], since)):
            yield {"kind": "buying_role_of_leaver", **own, "buying_role": scene.text(buying_roles, "buying_role", row)}


def _contested_cultures(scene: Scene) -> Iterable[Finding]:
    """Not of a person: everybody is told."""
    for kind, id in cultures_of(scene).contested():
        yield {"kind": "disagreement", "property": "culture", kind: id}


def _disagreements(scene: Scene) -> Iterable[Finding]:
    words = scene.words
    for role, person in differing(scene, powers, "power", scene.held):
        own = {"role": words.roles.values[role], "person": words.people.values[person]}
        yield {"kind": "disagreement", "property": "power", **own}
    yield from _differing_crafts(scene)
    for sale, person in differing(scene, attitudes, "attitude", scene.center | apart(scene)):
        own = {"opportunity": words.opportunities.values[sale], "person": words.people.values[person]}
        yield {"kind": "disagreement", "property": "attitude", **own}
    for link in told_of_links(scene):
        for name in link.contested:
            ends = {"person": link.order.person, "other": link.order.other}
            yield {"kind": "disagreement", "property": name, **ends, **_tie(link)}


def _differing_crafts(scene: Scene) -> Iterable[Finding]:
    """Properties of crafted jobs of which assessors say different things; a row says one, as one of them sees it."""
    columns, words = scene.timeline[crafted_jobs], scene.words
    rows = [row for _, some in shown_of(scene, crafted_jobs, scene.held) for row in some]
    about = np.stack([columns[name][rows] for name in ("home", "person", "property")])
    order = np.lexsort(about)
    about, values = about[:, order], columns["value"][rows][order]
    contested = (about[:, 1:] == about[:, :-1]).all(axis=0) & (values[1:] != values[:-1])
    for role, person, name in np.unique(about[:, 1:][:, contested], axis=1).T.tolist():
        own = {"role": words.roles.values[role], "person": words.people.values[person]}
        yield {"kind": "disagreement", "property": f"crafted.{words.words.values[name]}", **own}


def _self_links(scene: Scene) -> Iterable[Finding]:
    """Links whose two ends are of one person, since their records were merged."""
    for link in told_of_links(scene):
        if link.ends[0] == link.ends[1]:
            yield {"kind": "self_link", "person": link.order.person, **_tie(link)}


def _tie(link: Told) -> dict[str, Any]:
    return {"link": link.order.kind, "directed": link.order.directed}
