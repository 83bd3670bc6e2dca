"""An open database of each kind, and the tenants in it."""

from collections.abc import Iterator

import pytest

from projections.tenants import Tenants
from tests.projections.worlds import opened


@pytest.fixture
def tenants(database_url: str) -> Iterator[Tenants]:
    with opened(database_url) as tenants:
        yield tenants
