"""A row that ends is found without reading others, whatever the database knows about its tables."""

from collections.abc import Iterator

import pytest

from projections.builds import grow
from projections.intervals import Row
from projections.sinks import TableSink, _ending
from projections.tenants import Tenant
from projections.tenures import TENURES
from projections.views import VIEWS
from tests.projections.worlds import opened

PEOPLE = 4_000


@pytest.fixture
def tenant(postgres_url: str) -> Iterator[Tenant]:
    with opened(postgres_url) as tenants:
        yield tenants.make("w")


def test_only_home_is_reached_by_way_of_the_workspace() -> None:
    indexes = [index for view in VIEWS for index in view.table.indexes]
    assert indexes
    assert not [index.name for index in indexes if index.columns[0].name in ("workspace", "build")]


def test_postgresql_finds_it_by_its_home_before_any_statistics(tenant: Tenant) -> None:
    with tenant.ledger.store.writing(tenant.workspace.id) as connection:
        sink = TableSink(tenant.workspace.id, grow(connection, tenant.workspace.id))
        for number in range(PEOPLE):
            sink.opened(TENURES, f"role-{number}", _row(number), 1)
        sink.flush(connection)
        statement = f"EXPLAIN {_ending(TENURES.table, 'postgresql')}"
        ending = (2, tenant.workspace.id, sink.build, "role-1", "1", "2024-01-01")
        plan = "\n".join(row[0] for row in connection.connection.cursor().execute(statement, ending))
    assert "home" in next(line for line in plan.splitlines() if "Index Cond" in line), plan


def _row(number: int) -> Row:
    own = (f"p-{number}", None, "permanent", None, None, None, None, False, "confirmed", "2024-01-01", 1, None, None)
    return Row(str(number), 738_886, 3_652_059, own)
