"""The one schema history, for SQLite and PostgreSQL alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from ..errors import Misconfigured
from .engines import address, open_engine
from .statistics import assume_large

ROOT = Path(__file__).parents[2]


def config() -> Config:
    return Config(toml_file=str(ROOT / "pyproject.toml"))


def migrate(url: str) -> None:
    """Bring the database at an address to the newest schema; nothing happens when it is there."""
    parsed = address(url)
    if parsed.get_backend_name() == "sqlite":
        Path(str(parsed.database)).absolute().parent.mkdir(parents=True, exist_ok=True)
    settings = config()
    settings.attributes["url"] = parsed.render_as_string(hide_password=False)
    command.upgrade(settings, "head")
    if parsed.get_backend_name() == "sqlite":
        _say_large(url)


def _say_large(url: str) -> None:
    engine = open_engine(url)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        assume_large(connection)
        connection.exec_driver_sql("COMMIT")
    engine.dispose()


def assert_current(engine: Engine) -> None:
    """Raises Misconfigured when the schema is not the newest."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found != newest():
        raise Misconfigured(f"the database's schema is {found or 'empty'}, not {newest()}: run `incumbent migrate`")


@cache
def newest() -> str | None:
    """The newest schema that this program knows. To look through all migrations took most of opening a store."""
    return ScriptDirectory.from_config(config()).get_current_head()
