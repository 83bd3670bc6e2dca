"""Whom and what a nomination may mean, as whoever reviews it has to know them: names, and who holds which post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from .moments import Moment
from .names import Names, Subject
from .records import kept_of
from .snapshots import Snapshot, snapshot
from .tenants import Tenant
from .tenures import tenures

Json = dict[str, Any]


def described(tenant: Tenant, moment: Moment, subjects: Iterable[Subject]) -> dict[Subject, Json]:
    """Each with its `name` and, as far as it has any on the day, the posts held: of people theirs, of roles who holds
    them; of roles their organization, too."""
    asked = list(subjects)
    with snapshot(tenant, moment) as at:
        counting = _counting(at, asked)
        wanted = set(counting.values())
        held, names = _held(at, wanted), Names(at)
        rows = [row for some in held.values() for row in some]
        names.learn_all(wanted | {("person", row.person) for row in rows})
        names.learn_seats({id for kind, id in wanted if kind == "role"} | {row.home for row in rows})
        return {subject: _told(counting[subject], held[counting[subject]], names) for subject in asked}


def _counting(at: Snapshot, subjects: Iterable[Subject]) -> dict[Subject, Subject]:
    """The record that counts, where one was merged since it was proposed."""
    of_kind: dict[str, list[str]] = defaultdict(list)
    for kind, id in subjects:
        of_kind[kind].append(id)
    kept = {kind: kept_of(at, kind, ids) for kind, ids in of_kind.items()}
    return {(kind, id): (kind, kept[kind].get(id, id)) for kind, ids in of_kind.items() for id in ids}


def _held(at: Snapshot, subjects: Iterable[Subject]) -> dict[Subject, list[Any]]:
    found: dict[Subject, list[Any]] = defaultdict(list)
    for kind, column in (("person", tenures.c.person), ("role", tenures.c.home)):
        ids = [id for one, id in subjects if one == kind]
        for row in at.holding_rows(column, ids):
            found[kind, row.person if kind == "person" else row.home].append(row)
    return found


def _told(subject: Subject, held: list[Any], names: Names) -> Json:
    kind, id = subject
    owner = _organization(id, names) if kind == "role" else {}
    last = {(row.home, row.person): row for row in sorted(held, key=lambda row: (row.begun, row.place))}
    posts = [_post(row, names) for _, row in sorted(last.items())]
    return {"name": names.of(kind, id), "held": posts, **owner}


def _post(row: Any, names: Names) -> Json:
    who = {"person": row.person, "name": names.of("person", row.person), "since": row.since}
    return {**who, "role": row.home, "title": names.of("role", row.home), **_organization(row.home, names)}


def _organization(role: str, names: Names) -> Json:
    owner = names.organization_of(role)
    return {"organization": owner, "organization_name": None if owner is None else names.of("organization", owner)}
