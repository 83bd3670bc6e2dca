"""A slice is read by indexes that do not depend on what PostgreSQL believes about a build nobody has looked at yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from projections.fields import fields_of
from projections.tenants import Tenant, Tenants
from projections.timelines import Timelines
from tests.projections.told import moment, random_world

REDUCED = "roles.title,roles.reports_to,roles.holders.person"


@contextmanager
def statements(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """What is asked meanwhile, with its values."""
    asked: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, values: Any, context: Any, many: bool) -> None:
        asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def plans(tenant: Tenant, asked: list[tuple[str, Any]]) -> Iterator[str]:
    with tenant.ledger.store.reading(tenant.workspace.id) as connection:
        for statement, values in asked:
            rows = connection.exec_driver_sql(f"EXPLAIN {statement}", values).all()
            yield "\n".join(row[0] for row in rows)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_holds_what_is_found_by_the_ids_of_the_roles(tenants: Tenants) -> None:
    world = random_world(tenants, 1)
    with statements(tenants.store.engine) as asked:
        Timelines(world.tenant.ledger)._slice("north", moment(world, "2024-05-01"), fields_of(REDUCED))
    found = [plan for plan in plans(world.tenant, asked) if " on tenures" in plan]
    assert found
    assert not any("Nested Loop" in plan for plan in found)
