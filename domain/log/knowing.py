"""What a decision must know of the log: which subjects exist, which families are named, what was recorded before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from ..decisions import Known, Subject
from ..facts import Fact
from ..standing import Family, named_fact
from .keys import KeyRing
from .mapper import FactMapper, StoredFact
from .reading import read_families, roots_of_facts, select_stored
from .tables import facts, subjects

_CHUNK = 300
_REMEMBERED = 500_000


class Knowledge:
    """Reads what decisions need. Subjects never vanish, so that those seen once are remembered."""

    def __init__(self, keys: KeyRing) -> None:
        self.keys = keys
        self._seen: set[Subject] = set()

    def about(self, connection: Connection, batch: Sequence[Fact]) -> Known:
        named = {pair for fact in batch for pair in fact.named if pair[0] != "fact"}
        for fact in batch:
            if replacement := getattr(fact, "replacement", None):
                named |= _replaced_subjects(replacement)
        existing = self._existing(connection, named)
        erased = {person for person, key in self._keys_of(connection, batch).items() if key is None}
        return Known(existing.__contains__, self._families(connection, batch), frozenset(erased))

    def remembers(self, subject: Subject) -> bool:
        return subject in self._seen

    def exists(self, connection: Connection, subject: Subject) -> bool:
        return subject in self._existing(connection, {subject})

    def learn(self, born: Iterable[Subject]) -> None:
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
        self._seen.update(born)

    def stored(self, connection: Connection, ids: Sequence[str]) -> dict[str, StoredFact]:
        """The rows of those of these facts that are recorded."""
        found: dict[str, StoredFact] = {}
        for start in range(0, len(ids), _CHUNK):
            some = facts.c.id.in_(ids[start : start + _CHUNK])
            found.update((row.id, row) for row in select_stored(connection, self.keys.workspace, some))
        return found

    def same_content(self, connection: Connection, row: StoredFact, sent: Mapping[str, Any]) -> bool:
        """Whether a recorded fact was sent like this. What was erased since cannot be compared and counts as the same."""
        described = msgspec.json.decode(row.state).get("sealed", ())
        people = {person for group in described for person in group["of"].split()}
        held = self.keys.held(connection, people)
        if any(held.get(person) is None for person in people):
            return True
        return FactMapper(self.keys, held).fingerprint(sent, people) == row.fingerprint

    def _existing(self, connection: Connection, named: set[Subject]) -> set[Subject]:
        """One query per kind: SQLite finds pairs of kind and id only by reading all subjects of the workspace."""
        existing = named & self._seen
        missing = defaultdict(list)
        for kind, id in sorted(named - existing):
            missing[kind].append(id)
        for kind, ids in missing.items():
            existing |= {(kind, id) for id in self._existing_of(connection, kind, ids)}
        self.learn(existing)
        return existing

    def _existing_of(self, connection: Connection, kind: str, ids: Sequence[str]) -> Iterator[str]:
        where = (subjects.c.workspace == self.keys.workspace, subjects.c.kind == kind)
        for start in range(0, len(ids), _CHUNK):
            some = subjects.c.subject.in_(ids[start : start + _CHUNK])
            yield from connection.scalars(select(subjects.c.subject).where(*where, some))

    def _keys_of(self, connection: Connection, batch: Sequence[Fact]) -> dict[str, bytes | None]:
        people = {person for fact in batch for person in fact.people}
        return self.keys.held(connection, people) if people else {}

    def _families(self, connection: Connection, batch: Sequence[Fact]) -> dict[str, Family]:
        ids = [id for fact in batch if (id := named_fact(fact)) is not None]
        if not ids:
            return {}
        roots = roots_of_facts(connection, self.keys.workspace, ids)
        members: dict[int, list[Any]] = {root: [] for root in roots.values()}
        for recorded in read_families(connection, self.keys, members):
            members[recorded.root].append(recorded)
        families = {root: Family(found) for root, found in members.items()}
        return {id: families[root] for id, root in roots.items()}


def _replaced_subjects(replacement: Mapping[str, Any]) -> set[Subject]:
    """Subjects that a replacement may name, whatever the type of the fact it is for."""
    kinds = {
        "organization": "organization", "other": "person", "unit": "unit", "parent": "unit", "role": "role",
        "reports_to": "role", "person": "person", "by": "person", "opportunity": "opportunity",
        "dotted_to": "role", "works_with": "role", "successors": "role", "mentions": "person",
        "originals": "organization", "results": "organization",
    }  # fmt: skip
    found: set[Subject] = set()
    for name, value in replacement.items():
        ids = value if isinstance(value, list) else [value]
        found |= {(kinds[name], id) for id in ids if name in kinds and isinstance(id, str)}
    return found
