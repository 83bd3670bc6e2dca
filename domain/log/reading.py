"""Reading rows of the log with what is sealed beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from ..standing import Recorded
from .keys import KeyRing
from .mapper import FactMapper, StoredFact
from .sealing import Sealed
from .tables import facts, sealed, subject_facts

_CHUNK = 500


def of_family(roots: Sequence[int] | ColumnElement[int]) -> ColumnElement[bool]:
    """Facts of these families: the first, found by its position, and the few that join, found by their own index."""
    if isinstance(roots, ColumnElement):
        return or_(facts.c.position == roots, and_(facts.c.root == roots, facts.c.root != facts.c.position))
    return or_(facts.c.position.in_(roots), and_(facts.c.root.in_(roots), facts.c.root != facts.c.position))


class LogRow(NamedTuple):
    """A row of the log with what is sealed beside it, as a plain tuple: reading makes a hundred thousand of them."""

    position: int
    topic: str
    version: int
    id: str
    effective: str | None
    certainty: str
    recorded_at: int
    recorded_by: str
    caused_by: str | None
    root: int
    state: bytes
    sealed: tuple[Sealed, ...] = ()


_ROW = tuple(facts.c.type if name == "topic" else facts.c[name] for name in LogRow._fields if name != "sealed")


def select_stored(
    connection: Connection, workspace: int, *where: ColumnElement[bool], order: Any = None, limit: int | None = None
) -> list[StoredFact]:
    """Whole rows of one workspace, in the order of the log unless another is given."""
    query = select(facts).where(facts.c.workspace == workspace, *where)
    query = query.order_by(facts.c.position if order is None else order).limit(limit)
    rows = connection.execute(query).all()
    beside = _sealed_beside(connection, workspace, [row.position for row in rows])
    return [_stored(row, beside.get(row.position, ())) for row in rows]


def select_rows(
    connection: Connection, workspace: int, *where: ColumnElement[bool], limit: int | None = None
) -> list[LogRow]:
    """What facts are made of, in the order of the log."""
    query = select(*_ROW).where(facts.c.workspace == workspace, *where).order_by(facts.c.position).limit(limit)
    rows = connection.execute(query).all()
    beside = _sealed_beside(connection, workspace, [row[0] for row in rows])
    return [LogRow._make((*row, beside.get(row[0], ()))) for row in rows]


def read_facts(connection: Connection, keys: KeyRing, rows: Sequence[LogRow]) -> list[Recorded]:
    """The facts of these rows, with every value that can still be read."""
    people = {person for row in rows for part in row.sealed for person in part.people.split()}
    mapper = FactMapper(keys, keys.held(lambda: connection, people) if people else {})
    return [mapper.recorded(row) for row in rows]


def read_after(connection: Connection, keys: KeyRing, position: int, limit: int) -> list[Recorded]:
    """The next facts of the log after a position."""
    rows = select_rows(connection, keys.workspace, facts.c.position > position, limit=limit)
    return read_facts(connection, keys, rows)


def read_families(
    connection: Connection, keys: KeyRing, roots: Iterable[int], upto: int | None = None
) -> list[Recorded]:
    """Every fact of these families, in the order of the log, up to a position."""
    ordered = sorted(set(roots))
    bound = [] if upto is None else [facts.c.position <= upto]
    rows: list[LogRow] = []
    for start in range(0, len(ordered), _CHUNK):
        rows += select_rows(connection, keys.workspace, of_family(ordered[start : start + _CHUNK]), *bound)
    return read_facts(connection, keys, sorted(rows, key=lambda row: row.position))


def roots_of_subjects(connection: Connection, workspace: int, kind: str, ids: Sequence[str]) -> dict[str, list[int]]:
    """Families about each of these subjects."""
    found: dict[str, list[int]] = defaultdict(list)
    for start in range(0, len(ids), _CHUNK):
        query = select(subject_facts.c.subject, subject_facts.c.root).where(
            subject_facts.c.workspace == workspace,
            subject_facts.c.kind == kind,
            subject_facts.c.subject.in_(ids[start : start + _CHUNK]),
        )
        for subject, root in connection.execute(query):
            found[subject].append(root)
    return found


def roots_of_facts(connection: Connection, workspace: int, ids: Sequence[str]) -> dict[str, int]:
    """The family of each recorded fact among these ids."""
    found: dict[str, int] = {}
    for start in range(0, len(ids), _CHUNK):
        query = select(facts.c.id, facts.c.root).where(
            facts.c.workspace == workspace, facts.c.id.in_(ids[start : start + _CHUNK])
        )
        found.update((id, root) for id, root in connection.execute(query))
    return found


def _sealed_beside(connection: Connection, workspace: int, positions: list[int]) -> dict[int, tuple[Sealed, ...]]:
    beside: dict[int, tuple[Sealed, ...]] = {}
    for some in _beside(sorted(positions)):
        query = select(sealed.c.position, sealed.c.people, sealed.c.ciphertext).where(sealed.c.workspace == workspace)
        for position, people, ciphertext in connection.execute(query.where(some)):
            beside[position] = (*beside.get(position, ()), Sealed(people, ciphertext))
    return beside


def _beside(positions: list[int]) -> Iterator[ColumnElement[bool]]:
    """A stretch of the log is read as one; what lies scattered is asked for piece by piece."""
    if positions and positions[-1] - positions[0] < 2 * len(positions):
        yield sealed.c.position.between(positions[0], positions[-1])
        return
    for start in range(0, len(positions), _CHUNK):
        yield sealed.c.position.in_(positions[start : start + _CHUNK])


def _stored(row: Any, beside: tuple[Sealed, ...]) -> StoredFact:
    return StoredFact(
        originator_id=row.stream,
        originator_version=row.stream_version,
        topic=row.type,
        state=bytes(row.state),
        id=row.id,
        version=row.version,
        effective=row.effective,
        certainty=row.certainty,
        source=row.source,
        recorded_by=row.recorded_by,
        caused_by=row.caused_by,
        recorded_at=row.recorded_at,
        position=row.position,
        root=row.root,
        fingerprint=bytes(row.fingerprint),
        sealed=beside,
    )
