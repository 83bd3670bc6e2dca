"""A slice is read by indexes that do not depend on what PostgreSQL believes about a build nobody has looked at yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from projections import slices
from projections.account_maps import map_in
from projections.fields import fields_of
from projections.moments import Moment
from projections.scene import Scene
from projections.tenants import Tenant, Tenants
from projections.timeline import Timeline
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
            if not statement.startswith("SELECT"):
                connection.exec_driver_sql(statement)
                continue
            rows = connection.exec_driver_sql(f"EXPLAIN {statement}", values).all()
            yield "\n".join(row[0] for row in rows)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_holds_what_is_found_role_by_role_or_page_by_page(
    tenants: Tenants, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, found = random_world(tenants, 1), list[bytes]()
    timelines, at = Timelines(world.tenant.ledger), moment(world, "2024-05-01")
    for most, wanted, never in ((500, "(home)::text = one.home", "Seq Scan"), (0, "= ANY", "Index Scan using")):
        monkeypatch.setattr(slices, "_FEW", most)
        with statements(tenants.store.engine) as asked:
            found.append(reduced_map(timelines._slice("north", at, fields_of(REDUCED)), at))
        (read,) = [plan for plan in plans(world.tenant, asked) if " on tenures" in plan]
        assert wanted in read
        assert never not in read
    assert found == [reduced_map(timelines._build("north"), at)] * 2
    assert b'"person"' in found[0]


def reduced_map(timeline: Timeline, at: Moment) -> bytes:
    return map_in(Scene(timeline, at.point), at, fields_of(REDUCED), restricted=True)
