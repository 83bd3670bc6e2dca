"""Erasure: keys destroyed, sealed rows removed, and a ledger outside the database that is replayed after a restore."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec
from sqlalchemy import Connection, delete, select, update

from ..amendments import FactCorrected
from ..standing import Family, Recorded
from .keys import KeyRing
from .reading import of_family, read_families, roots_of_subjects
from .tables import facts, person_keys, sealed, workspaces

_CHUNK = 500
# Tables of the log that an erasure takes something out of.
CLEARED = (sealed.name, person_keys.name)


class ErasureLedger:
    """Who was erased, one JSON line each, in a file of its own; without a path nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def note(self, workspace: str, person: str) -> None:
        """Written and synced before the erasure commits: a restore must never know less than the database did."""
        if self.path is None:
            return
        line = b"\n" + msgspec.json.encode({"workspace": workspace, "person": person}) + b"\n"
        with self.path.open("ab") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        self._keep_name()

    def _keep_name(self) -> None:
        """A new file is only safe once its folder is."""
        folder = os.open(self.path.parent, os.O_RDONLY)  # type: ignore[union-attr]
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def people(self, workspace: str) -> list[str]:
        if self.path is None or not self.path.exists():
            return []
        # A line cut short by a crash is of an erasure that did not commit either.
        whole = (line for line in self.path.read_bytes().splitlines() if line.endswith(b"}"))
        lines = [msgspec.json.decode(line) for line in whole]
        return sorted({line["person"] for line in lines if line["workspace"] == workspace})


def erase_person(connection: Connection, keys: KeyRing, person: str) -> None:
    """Destroy somebody's key, remove what was sealed under it and what a correction said to be theirs."""
    roots = roots_of_subjects(connection, keys.workspace, "person", [person])[person]
    for root, id in _corrected_to(connection, keys, roots, person):
        erase_values(connection, keys, root, id)
    keys.destroy(connection, person)
    for position, part, people in _sealed_of(connection, keys.workspace, roots):
        if person in people.split():
            _remove(connection, keys.workspace, position, part)
    _count_erasure(connection, keys.workspace)


def _corrected_to(connection: Connection, keys: KeyRing, roots: list[int], person: str) -> Iterator[tuple[int, str]]:
    """(root, id) of facts whose values are this person's only since a correction: they lie under the keys of others."""
    families: dict[int, list[Recorded]] = defaultdict(list)
    for recorded in read_families(connection, keys, _amended(connection, keys.workspace, roots)):
        families[recorded.root].append(recorded)
    for root, members in families.items():
        for version in Family(members).versions():
            if any(person in version.concerned(tag) for tag in version.tags.values() if tag.personal):
                yield root, version.id


def _amended(connection: Connection, workspace: int, roots: list[int]) -> list[int]:
    """Those of the families that have more than one member."""
    found: list[int] = []
    for start in range(0, len(roots), _CHUNK):
        several = (facts.c.root.in_(roots[start : start + _CHUNK]), facts.c.root != facts.c.position)
        found += connection.scalars(select(facts.c.root).distinct().where(facts.c.workspace == workspace, *several))
    return found


def erase_values(connection: Connection, keys: KeyRing, root: int, id: str) -> None:
    """Remove what was sealed of one fact, and of the corrections that say the same of it."""
    where = (facts.c.workspace == keys.workspace, of_family([root]))
    family = connection.execute(select(facts.c.position, facts.c.id, facts.c.type, facts.c.state).where(*where)).all()
    wanted = {id}
    for row in sorted(family, key=lambda row: row.position):
        if row.type == FactCorrected.type and msgspec.json.decode(row.state)["fact"] in wanted:
            wanted.add(row.id)
    positions = [row.position for row in family if row.id in wanted]
    connection.execute(delete(sealed).where(sealed.c.workspace == keys.workspace, sealed.c.position.in_(positions)))
    _count_erasure(connection, keys.workspace)


def _sealed_of(connection: Connection, workspace: int, roots: list[int]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for start in range(0, len(roots), _CHUNK):
        query = (
            select(sealed.c.position, sealed.c.part, sealed.c.people)
            .join(facts, (facts.c.workspace == sealed.c.workspace) & (facts.c.position == sealed.c.position))
            .where(facts.c.workspace == workspace, of_family(roots[start : start + _CHUNK]))
        )
        found += [(row.position, row.part, row.people) for row in connection.execute(query)]
    return found


def _remove(connection: Connection, workspace: int, position: int, part: int) -> None:
    where = (sealed.c.workspace == workspace, sealed.c.position == position, sealed.c.part == part)
    connection.execute(delete(sealed).where(*where))


def erasures_of(connection: Connection, workspace: int) -> int:
    """How much was erased so far: what was read before it changed may hold what is gone."""
    return int(connection.scalar(select(workspaces.c.erasures).where(workspaces.c.id == workspace)) or 0)


def _count_erasure(connection: Connection, workspace: int) -> None:
    connection.execute(
        update(workspaces).where(workspaces.c.id == workspace).values(erasures=workspaces.c.erasures + 1)
    )
