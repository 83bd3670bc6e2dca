"""The life of an account as known at one position: every role that ever was on its map, and whoever was near it.

Pictures are laid out by it, so that what did not move stays where it is whatever the day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .attitudes import attitudes
from .columns import NOTHING, Columns, Indexes
from .fields import fields_of
from .moments import Moment
from .opportunities import buying_roles
from .organizations import units
from .people import links, people
from .responsibilities import coverage
from .roles import roles
from .scene import Scene
from .snapshots import snapshot
from .tenants import Tenant
from .tenures import tenures
from .timeline import Timeline

_WHOLE = fields_of("roles,people,findings")


class Post(NamedTuple):
    """A role with the superior and the unit that were stated of it last, by their effective dates."""

    id: str
    superior: str | None
    unit: str | None


class Tie(NamedTuple):
    """A link, with the roles in which its people had it: none for whoever had none there."""

    person: str
    other: str
    kind: str
    role: str | None
    other_role: str | None


class AccountLife(NamedTuple):
    """`units`: by id their parent, as stated last. `near`: ids of people with a link, a buying role, an attitude or
    something to cover on a day without a role there; `ours` are colleagues. `ties`: by id of somebody near the roles of
    those whom they are linked with or cover, as far as there is any. `covering`: whom coverage alone brings there.
    `links`: those of any day."""

    posts: tuple[Post, ...]
    units: dict[str, str | None]
    near: tuple[str, ...]
    ours: frozenset[str]
    ties: Mapping[str, frozenset[str]] = {}
    covering: frozenset[str] = frozenset()
    links: frozenset[Tie] = frozenset()


def life_of(tenant: Tenant, account: str, moment: Moment, *, restricted: bool) -> AccountLife:
    """Whatever the day of the moment, the same. Without `restricted` nobody whom only a link brings there."""
    with tenant.timelines.scene(account, moment, _WHOLE, restricted=restricted) as scene:
        life, seats = _life(scene, restricted), _seats(scene)
    return _with_covering(tenant, account, moment, life, seats)


def _life(scene: Scene, restricted: bool) -> AccountLife:
    timeline, words = scene.timeline, scene.words
    near = _near(timeline, scene.position, restricted)
    known = timeline[people]
    ours = set(known["home"][(known["ours"] == 1) & known.known(scene.position)].tolist())
    ids = words.people.values
    return AccountLife(
        _posts(scene),
        _units(scene),
        tuple(sorted(ids[number] for number in near)),
        frozenset(ids[number] for number in near if number in ours),
        _ties(scene, near) if restricted else {},
        links=_links(scene, near) if restricted else frozenset(),
    )


def _ties(scene: Scene, near: set[int]) -> dict[str, frozenset[str]]:
    """By links of any day."""
    columns, words, seats = scene.timeline[links], scene.words, _seats(scene)
    rows, found = np.flatnonzero(columns.known(scene.position)), defaultdict[str, set[str]](set)
    pairs = [columns[name][rows].tolist() for name in ("person", "other")]
    for one, other in {*zip(*pairs, strict=True), *zip(*pairs[::-1], strict=True)}:
        if one in near and (seat := seats.get(words.people.values[other])) is not None:
            found[words.people.values[one]].add(seat)
    return {id: frozenset(roles) for id, roles in found.items()}


def _links(scene: Scene, near: set[int]) -> frozenset[Tie]:
    """Of any day, between all roles that their people held at once, and beside the tree where they may stand there."""
    columns, words, held = scene.timeline[links], scene.words, _held(scene)
    rows, found = np.flatnonzero(columns.known(scene.position)), set[Tie]()
    for person, other, kind, begin, end in zip(*_listed(columns, rows, "person other kind"), strict=True):
        ids = words.people.values[person], words.people.values[other], words.words.values[kind]
        seats = ([*held[one], *([_BESIDE] if one in near else [])] for one in (person, other))
        for one, another in product(*seats):
            if max(begin, one.begin, another.begin) < min(end, one.end, another.end):
                found.add(Tie(*ids, one.role, another.role))
    return frozenset(found)


class _Stay(NamedTuple):
    role: str | None
    begin: int
    end: int


_BESIDE = _Stay(None, 0, np.iinfo(np.int32).max)


def _held(scene: Scene) -> dict[int, list[_Stay]]:
    """By number of a person the roles there, each with its days."""
    columns, words, found = scene.timeline[tenures], scene.words, defaultdict[int, list[_Stay]](list)
    rows = np.flatnonzero(columns.known(scene.position))
    for person, role, begin, end in zip(*_listed(columns, rows, "person home"), strict=True):
        found[person].append(_Stay(words.roles.values[role], begin, end))
    return found


def _listed(columns: Columns, rows: Indexes, names: str) -> list[list[int]]:
    """Of these rows the values of columns, and from when to when."""
    return [columns[name][rows].tolist() for name in (*names.split(), "valid_from", "valid_to")]


def _seats(scene: Scene) -> dict[str, str]:
    """By person the role that they took last there."""
    columns, words = scene.timeline[tenures], scene.words
    rows = np.flatnonzero(columns.known(scene.position))
    rows = rows[np.lexsort((columns["home"][rows], columns["valid_from"][rows]))]
    pairs = zip(columns["person"][rows].tolist(), columns["home"][rows].tolist(), strict=True)
    return {words.people.values[person]: words.roles.values[role] for person, role in pairs}


def _with_covering(
    tenant: Tenant, account: str, moment: Moment, life: AccountLife, seats: Mapping[str, str]
) -> AccountLife:
    """With whoever of us covers it, its units or its people on any day."""
    covered = {f"person:{id}": frozenset({role}) for id, role in seats.items()}
    covered |= {f"unit:{one.unit}": frozenset({one.id}) for one in reversed(life.posts) if one.unit is not None}
    homes = {f"organization:{account}": frozenset[str]()} | dict.fromkeys(
        map("unit:{}".format, life.units), frozenset()
    )
    homes |= covered
    with snapshot(tenant, moment) as at:
        rows = at.known_rows(coverage.c.home, homes, ("home", "person"))
    ties = defaultdict(frozenset, life.ties)
    for row in rows:
        ties[row.person] |= homes[row.home]
    ours = frozenset(row.person for row in rows)
    near = tuple(sorted({*life.near, *ours}))
    return life._replace(near=near, ours=life.ours | ours, ties=dict(ties), covering=ours.difference(life.near))


def _posts(scene: Scene) -> tuple[Post, ...]:
    columns, words = scene.timeline[roles], scene.words
    own = columns["organization"] == scene.account
    own |= np.isin(columns["unit"], scene.timeline.own_units())
    own &= (columns["life"] == scene.open) & columns.known(scene.position)
    rows = _last(scene.timeline, own)
    columns_of = (columns[name][rows].tolist() for name in ("home", "reports_to", "unit"))
    found = (
        Post(words.roles.value(home), words.roles.value(above), words.units.value(unit))
        for home, above, unit in zip(*columns_of, strict=True)
    )
    return tuple(sorted(found))


def _last(timeline: Timeline, wanted: NDArray[np.bool_]) -> Indexes:
    """Of each role the row that says last what it is."""
    columns, rows = timeline[roles], np.flatnonzero(wanted)
    rows = rows[np.lexsort((columns["valid_from"][rows], columns["home"][rows]))]
    home = columns["home"][rows]
    last: Indexes = rows[np.append(home[1:] != home[:-1], True)] if len(rows) else rows
    return last


def _units(scene: Scene) -> dict[str, str | None]:
    columns, words = scene.timeline[units], scene.words
    rows = np.flatnonzero(columns.known(scene.position) & (columns["organization"] == scene.account))
    rows = rows[np.argsort(columns["valid_from"][rows], kind="stable")]
    pairs = zip(columns["home"][rows].tolist(), columns["parent"][rows].tolist(), strict=True)
    return {words.units.value(home): words.units.value(parent) for home, parent in pairs}


def _near(timeline: Timeline, position: int, restricted: bool) -> set[int]:
    """Numbers of people who are near on a day before their first or after their last in a role there, or have none."""
    named = [(buying_roles, "person")]
    named += [(links, "person"), (links, "other"), (attitudes, "person")] if restricted else []
    first, last = _seated(timeline, position)
    found: set[int] = set()
    for table, name in named:
        columns = timeline[table]
        rows = np.flatnonzero(columns.known(position))
        person = columns[name][rows]
        seated = (columns["valid_from"][rows] >= first[person]) & (columns["valid_to"][rows] <= last[person])
        found |= set(person[~seated].tolist())
    return found - {NOTHING}


def _seated(timeline: Timeline, position: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """By person number the first day in a role there and the one after the last."""
    columns, most = timeline[tenures], np.iinfo(np.int32).max
    first = np.full(len(timeline.vocabulary.people) + 1, most, np.int32)
    last = np.full(len(first), -1, np.int32)
    rows = np.flatnonzero(columns.known(position))
    np.minimum.at(first, columns["person"][rows], columns["valid_from"][rows])
    np.maximum.at(last, columns["person"][rows], columns["valid_to"][rows])
    return first, last
