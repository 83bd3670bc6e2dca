"""PostgreSQL for the benchmarks: the server given, or a private one that ends with the run; both sync commits."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy.engine import URL, make_url

from tests.cluster import private_cluster

GIVEN = "INCUMBENT_BENCH_POSTGRES_URL"
SETTINGS = {  # of every benchmark database, Incumbent's and the peers' alike
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "jit": "off",
    "random_page_cost": "1.1",
    "effective_cache_size": "8GB",
}


@dataclass(frozen=True)
class Server:
    """Who may make databases, who owns them, and what their addresses are."""

    admin: str
    owner: str
    address: Callable[[str], str]
    private: bool

    def fresh(self, name: str) -> str:
        """The address of a new and empty database; one of that name is dropped."""
        return self.copied("template0", name)

    def copied(self, template: str, name: str) -> str:
        """The address of a copy of a database that nobody uses; one of that name is dropped."""
        database, owner, model = Identifier(name), Identifier(self.owner), Identifier(template)
        with psycopg.connect(self.admin, autocommit=True) as db:
            db.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
            db.execute(SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(database, owner, model))
            for setting, value in SETTINGS.items():
                alter = SQL("ALTER DATABASE {} SET {} = {}")
                db.execute(alter.format(database, Identifier(setting), value))
        return self.address(name)


@contextmanager
def server() -> Iterator[Server]:
    if given := os.environ.get(GIVEN):
        url = make_url(given).set(drivername="postgresql+psycopg")
        yield Server(plain(url), str(url.username), lambda name: _text(url.set(database=name)), private=False)
        return
    with private_cluster() as cluster:
        cluster.wait()
        yield Server(plain(cluster.superuser_url("postgres")), "incumbent", cluster.url, private=True)


def plain(url: str | URL) -> str:
    """The address as the driver itself takes it."""
    return _text(make_url(url).set(drivername="postgresql"))


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)
