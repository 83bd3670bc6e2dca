"""Reading rows of the log with what is sealed beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, and_, bindparam, or_, select

from ..amendments import VISITED
from ..standing import Recorded
from .keys import KeyRing
from .mapper import FactMapper, StoredFact
from .sealing import Sealed
from .tables import facts, sealed, subject_facts

_CHUNK = 500


def of_family(roots: Sequence[int] | BindParameter[Any] | ColumnElement[int]) -> ColumnElement[bool]:
    """Facts of these families: the first, found by its position, and the few that join, found by their own index."""
    if isinstance(roots, ColumnElement) and not isinstance(roots, BindParameter):
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
_STATE = LogRow._fields.index("state")
_TOLD_OF_SEALED = b'"sealed":'  # where the state of no row says so, nothing is asked for
_LAST = 2**63 - 1

# Made once: SQLAlchemy takes longer to build a query than SQLite to answer it.
_ROWS = select(*_ROW).where(facts.c.workspace == bindparam("ws")).order_by(facts.c.position)
_AFTER = _ROWS.where(facts.c.position > bindparam("after")).limit(bindparam("most"))
_TOLD_AFTER = (
    select(facts.c.type, facts.c.root)
    .where(facts.c.workspace == bindparam("ws"), facts.c.position > bindparam("after"))
    .order_by(facts.c.position)
    .limit(bindparam("most"))
)
_OF_FAMILIES = _ROWS.where(of_family(bindparam("roots", expanding=True)), facts.c.position <= bindparam("upto"))
_SEALED = select(sealed.c.position, sealed.c.people, sealed.c.ciphertext).where(sealed.c.workspace == bindparam("ws"))
_SEALED_STRETCH = _SEALED.where(sealed.c.position.between(bindparam("first"), bindparam("last")))
_SEALED_SOME = _SEALED.where(sealed.c.position.in_(bindparam("some", expanding=True)))
_ROOTS_OF_SUBJECTS = select(subject_facts.c.subject, subject_facts.c.root).where(
    subject_facts.c.workspace == bindparam("ws"),
    subject_facts.c.kind == bindparam("kind"),
    subject_facts.c.subject.in_(bindparam("ids", expanding=True)),
)
_ROOTS_OF_FACTS = select(facts.c.id, facts.c.root).where(
    facts.c.workspace == bindparam("ws"), facts.c.id.in_(bindparam("ids", expanding=True))
)
_VISITORS = (
    select(facts.c.root, subject_facts.c.root)
    .join(subject_facts, and_(subject_facts.c.workspace == facts.c.workspace, subject_facts.c.subject == facts.c.id))
    .where(facts.c.workspace == bindparam("ws"), facts.c.position.in_(bindparam("roots", expanding=True)))
    .where(subject_facts.c.kind == VISITED)
)


def raw_rows(connection: Connection, query: Select[Any], values: Mapping[str, Any] | None = None) -> Sequence[Any]:
    """As the driver gives them: an object of SQLAlchemy's around each takes as long as finding it."""
    result = connection.execute(query, values)
    rows: Sequence[Any] = result.cursor.fetchall()
    result.close()
    return rows


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
    return _rows(connection, workspace, _ROWS.where(*where).limit(limit))


def _rows(connection: Connection, workspace: int, query: Select[Any], **values: object) -> list[LogRow]:
    rows = connection.execute(query, {"ws": workspace, **values}).all()
    some = any(_TOLD_OF_SEALED in row[_STATE] for row in rows)
    beside = _sealed_beside(connection, workspace, [row[0] for row in rows]) if some else {}
    return [LogRow._make((*row, beside.get(row[0], ()))) for row in rows]


def read_facts(connection: Connection, keys: KeyRing, rows: Sequence[LogRow]) -> list[Recorded]:
    """The facts of these rows, with every value that can still be read."""
    people = {person for row in rows for part in row.sealed for person in part.people.split()}
    mapper = FactMapper(keys, keys.held(lambda: connection, people) if people else {})
    return [mapper.recorded(row) for row in rows]


def read_after(connection: Connection, keys: KeyRing, position: int, limit: int) -> list[Recorded]:
    """The next facts of the log after a position."""
    rows = _rows(connection, keys.workspace, _AFTER, after=position, most=limit)
    return read_facts(connection, keys, rows)


def told_after(connection: Connection, workspace: int, position: int, limit: int) -> list[tuple[str, int]]:
    """Type and family of the next facts of the log after a position, without what they say."""
    rows = raw_rows(connection, _TOLD_AFTER, {"ws": workspace, "after": position, "most": limit})
    return [(type, root) for type, root in rows]


def read_families(
    connection: Connection, keys: KeyRing, roots: Iterable[int], upto: int | None = None
) -> list[Recorded]:
    """Every fact of these families, in the order of the log, up to a position."""
    ordered = sorted(set(roots))
    last = _LAST if upto is None else upto
    rows: list[LogRow] = []
    for start in range(0, len(ordered), _CHUNK):
        some = ordered[start : start + _CHUNK]
        rows += _rows(connection, keys.workspace, _OF_FAMILIES, roots=some, upto=last)
    return read_facts(connection, keys, sorted(rows, key=lambda row: row.position))


def roots_of_subjects(connection: Connection, workspace: int, kind: str, ids: Sequence[str]) -> dict[str, list[int]]:
    """Families about each of these subjects."""
    found: dict[str, list[int]] = defaultdict(list)
    for start in range(0, len(ids), _CHUNK):
        some = {"ws": workspace, "kind": kind, "ids": ids[start : start + _CHUNK]}
        for subject, root in raw_rows(connection, _ROOTS_OF_SUBJECTS, some):
            found[subject].append(root)
    return found


def roots_of_facts(connection: Connection, workspace: int, ids: Sequence[str]) -> dict[str, int]:
    """The family of each recorded fact among these ids."""
    found: dict[str, int] = {}
    for start in range(0, len(ids), _CHUNK):
        some = {"ws": workspace, "ids": ids[start : start + _CHUNK]}
        found.update(raw_rows(connection, _ROOTS_OF_FACTS, some))
    return found


def streams_of_facts(connection: Connection, workspace: int, ids: Sequence[str]) -> dict[str, str]:
    """By the id of each of these facts: `kind:id` of the subject it is recorded with."""
    found: dict[str, str] = {}
    for start in range(0, len(ids), _CHUNK):
        some = facts.c.id.in_(ids[start : start + _CHUNK])
        rows = connection.execute(select(facts.c.id, facts.c.stream).where(facts.c.workspace == workspace, some))
        found.update((id, stream) for id, stream in rows)
    return found


def visitors_of(connection: Connection, workspace: int, roots: Sequence[int]) -> dict[int, list[int]]:
    """By family: other families whose ends were corrected to name its beginning."""
    found: dict[int, list[int]] = defaultdict(list)
    for start in range(0, len(roots), _CHUNK):
        some = {"ws": workspace, "roots": roots[start : start + _CHUNK]}
        for root, visitor in connection.execute(_VISITORS, some):
            found[root].append(visitor)
    return found


def _sealed_beside(connection: Connection, workspace: int, positions: list[int]) -> dict[int, tuple[Sealed, ...]]:
    beside: dict[int, tuple[Sealed, ...]] = {}
    for query, some in _beside(sorted(positions)):
        for position, people, ciphertext in connection.execute(query, {"ws": workspace, **some}).all():
            beside[position] = (*beside.get(position, ()), Sealed(people, ciphertext))
    return beside


def _beside(positions: list[int]) -> Iterator[tuple[Select[Any], dict[str, Any]]]:
    """A stretch of the log is read as one; what lies scattered is asked for piece by piece."""
    if positions and positions[-1] - positions[0] < 2 * len(positions):
        yield _SEALED_STRETCH, {"first": positions[0], "last": positions[-1]}
        return
    for start in range(0, len(positions), _CHUNK):
        yield _SEALED_SOME, {"some": positions[start : start + _CHUNK]}


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
