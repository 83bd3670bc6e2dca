"""The tables of feeds. Instants are microseconds since 1970 UTC; ids of entries lie as keyed hashes, texts sealed."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    false,
)

from domain.log.tables import metadata, workspace_column

feeds = Table(
    "feeds",
    metadata,
    workspace_column(),
    Column("id", String(16), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("url", Text, nullable=False),
    Column("every_minutes", Integer, nullable=False),
    Column("options", Text, nullable=False, comment="JSON: how it is read"),
    Column("accepts", Boolean, nullable=False, server_default=false(), comment="whether it accepts by itself"),
    Column("introduces", Text, nullable=False, server_default="[]", comment="JSON: kinds that it introduces then"),
    Column("state", String(8), nullable=False, comment="active, paused, review or gone"),
    Column("reason", Text, comment="why it is under review or gone; nothing personal"),
    Column("due_at", BigInteger, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("place", Text, comment="where an endless source goes on"),
    Column("failures", Integer, nullable=False, server_default="0", comment="in a row"),
    Column("newest", String(10), comment="day of the newest entry"),
    Column("created_at", BigInteger, nullable=False),
    Index(None, "workspace", "due_at"),
)

feed_runs = Table(
    "feed_runs",
    metadata,
    workspace_column(),
    Column("feed", String(16), primary_key=True),
    Column("started_at", BigInteger, primary_key=True, autoincrement=False),
    Column("finished_at", BigInteger, nullable=False),
    Column("outcome", String(12), nullable=False, comment="done, unchanged, failed, held, accepted, dropped or reread"),
    Column("status", Integer, comment="of HTTP"),
    Column("entries", Integer, nullable=False),
    Column("fresh", Integer, nullable=False, comment="entries that were not seen before, or say something else"),
    Column("announced", Integer, nullable=False),
    Column("quarantined", Integer, nullable=False),
    Column("passed_over", Integer, nullable=False, server_default="0", comment="announcements of nothing watched"),
    Column("problems", Text, nullable=False, comment="JSON list; nothing personal"),
)

feed_entries = Table(
    "feed_entries",
    metadata,
    workspace_column(),
    Column("feed", String(16), primary_key=True),
    Column("entry", LargeBinary, primary_key=True, comment="keyed hash of its id"),
    Column("content", LargeBinary, nullable=False, comment="keyed hash of what it announces"),
    Column("state", String(10), nullable=False, comment="delivered, waiting, held or dropped"),
    Column("seen_at", BigInteger, nullable=False),
    Column("place", Integer, nullable=False, comment="order of entries seen at one instant"),
    Column("announcements", LargeBinary, comment="sealed; null once delivered or dropped"),
    Index(None, "workspace", "feed", "state"),
)

feed_pulls = Table(
    "feed_pulls",
    metadata,
    workspace_column(),
    Column("feed", String(16), primary_key=True),
    Column("pulled_at", BigInteger, primary_key=True, autoincrement=False),
    Column("part", SmallInteger, primary_key=True, autoincrement=False),
    Column("kind", String(40), nullable=False, comment="what it is read as"),
    Column("body", LargeBinary, nullable=False, comment="what was pulled, compressed and sealed"),
    Index(None, "workspace", "pulled_at"),
)

feed_rosters = Table(
    "feed_rosters",
    metadata,
    workspace_column(),
    Column("feed", String(16), primary_key=True),
    Column("organization", LargeBinary, primary_key=True, comment="keyed hash of its number or name"),
    Column("published", String(10), nullable=False),
    Column("seats", LargeBinary, nullable=False, comment="sealed: who held office then"),
)

feed_struck = Table(
    "feed_struck",
    metadata,
    workspace_column(),
    Column("feed", String(16), primary_key=True),
    Column("mark", LargeBinary, primary_key=True, comment="keyed hash of the organization and the name"),
)

feed_hosts = Table(
    "feed_hosts",
    metadata,
    Column("host", String(255), primary_key=True),
    Column("free_at", BigInteger, nullable=False, comment="when it may be asked again, whoever asks"),
)
