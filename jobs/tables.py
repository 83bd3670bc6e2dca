"""The tables of the jobs: who may act, and which slots were run. Instants are microseconds since 1970 UTC."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String, Table, Text

from domain.log.tables import metadata

job_leases = Table(
    "job_leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(200), nullable=False),
    Column("fence", BigInteger, nullable=False, comment="one more with each new holder; older ones write nothing"),
    Column("expires_at", BigInteger, nullable=False, comment="by the clock of the database"),
)

job_runs = Table(
    "job_runs",
    metadata,
    Column("job", String(64), primary_key=True),
    Column("slot", BigInteger, primary_key=True, autoincrement=False, comment="the instant the run was due"),
    Column("fence", BigInteger, nullable=False, comment="of the lease it ran under; 0: somebody ran it by hand"),
    Column("started_at", BigInteger, nullable=False),
    Column("finished_at", BigInteger, comment="null: running, or left behind by a process that died"),
    Column("outcome", String(16)),
    Column("detail", Text, comment="JSON; nothing personal"),
)
