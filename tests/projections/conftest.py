"""An open database of each kind, and the tenants in it."""

import threading
from collections.abc import Iterator

import pytest

from projections.tenants import Tenants
from tests.projections.told import Story
from tests.projections.worlds import opened


@pytest.fixture
def tenants(database_url: str) -> Iterator[Tenants]:
    with opened(database_url) as tenants:
        yield tenants
        settle()


def settle() -> None:
    """A timeline read beside an answer is done before the database is closed."""
    for thread in threading.enumerate():
        if thread.name.startswith("timeline of "):
            thread.join()


@pytest.fixture
def story(tenants: Tenants) -> Story:
    return Story(tenants.make("story"))
