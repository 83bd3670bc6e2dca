"""The databases that tests run on: every test gets its own, migrated, on SQLite and on PostgreSQL."""

import gc
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from domain.log.store import Store, open_store
from tests.cluster import CLUSTER, Cluster, private_cluster, running_cluster
from tests.compiling import share_what_is_compiled
from tests.program import Program, ready

ROOT = Path(__file__).parent.parent
DATABASES = ["sqlite", "postgresql"]

# Real data lies beside the project, where it lies at all.
collect_ignore = [] if (ROOT.parent / "shared" / "data" / "uk").is_dir() else ["real"]

# Two workers share two cores with two databases: how long one example takes says nothing.
settings.register_profile(
    "tests",
    derandomize="HYPOTHESIS_SEARCH" not in os.environ,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("tests")

share_what_is_compiled()

MEMORY = Path("/dev/shm")  # noqa: S108  directories in it are made by tempfile and pytest
ENOUGH = 4 * 2**30

# Databases that live as long as a test are synced as all others are; in memory that costs a third less time.
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_configure(config: pytest.Config) -> None:
    """What the developer's own shell says about Incumbent is not for the tests."""
    for name in [name for name in os.environ if name.startswith("INCUMBENT_")]:
        del os.environ[name]


# Hardly anything that importing and collecting make is garbage, and looking for it took a third of their time.
gc.disable()


def pytest_collection_finish() -> None:
    """What was imported stays to the end: to look through it for garbage takes a tenth of a second a time."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_sessionstart(session: pytest.Session) -> None:
    if hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return
    stack = ExitStack()
    session.config.add_cleanup(stack.close)
    running = stack.enter_context(private_cluster())
    os.environ[CLUSTER] = f"{running.port}:{running.directory}"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    running = running_cluster()
    running.wait()
    yield running
    running.leave()


@pytest.fixture(scope="session")
def postgres_template(cluster: Cluster) -> str:
    """Migrated by the first worker that comes; it has its name only once it is whole."""
    with cluster.superuser() as connection:
        connection.execute("SELECT pg_advisory_lock(1)")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'migrated'").fetchone():
            migrate_template(cluster, connection)
    return "migrated"


def migrate_template(cluster: Cluster, connection: psycopg.Connection) -> None:
    from domain.log.migrate import migrate

    cluster.drop("migrating")
    cluster.create("migrating")
    migrate(cluster.url("migrating"))
    connection.execute("ALTER DATABASE migrating RENAME TO migrated")


@pytest.fixture
def postgres_url(cluster: Cluster, postgres_template: str) -> Iterator[str]:
    with cluster.database(postgres_template) as url:
        yield url


@pytest.fixture
def empty_postgres_url(cluster: Cluster) -> Iterator[str]:
    with cluster.database() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from domain.log.migrate import migrate

    path = tmp_path_factory.mktemp("migrated") / "incumbent.db"
    migrate(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    return copied(sqlite_template, tmp_path)


def copied(template: Path, folder: Path) -> str:
    """The folder is copied, not just the file: a store may keep its key beside it."""
    shutil.copytree(template.parent, folder / "store")
    return f"sqlite:///{folder}/store/{template.name}"


@pytest.fixture(scope="module")
def shared_sqlite_url(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """For a module whose tests only read what one of its fixtures wrote."""
    return copied(sqlite_template, tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="module")
def shared_postgres_url(cluster: Cluster, postgres_template: str) -> Iterator[str]:
    with cluster.database(postgres_template) as url:
        yield url


@pytest.fixture(scope="module", params=DATABASES)
def shared_database_url(request: pytest.FixtureRequest) -> str:
    return chosen(request, sqlite="shared_sqlite_url", postgresql="shared_postgres_url")


def chosen(request: pytest.FixtureRequest, **fixtures: str) -> str:
    url: str = request.getfixturevalue(fixtures[request.param])
    return url


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/empty.db"


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    return chosen(request, sqlite="sqlite_url", postgresql="postgres_url")


@pytest.fixture(params=DATABASES)
def empty_database_url(request: pytest.FixtureRequest) -> str:
    return chosen(request, sqlite="empty_sqlite_url", postgresql="empty_postgres_url")


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = open_store(database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with ready(tmp_path_factory.mktemp("said")) as program:
        yield program
