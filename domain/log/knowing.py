"""What a decision must know of the log: which subjects exist, which families are named, what was recorded before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from ..decisions import Known, Subject, facts_needed
from ..facts import Fact
from ..standing import Family, Standing
from .keys import KeyRing
from .mapper import FactMapper, StoredFact
from .merged import read_merges
from .reading import read_families, roots_of_facts, roots_of_subjects, select_stored
from .tables import facts, subjects

Reader = Callable[[], Connection]
_CHUNK = 300
_REMEMBERED = 500_000


class Knowledge:
    """Reads what decisions need. Subjects never vanish, so that those seen once are remembered."""

    def __init__(self, keys: KeyRing) -> None:
        self.keys = keys
        self._seen: set[Subject] = set()

    def about(self, reader: Reader, batch: Sequence[Fact]) -> Known:
        """What the batch names is read at once, what only its corrections name when the decision asks."""
        named = {pair for fact in batch for pair in fact.named if pair[0] != "fact"}
        if not named <= self._seen:
            self._existing(reader, named)
        families = self._families(reader, batch)
        members = [member.fact for family in families.values() for member in family.members.values()]
        people = {person for fact in (*batch, *members) for person in fact.key_ids}
        held = self.keys.held(reader, people) if people else {}

        def exists(subject: Subject) -> bool:
            return subject in self._seen or subject in self._existing(reader, {subject})

        def erased(person: str) -> bool:
            return (held if person in people else self.keys.held(reader, [person])).get(person, b"") is None

        @cache
        def spoken(vocabulary: str) -> list[Standing]:
            return self._spoken(reader, vocabulary)

        return Known(exists, families, erased, spoken, lambda: read_merges(reader(), self.keys).sameness())

    def remembers(self, subject: Subject) -> bool:
        return subject in self._seen

    def exists(self, connection: Connection, subject: Subject) -> bool:
        return subject in self._existing(lambda: connection, {subject})

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
        """Whether a recorded fact was sent like this; what was erased since cannot be compared and counts as so."""
        described = msgspec.json.decode(row.state).get("sealed", ())
        people = {person for group in described for person in group["of"].split()}
        held = self.keys.held(lambda: connection, people)
        if any(held.get(person) is None for person in people):
            return True
        return FactMapper(self.keys, held).fingerprint(sent, people) == row.fingerprint

    def _existing(self, reader: Reader, named: set[Subject]) -> set[Subject]:
        """One query per kind: SQLite finds pairs of kind and id only by reading all subjects of the workspace."""
        existing = named & self._seen
        missing = defaultdict(list)
        for kind, id in sorted(named - existing):
            missing[kind].append(id)
        for kind, ids in missing.items():
            existing |= {(kind, id) for id in self._existing_of(reader(), kind, ids)}
        self.learn(existing)
        return existing

    def _existing_of(self, connection: Connection, kind: str, ids: Sequence[str]) -> Iterator[str]:
        where = (subjects.c.workspace == self.keys.workspace, subjects.c.kind == kind)
        for start in range(0, len(ids), _CHUNK):
            some = subjects.c.subject.in_(ids[start : start + _CHUNK])
            yield from connection.scalars(select(subjects.c.subject).where(*where, some))

    def _families(self, reader: Reader, batch: Sequence[Fact]) -> dict[str, Family]:
        own = {fact.id for fact in batch}
        ids = [id for fact in batch for id in facts_needed(fact) if id not in own]
        if not ids:
            return {}
        connection = reader()
        roots = roots_of_facts(connection, self.keys.workspace, ids)
        members: dict[int, list[Any]] = {root: [] for root in roots.values()}
        for recorded in read_families(connection, self.keys, members):
            members[recorded.root].append(recorded)
        families = {root: Family(found) for root, found in members.items()}
        for family in families.values():
            self._look_abroad(reader, family)
        return {id: families[root] for id, root in roots.items()}

    def _spoken(self, reader: Reader, vocabulary: str) -> list[Standing]:
        """What stands of the facts that set a vocabulary."""
        connection, found = reader(), defaultdict[int, list[Any]](list)
        roots = roots_of_subjects(connection, self.keys.workspace, "vocabulary", [vocabulary]).get(vocabulary, ())
        for recorded in read_families(connection, self.keys, roots):
            found[recorded.root].append(recorded)
        return [said for members in found.values() for said in Family(members).says]

    def _look_abroad(self, reader: Reader, family: Family) -> None:
        """Whom an end is about once it was corrected to name the beginning of another family."""
        if elsewhere := sorted(family.elsewhere):
            roots = roots_of_facts(reader(), self.keys.workspace, elsewhere)
            there = Family(read_families(reader(), self.keys, roots.values()))
            family.see({id: there.standing(id) for id in roots})
