"""The one schema history, for SQLite and PostgreSQL alike."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from ..errors import Misconfigured
from .statistics import assume_large

ROOT = Path(__file__).parents[2]


def config() -> Config:
    return Config(toml_file=str(ROOT / "pyproject.toml"))


def migrate(url: str) -> None:
    """Bring the database at an address to the newest schema; nothing happens when it is there."""
    from .store import open_engine

    engine = open_engine(url)
    settings = config()
    try:
        with engine.connect() as connection:
            connection.info["intent"] = "IMMEDIATE"
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")
            if connection.dialect.name == "sqlite":
                with connection.begin():
                    assume_large(connection)
    finally:
        engine.dispose()


def assert_current(engine: Engine) -> None:
    """Raises Misconfigured when the schema is not the newest."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
        connection.rollback()
    head = ScriptDirectory.from_config(config()).get_current_head()
    if found != head:
        raise Misconfigured(f"the database's schema is {found or 'empty'}, not {head}: run `incumbent migrate`")
