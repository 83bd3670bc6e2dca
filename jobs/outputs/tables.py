"""The tables of what leaves. Instants are microseconds since 1970 UTC; addresses and secrets lie sealed.

Deliveries hold ids and kinds only: what is said of people is put into words when it is sent.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table, Text

from domain.log.tables import metadata, workspace_column

outlets = Table(
    "outlets",
    metadata,
    workspace_column(),
    Column("id", String(16), primary_key=True),
    Column("kind", String(8), nullable=False, comment="webhook, chat or mail"),
    Column("description", String(200), nullable=False),
    Column("address", LargeBinary, nullable=False, comment="sealed: a URL or a mail address"),
    Column("secret", LargeBinary, comment="sealed; null: what is sent is not signed"),
    Column("former_secret", LargeBinary, comment="sealed; signs too until it ends"),
    Column("former_until", BigInteger),
    Column("wants", Text, nullable=False, comment="JSON: which alerts"),
    Column("names", Boolean, nullable=False, comment="whether what is sent says who is meant"),
    Column("restricted", Boolean, nullable=False, comment="whether it is sent what rests on links and opinions"),
    Column("person", String(200), comment="whose digest a mail is"),
    Column("digest_at", String(5), comment="HH:MM in the workspace's time zone; null: each alert at once"),
    Column("digested", String(10), comment="the last day a digest was made of"),
    Column("state", String(8), nullable=False, comment="active, paused or gone"),
    Column("reason", Text, comment="why it is gone; nothing personal"),
    Column("since", BigInteger, nullable=False, comment="position after which facts are sent"),
    Column("free_at", BigInteger, nullable=False, comment="when it may be asked again, as it said"),
    Column("created_at", BigInteger, nullable=False),
)

outlet_cursors = Table(
    "outlet_cursors",
    metadata,
    workspace_column(),
    Column("position", BigInteger, nullable=False, comment="up to here every fact became deliveries"),
    Column("epoch", String(36), nullable=False, comment="of the store in which that was so"),
)

deliveries = Table(
    "deliveries",
    metadata,
    workspace_column(),
    Column("outlet", String(16), primary_key=True),
    Column("id", String(40), primary_key=True, comment="what the other side knows it by, however often it is sent"),
    Column("place", BigInteger, nullable=False, comment="its order: the position of its fact"),
    Column("account", String(220), nullable=False, comment="within which it keeps its order"),
    Column("type", String(40), nullable=False),
    Column("fact", String(36), comment="null: a test, or a digest"),
    Column("body", Text, nullable=False, comment="JSON as a webhook is sent it: ids and kinds"),
    Column("state", String(9), nullable=False, comment="waiting, delivered, dead, held or dropped"),
    Column("attempts", Integer, nullable=False),
    Column("next_at", BigInteger, nullable=False),
    Column("tried_at", BigInteger),
    Column("status", Integer, comment="of the last answer"),
    Column("problem", Text, comment="of the last attempt; nothing of what was sent or answered"),
    Column("fence", BigInteger, nullable=False, comment="of the lease under which it was tried last"),
    Column("created_at", BigInteger, nullable=False),
    Column("began_at", BigInteger, nullable=False, comment="since when it is tried: later than made where replayed"),
    Index(None, "workspace", "state", "outlet", "account", "place"),
)
