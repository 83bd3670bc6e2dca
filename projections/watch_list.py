"""What people of ours watch: an account, a person, a role or a level; a setting, not a fact.

Rows hold ids and words of the workspace only. What somebody notes beside lies sealed: under the key of the person
watched, so that it goes with them, or else under the workspace's own.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    delete,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError

from domain.errors import InvalidRequest, NotFound, Unavailable, UnknownSubject
from domain.levels import Level, level_of
from domain.log.keys import refuse_erased, seal, unseal
from domain.log.tables import metadata, workspace_column

from .moments import moment_of
from .snapshots import snapshot
from .tenants import Tenant
from .words import Words

Kind = Literal["account", "person", "role", "level"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# As what the log knows them.
SUBJECTS = {"account": "organization", "person": "person", "role": "role"}
_MOST_WATCHES = 10_000

watches = Table(
    "watches",
    metadata,
    workspace_column(),
    Column("id", String(16), primary_key=True),
    Column("kind", String(8), nullable=False, comment="account, person, role or level"),
    Column("subject", String(500), nullable=False, comment="an id; of a level a number or a word of the workspace"),
    Column("watcher", String(200), nullable=False, comment="id of a colleague or of a key"),
    Column("note", LargeBinary, comment="sealed"),
    Column("created_at", BigInteger, nullable=False, comment="microseconds since 1970 UTC"),
    UniqueConstraint("workspace", "kind", "subject", "watcher"),
)


@dataclass(frozen=True)
class Watch:
    """`by` watches something (`kind` and `subject`). `note` is nothing where there is none, or nobody may read it."""

    id: str
    kind: Kind
    subject: str
    by: str
    note: str | None = None
    created_at: int = 0

    @property
    def person(self) -> str | None:
        """Whoever is watched."""
        return self.subject if self.kind == "person" else None

    @property
    def key(self) -> tuple[str, str, str]:
        """Nobody watches the same thing twice."""
        return self.kind, self.subject, self.by


def add_watch(tenant: Tenant, wanted: Watch) -> Watch:
    """A watch to be kept, its id made where it is empty. The same again changes the note.

    Raises UnknownSubject for what does not exist, InvalidRequest, PersonErased.
    """
    _refuse_unknown(tenant, wanted)
    try:
        with tenant.ledger.store.writing(tenant.workspace.id) as connection:
            watch = _placed(tenant, _rows(connection, tenant), wanted)
            connection.execute(delete(watches).where(*_its(tenant, watch.id)))
            connection.execute(insert(watches).values(_row(connection, tenant, watch)))
    except IntegrityError:
        raise Unavailable("somebody added it at the same moment; send the same again") from None
    return watch


def watches_of(tenant: Tenant) -> list[Watch]:
    """All of the workspace, in the order they were made."""
    with tenant.ledger.store.reading(tenant.workspace.id) as connection:
        rows = _rows(connection, tenant)
        keys = _keys(connection, tenant, {row.subject for row in rows if row.kind == "person"})
    return [_watch(tenant, row, keys) for row in rows]


def remove_watch(tenant: Tenant, id: str) -> Watch:
    """What it was. Raises NotFound."""
    found = next((one for one in watches_of(tenant) if one.id == id), None)
    if found is None:
        raise NotFound("no such watch in this workspace")
    with tenant.ledger.store.writing(tenant.workspace.id) as connection:
        connection.execute(delete(watches).where(*_its(tenant, id)))
    return found


def refuse_unknown(tenant: Tenant, kind: str, id: str, field: str) -> None:
    """Raises UnknownSubject naming the field."""
    if not tenant.ledger.knows(kind, id):
        raise UnknownSubject(f"no {kind} {id} exists in this workspace", field=field)


def _refuse_unknown(tenant: Tenant, wanted: Watch) -> None:
    if wanted.kind in SUBJECTS:
        refuse_unknown(tenant, SUBJECTS[wanted.kind], wanted.subject, wanted.kind)
        return
    with snapshot(tenant, moment_of(tenant.ledger)) as at:
        words = [one.word for one in Words(at).terms("level", at.day)]
    if wanted.subject not in words and level_of(wanted.subject, None) == Level():
        raise InvalidRequest(f"expected a number or a level of the workspace: {', '.join(words)}", field="level")


def _placed(tenant: Tenant, rows: Sequence[Any], wanted: Watch) -> Watch:
    """With its id and instant: those it has already, where it is there."""
    for row in rows:
        if (row.kind, row.subject, row.watcher) == wanted.key:
            return replace(wanted, id=row.id, created_at=row.created_at)
    if any(row.id == wanted.id for row in rows):
        raise InvalidRequest("there is a watch with this id", field="id")
    if len(rows) >= _MOST_WATCHES:
        raise InvalidRequest(f"a workspace has {_MOST_WATCHES:,} watches at most", field=wanted.kind)
    return replace(wanted, id=wanted.id or secrets.token_hex(6), created_at=tenant.ledger.clock())


def _row(connection: Connection, tenant: Tenant, watch: Watch) -> dict[str, Any]:
    keys = _keys(connection, tenant, {watch.subject} if watch.kind == "person" else ())
    refuse_erased(keys)
    key = keys.get(watch.subject) or tenant.ledger.keys.secret
    note = None if watch.note is None else seal(key, watch.note.encode(), _context(tenant, watch.id))
    own = {"workspace": tenant.workspace.id, "id": watch.id, "created_at": watch.created_at}
    return {**own, "kind": watch.kind, "subject": watch.subject, "watcher": watch.by, "note": note}


def _watch(tenant: Tenant, row: Any, keys: Mapping[str, bytes | None]) -> Watch:
    key = keys.get(row.subject, tenant.ledger.keys.secret) if row.kind == "person" else tenant.ledger.keys.secret
    readable = row.note is not None and key is not None
    note = unseal(key, bytes(row.note), _context(tenant, row.id)).decode() if readable and key else None
    return Watch(row.id, row.kind, row.subject, row.watcher, note, row.created_at)


def _keys(connection: Connection, tenant: Tenant, people: Iterable[str]) -> dict[str, bytes | None]:
    """By person; nothing for somebody who was erased."""
    return tenant.ledger.keys.held(lambda: connection, people)


def _context(tenant: Tenant, id: str) -> bytes:
    return f"watch|{tenant.workspace.id}|{id}".encode()


def _rows(connection: Connection, tenant: Tenant) -> Sequence[Any]:
    query = select(watches).where(watches.c.workspace == tenant.workspace.id)
    return connection.execute(query.order_by(watches.c.created_at, watches.c.id)).all()


def _its(tenant: Tenant, id: str) -> tuple[Any, Any]:
    return watches.c.workspace == tenant.workspace.id, watches.c.id == id
