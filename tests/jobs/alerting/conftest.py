"""A desk on each database."""

from collections.abc import Iterator

import pytest

from domain.log.store import Store
from tests.jobs.alerting.desk import Desk, desk_in


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    with desk_in(store) as found:
        yield found
