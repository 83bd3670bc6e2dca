"""Rows as they lie in the tables, of all workspaces: tests look past the policies that hold for the product."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, NullPool, create_engine

from domain.log.store import Store
from tests.cluster import running_cluster


@contextmanager
def all_rows(store: Store) -> Iterator[Connection]:
    """A transaction before which nothing is hidden: on PostgreSQL a superuser's."""
    if store.sqlite:
        with store.reading() as connection:
            yield connection
        return
    engine = create_engine(running_cluster().superuser_url(str(store.engine.url.database)), poolclass=NullPool)
    with engine.begin() as connection:
        yield connection
