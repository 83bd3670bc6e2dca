"""A workspace with a server that tests fill."""

from collections.abc import Iterator

import pytest

from domain.log.store import Store
from tests.jobs.feeds.pulled import World, worlds


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    with worlds(store) as one:
        yield one
