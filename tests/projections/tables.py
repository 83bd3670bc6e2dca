"""What stands in the interval tables, whatever build it is in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from projections.builds import live
from projections.tenants import Tenant
from projections.views import VIEWS

NOT_COMPARED = ("workspace", "build")
Rows = dict[str, list[tuple[Any, ...]]]


def rows_of(tenant: Tenant) -> Rows:
    """Every column of every row of the live build but the number of the build, table by table."""
    workspace = tenant.workspace.id
    with tenant.ledger.store.reading(workspace) as connection:
        head = live(connection, workspace)
        assert head is not None
        found: Rows = {}
        for table in (view.table for view in VIEWS):
            compared = [column for column in table.columns if column.name not in NOT_COMPARED]
            of_build = (table.c.workspace == workspace) & (table.c.build == head.build)
            found[table.name] = sorted(map(tuple, connection.execute(select(*compared).where(of_build))), key=repr)
        return found


def builds_of(tenant: Tenant) -> set[tuple[str, int]]:
    """Tables and builds that hold any row."""
    workspace = tenant.workspace.id
    with tenant.ledger.store.reading(workspace) as connection:
        tables = [view.table for view in VIEWS]
        return {
            (table.name, build)
            for table in tables
            for build in connection.scalars(select(table.c.build).distinct().where(table.c.workspace == workspace))
        }
