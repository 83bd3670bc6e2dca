"""The tables of the log and of what must be kept with it; views add theirs to the same metadata.

Instants are microseconds since 1970-01-01 UTC. `workspace` is the number of the tenant and leads every key and index.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    select,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def workspace_column() -> Column[int]:
    return Column("workspace", Integer, ForeignKey("workspaces.id"), primary_key=True, autoincrement=False)


def _only(condition: str) -> dict[str, Any]:
    """An index of few rows: most facts have no family and claim no version, and cost nothing there."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


store = Table(
    "store",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("epoch", String(36), nullable=False, comment="new after each restore; carried by cursors"),
)

workspaces = Table(
    "workspaces",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("time_zone", String(64), nullable=False, server_default="UTC"),
    Column("head", BigInteger, nullable=False, server_default="0", comment="position of the newest fact"),
    Column("last_recorded_at", BigInteger, nullable=False, server_default="0"),
    Column("erasures", Integer, nullable=False, server_default="0", comment="how many keys were destroyed"),
    Column("secret", LargeBinary, nullable=False, comment="the workspace's own key, wrapped by the root key"),
)

workspace_settings = Table(
    "workspace_settings",
    metadata,
    workspace_column(),
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False, comment="JSON; what has no row is as usual"),
)

half_life_settings = Table(
    "half_life_settings",
    metadata,
    workspace_column(),
    Column("version", Integer, primary_key=True, autoincrement=False, comment="1, 2, 3: the last one counts"),
    Column("days", Text, nullable=False, comment="JSON: those that are not as usual"),
    Column("position", BigInteger, nullable=False, comment="of the newest fact when it was set"),
    Column("changed_at", BigInteger, nullable=False, comment="microseconds since 1970 UTC"),
)

facts = Table(
    "facts",
    metadata,
    workspace_column(),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String(36), nullable=False),
    Column("type", String(64), nullable=False),
    Column("version", Integer, nullable=False, comment="of the stored form"),
    Column("stream", String(240), nullable=False, comment="kind and id of the guarded subject"),
    Column("stream_version", BigInteger, comment="claimed by a writer who guards the stream; mostly nobody does"),
    Column("effective", String(32), comment="as it was given; null: unknown"),
    Column("certainty", String(16), nullable=False),
    Column("source", String(16), nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    Column("recorded_by", String(200), nullable=False),
    Column("caused_by", String(36)),
    Column("root", BigInteger, nullable=False, comment="position of the first fact of its family"),
    Column("fingerprint", LargeBinary, nullable=False, comment="keyed hash of the content as sent"),
    Column("state", LargeBinary, nullable=False, comment="JSON of the fields that are nobody's"),
    UniqueConstraint("workspace", "id"),
    Index(
        "uq_facts_stream", "workspace", "stream", "stream_version", unique=True, **_only("stream_version IS NOT NULL")
    ),
    Index("ix_facts_family", "workspace", "root", **_only("root <> position")),
    sqlite_with_rowid=False,
)


def newest(sqlite: bool) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """Position and instant of each workspace's newest fact, 0 where there is none.

    PostgreSQL keeps them in the row that it locks; SQLite, with one writer at a time, looks at the end of the log.
    """
    if not sqlite:
        return workspaces.c.head, workspaces.c.last_recorded_at
    last = select(facts).where(facts.c.workspace == workspaces.c.id).order_by(facts.c.position.desc()).limit(1)
    position, instant = (last.with_only_columns(facts.c[name]) for name in ("position", "recorded_at"))
    return func.coalesce(position.scalar_subquery(), 0), func.coalesce(instant.scalar_subquery(), 0)


sealed = Table(
    "sealed",
    metadata,
    workspace_column(),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("part", SmallInteger, primary_key=True, autoincrement=False),
    Column("people", Text, nullable=False, comment="ids, sorted, a blank between; empty: the workspace"),
    Column("ciphertext", LargeBinary, nullable=False, comment="nonce and AES-256-GCM of a JSON object"),
    sqlite_with_rowid=False,
)

subject_facts = Table(
    "subject_facts",
    metadata,
    workspace_column(),
    Column("kind", String(16), primary_key=True),
    Column("subject", String(401), primary_key=True),
    Column("root", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

subjects = Table(
    "subjects",
    metadata,
    workspace_column(),
    Column("kind", String(16), primary_key=True),
    Column("subject", String(200), primary_key=True),
    Column("position", BigInteger, nullable=False, comment="of the fact that created it"),
    sqlite_with_rowid=False,
)

person_keys = Table(
    "person_keys",
    metadata,
    workspace_column(),
    # The id of a person, or of a nomination behind `nomination/`.
    Column("person", String(220), primary_key=True),
    Column("state", String(8), nullable=False, comment="active or erased; an erased key is never minted again"),
    Column("wrapped", LargeBinary, comment="the data key, wrapped by the root key; null once erased"),
    Column("changed_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

idempotency = Table(
    "idempotency",
    metadata,
    workspace_column(),
    Column("key", LargeBinary, primary_key=True, comment="keyed hash of the Idempotency-Key"),
    Column("fingerprint", LargeBinary, nullable=False, comment="keyed hash of the body"),
    Column("answer", LargeBinary, nullable=False, comment="JSON: ids and positions"),
    Column("created_at", BigInteger, nullable=False),
    Index(None, "created_at"),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("workspace", Integer, ForeignKey("workspaces.id"), nullable=False),
    Column("digest", LargeBinary, nullable=False, comment="SHA-256 of the secret"),
    Column("scopes", Text, nullable=False, comment="names, a blank between"),
    Column("label", Text),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
    Column("revoked_at", BigInteger),
    Index(None, "workspace"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", LargeBinary, primary_key=True, comment="SHA-256 of what the browser holds"),
    Column("workspace", Integer, ForeignKey("workspaces.id"), nullable=False),
    Column("key", String(32), ForeignKey("api_keys.id"), nullable=False, comment="the API key that signed in"),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Index(None, "key"),
    Index(None, "expires_at"),
)

last_looks = Table(
    "last_looks",
    metadata,
    workspace_column(),
    Column("key", String(32), primary_key=True, comment="the API key that looked"),
    Column("position", BigInteger, nullable=False, comment="of the newest fact it has seen"),
    Column("looked_at", BigInteger, nullable=False),
)

access_log = Table(
    "access_log",
    metadata,
    workspace_column(),
    Column("caller", String(200), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("subject", String(200), primary_key=True),
    Column("hour", BigInteger, primary_key=True, autoincrement=False, comment="hours since 1970 UTC"),
    comment="who read restricted kinds about whom, once an hour",
)
