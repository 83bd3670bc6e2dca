"""A desk on each database."""

from collections.abc import Iterator

import pytest

from domain.log.store import Store, open_store
from tests.jobs.alerting.desk import Desk, desk_in


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    """Where the database makes no difference."""
    opened = open_store(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    with desk_in(store) as found:
        yield found
