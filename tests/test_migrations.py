"""The migrations give the tables the code describes, on both databases, however they are started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import NullPool

from domain.log.migrate import migrate

ROOT = Path(__file__).parent.parent
# A first step that works and a second half that does not.
FAILING = '''
"""Makes a table, then fails."""

from alembic import op
import sqlalchemy as sa

revision = "failing"
down_revision = None


def upgrade() -> None:
    op.create_table("half_done", sa.Column("id", sa.Integer))
    raise RuntimeError("meant to fail")
'''


def configured(url: str | None = None) -> Config:
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["url"] = url
    return config


def tables(url: str) -> set[str]:
    return set(inspect(create_engine(url, poolclass=NullPool)).get_table_names())


def test_there_is_one_line_of_migrations() -> None:
    assert len(ScriptDirectory.from_config(configured()).get_heads()) == 1


def test_the_migrations_give_the_tables_the_code_describes(empty_database_url: str) -> None:
    migrate(empty_database_url)
    command.check(configured(empty_database_url))
    assert "alembic_version" in tables(empty_database_url)


def test_migrating_again_changes_nothing(database_url: str) -> None:
    before = tables(database_url)
    migrate(database_url)
    assert tables(database_url) == before


def test_several_programs_may_migrate_at_once(empty_database_url: str) -> None:
    upgrade = [sys.executable, "-m", "alembic", "upgrade", "head"]
    environment = {**os.environ, "INCUMBENT_DATABASE_URL": empty_database_url}
    started = [subprocess.Popen(upgrade, cwd=ROOT, env=environment) for _ in range(3)]
    assert [one.wait(60) for one in started] == [0, 0, 0]


def test_a_connection_in_a_transaction_keeps_its_say(empty_postgres_url: str) -> None:
    engine = create_engine(empty_postgres_url, poolclass=NullPool)
    with engine.connect() as connection:
        config = configured()
        config.attributes["connection"] = connection
        connection.begin()
        command.upgrade(config, "head")
        connection.rollback()
    assert tables(empty_postgres_url) == set()


def test_a_migration_that_fails_leaves_nothing_behind(empty_database_url: str, tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    versions.mkdir()
    (versions / "failing.py").write_text(FAILING)
    config = configured(empty_database_url)
    config.set_main_option("version_locations", str(versions))
    config.set_main_option("path_separator", "os")
    with pytest.raises(RuntimeError, match="meant to fail"):
        command.upgrade(config, "head")
    assert "half_done" not in tables(empty_database_url)


def test_without_a_database_the_migrations_say_what_is_missing() -> None:
    with pytest.raises(CommandError, match="INCUMBENT_DATABASE_URL"):
        command.upgrade(configured(), "head")
