"""Erasure: keys destroyed, sealed rows removed, and a ledger outside the database that is replayed after a restore."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, select, update

from ..actions import ActionChanged, ActionDone, ActionPlanned
from ..amendments import FactCorrected
from ..nominations import NominationAccepted, key_of_nomination
from ..standing import Family, Recorded
from .elsewhere import subjects_among, versions
from .keys import KeyRing
from .merged import read_merges
from .reading import of_family, read_families, roots_of_subjects
from .tables import facts, person_keys, sealed, workspaces

_CHUNK = 500
# Tables of the log that an erasure takes something out of.
CLEARED = (sealed.name, person_keys.name)


class ErasureLedger:
    """Who was erased, one JSON line each, in a file of its own; without a path nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def note(self, workspace: str, *people: str) -> None:
        """Written and synced before the erasure commits: a restore must never know less than the database did.

        `people`: the ids of the keys destroyed, those of nominations among them.
        """
        if self.path is None:
            return
        lines = (msgspec.json.encode({"workspace": workspace, "person": person}) for person in people)
        with self.path.open("ab") as file:
            file.write(b"".join(b"\n" + line + b"\n" for line in lines))
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


def erase_person(connection: Connection, keys: KeyRing, person: str) -> list[str]:
    """Destroy somebody's keys, remove what was sealed under them and what a correction said to be theirs.

    Whatever records are merged with theirs are theirs. With them go the nominations that were ever accepted for them.
    The ids of the keys destroyed.
    """
    records = read_merges(connection, keys).sameness().records(("person", person))
    return [key for _, record in records for key in _erase_record(connection, keys, record)]


def _erase_record(connection: Connection, keys: KeyRing, person: str) -> list[str]:
    roots = roots_of_subjects(connection, keys.workspace, "person", [person])[person]
    erase_values(connection, keys, dict(_corrected_to(connection, keys, roots, person)))
    nominations = subjects_among(connection, keys.workspace, roots, NominationAccepted)
    erased = [person, *map(key_of_nomination, nominations)]
    _erase_keys(connection, keys, erased, {*roots, *_roots_of_nominations(connection, keys.workspace, nominations)})
    _erase_unnamed(connection, keys, _of_actions_about(connection, keys, roots, person))
    return erased


def _of_actions_about(connection: Connection, keys: KeyRing, roots: list[int], person: str) -> Iterator[int]:
    """Families of every action that was ever about somebody."""
    actions = subjects_among(connection, keys.workspace, roots, ActionPlanned, ActionChanged, ActionDone)
    for of_action in roots_of_subjects(connection, keys.workspace, "action", actions).values():
        told = versions(read_families(connection, keys, of_action))
        if any(getattr(fact, "person", None) == person for fact in told):
            yield from of_action


def _erase_unnamed(connection: Connection, keys: KeyRing, roots: Iterable[int]) -> None:
    """What is said of an action and names nobody is about whomever the action is about."""
    beside = _sealed_of(connection, keys.workspace, sorted(roots))
    _remove(connection, keys.workspace, [(position, part) for position, part, people in beside if not people])


def erase_nomination(connection: Connection, keys: KeyRing, nomination: str) -> None:
    """Destroy a nomination's key and remove what was sealed under it."""
    roots = _roots_of_nominations(connection, keys.workspace, [nomination])
    _erase_keys(connection, keys, [key_of_nomination(nomination)], roots)


def _erase_keys(connection: Connection, keys: KeyRing, erased: list[str], roots: Iterable[int]) -> None:
    for key in erased:
        keys.destroy(connection, key)
    beside = _sealed_of(connection, keys.workspace, sorted(roots))
    theirs = [(position, part) for position, part, people in beside if not {*erased}.isdisjoint(people.split())]
    _remove(connection, keys.workspace, theirs)
    _count_erasure(connection, keys.workspace)


def _roots_of_nominations(connection: Connection, workspace: int, nominations: list[str]) -> set[int]:
    found = roots_of_subjects(connection, workspace, "nomination", nominations)
    return {root for roots in found.values() for root in roots}


def sealed_facts_of(connection: Connection, workspace: int, nomination: str) -> list[str]:
    """Ids of the facts about a nomination beside which values lie sealed."""
    roots = sorted(_roots_of_nominations(connection, workspace, [nomination]))
    positions = {position for position, _part, _people in _sealed_of(connection, workspace, roots)}
    query = select(facts.c.id).where(facts.c.workspace == workspace, facts.c.position.in_(sorted(positions)))
    return list(connection.scalars(query.order_by(facts.c.position)))


def _corrected_to(connection: Connection, keys: KeyRing, roots: list[int], person: str) -> Iterator[tuple[str, int]]:
    """(id, root) of facts whose values are this person's only since a correction: they lie under the keys of others."""
    families: dict[int, list[Recorded]] = defaultdict(list)
    for recorded in read_families(connection, keys, _amended(connection, keys.workspace, roots)):
        families[recorded.root].append(recorded)
    for root, members in families.items():
        for version in Family(members).versions():
            if any(person in version.concerned(tag) for tag in version.tags.values() if tag.personal):
                yield version.id, root


def _amended(connection: Connection, workspace: int, roots: list[int]) -> list[int]:
    """Those of the families that have more than one member."""
    found: list[int] = []
    for start in range(0, len(roots), _CHUNK):
        several = (facts.c.root.in_(roots[start : start + _CHUNK]), facts.c.root != facts.c.position)
        found += connection.scalars(select(facts.c.root).distinct().where(facts.c.workspace == workspace, *several))
    return found


def erase_values(connection: Connection, keys: KeyRing, roots: Mapping[str, int]) -> None:
    """Remove what was sealed of some facts, and of the corrections that say the same of them.

    `roots`: of each fact's id its family.
    """
    wanted, positions = {*roots}, list[int]()
    for row in _members(connection, keys.workspace, sorted({*roots.values()})):
        if row.type == FactCorrected.type and msgspec.json.decode(row.state)["fact"] in wanted:
            wanted.add(row.id)
        if row.id in wanted:
            positions.append(row.position)
    for start in range(0, len(positions), _CHUNK):
        some = sealed.c.position.in_(positions[start : start + _CHUNK])
        connection.execute(delete(sealed).where(sealed.c.workspace == keys.workspace, some))
    _count_erasure(connection, keys.workspace)


def _members(connection: Connection, workspace: int, roots: list[int]) -> Iterator[Any]:
    """Position, id, type and state of every fact of these families, of each family in order."""
    for start in range(0, len(roots), _CHUNK):
        query = (
            select(facts.c.position, facts.c.id, facts.c.type, facts.c.state)
            .where(facts.c.workspace == workspace, of_family(roots[start : start + _CHUNK]))
            .order_by(facts.c.position)
        )
        yield from connection.execute(query)


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


def _remove(connection: Connection, workspace: int, parts: list[tuple[int, int]]) -> None:
    """Rows by (position, part)."""
    if parts:
        where = (sealed.c.position == bindparam("at"), sealed.c.part == bindparam("which"))
        query = delete(sealed).where(sealed.c.workspace == workspace, *where)
        connection.execute(query, [{"at": position, "which": part} for position, part in parts])


def erasures_of(connection: Connection, workspace: int) -> int:
    """How much was erased so far: what was read before it changed may hold what is gone."""
    return int(connection.scalar(select(workspaces.c.erasures).where(workspaces.c.id == workspace)) or 0)


def _count_erasure(connection: Connection, workspace: int) -> None:
    connection.execute(
        update(workspaces).where(workspaces.c.id == workspace).values(erasures=workspaces.c.erasures + 1)
    )
