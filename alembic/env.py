"""Runs the migrations on the connection or the address it is handed, else on INCUMBENT_DATABASE_URL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from alembic.util import CommandError
from sqlalchemy import Connection, NullPool, create_engine, text

import jobs.alerting.tables
import jobs.feeds.tables
import jobs.outputs.tables
import jobs.tables  # noqa: F401
import projections.tables  # noqa: F401
from domain.log.tables import metadata

# Any number does, as long as nothing else in the database locks it.
LOCK = {"key": 4_207_849_231}


def main() -> None:
    """Offline mode is refused: without a connection nothing can be locked, and nothing compared."""
    if context.is_offline_mode():
        raise CommandError("The migrations need a database to run on; --sql is not supported.")
    if connection := context.config.attributes.get("connection"):
        migrate(connection)
    else:
        with create_engine(database_url(), poolclass=NullPool).connect() as connection:
            migrate(connection)


def database_url() -> str:
    url = context.config.attributes.get("url") or os.environ.get("INCUMBENT_DATABASE_URL")
    if not url:
        raise CommandError("Which database? Set INCUMBENT_DATABASE_URL.")
    return str(url)


def migrate(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    with alone_on_sqlite(connection) if sqlite else alone_on_postgresql(connection):
        context.configure(
            connection=connection,
            target_metadata=metadata,
            compare_type=True,
            render_as_batch=sqlite,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


@contextmanager
def alone_on_postgresql(connection: Connection) -> Iterator[None]:
    """Of several programs starting at once one migrates while the others wait; none makes the live ones wait long."""
    if connection.in_transaction():
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), LOCK)
        yield
        return
    connection.execute(text("SET lock_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_lock(:key)"), LOCK)
    connection.execute(text("SET lock_timeout = '4s'"))
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.execute(text("RESET lock_timeout"))
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), LOCK)
        connection.commit()


@contextmanager
def alone_on_sqlite(connection: Connection) -> Iterator[None]:
    """One transaction around all migrations: writing is the only lock SQLite has, and the driver begins none for DDL.

    Foreign keys rest meanwhile, because a table altered by copying it is dropped in between.
    """
    if connection.in_transaction():
        yield
        return
    driver: Any = connection.connection.driver_connection
    (foreign_keys,) = driver.execute("PRAGMA foreign_keys").fetchone()
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            if not driver.in_transaction:
                driver.execute("BEGIN IMMEDIATE")
            yield
    finally:
        driver.execute(f"PRAGMA foreign_keys = {foreign_keys}")


main()
