"""A workspace with places it sends to, a receiver that answers as it was last told to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from domain.log.store import Store, open_store
from tests.jobs.outputs.receiving import Moody, Receiver, receiving
from tests.jobs.outputs.world import World, worlds


@pytest.fixture
def moody() -> Moody:
    return Moody()


@pytest.fixture
def receiver(moody: Moody) -> Iterator[Receiver]:
    with receiving(moody) as one:
        yield one


@pytest.fixture
def world(store: Store, receiver: Receiver) -> Iterator[World]:
    with worlds(store, receiver) as one:
        yield one


@pytest.fixture
def sqlite_world(sqlite_url: str, receiver: Receiver) -> Iterator[World]:
    """Where the database makes no difference."""
    with closing(open_store(sqlite_url)) as store, worlds(store, receiver) as one:
        yield one
