"""Moments that share what they read see the rows that each would have read alone, and read them once."""

from random import Random
from typing import Any

from sqlalchemy import Table

from projections.shared import Shared
from projections.snapshots import Snapshot, snapshot
from projections.tenants import Tenants
from projections.views import VIEWS
from tests.projections.test_slices import statements
from tests.projections.told import moments, random_world


def naive(at: Snapshot, table: Table, ids: set[str], *, holding: bool) -> list[Any]:
    """Everything there is, looked through row by row."""
    known = (row for row in at.rows(table, at.ours(table)) if row.known_from <= at.position < row.known_to)
    held = (row for row in known if not holding or row.valid_from <= at.day < row.valid_to)
    return sorted(map(repr, (row for row in held if row.home in ids)))


def test_each_moment_sees_what_it_would_have_read_alone(tenants: Tenants) -> None:
    world, random, met = random_world(tenants, 713), Random(713), 0
    asked = [(moment.as_of, moment.position) for _, moment in moments(world, 713, 3)]
    with snapshot(world.tenant, next(moments(world, 713, 1))[1]) as read:
        shared = Shared.among(read, asked)
        for table in [view.table for view in VIEWS]:
            homes = sorted({row.home for row in read.rows(table, read.ours(table))})
            for at in (shared.on(*one) for one in asked):
                some = {*random.sample(homes, len(homes) // 2), "nobody"}
                for holding, found in (
                    (False, at.known_rows(table.c.home, some)),
                    (True, at.holding_rows(table.c.home, some)),
                ):
                    assert sorted(map(repr, found)) == naive(at, table, some, holding=holding), table
                    met += len(found)
    assert met > 100


def test_what_a_moment_of_the_span_has_read_is_not_asked_again(tenants: Tenants) -> None:
    world = random_world(tenants, 714, steps=10)
    asked = [(moment.as_of, moment.position) for _, moment in moments(world, 714, 3)]
    column, ids = VIEWS[0].table.c.home, ["org-1", "nobody"]
    with snapshot(world.tenant, next(moments(world, 714, 1))[1]) as read:
        shared = Shared.among(read, asked)
        with statements(world.tenant.ledger.store.engine) as told:
            for one in asked:
                shared.on(*one).holding_rows(column, ids)
            assert len(told) == 1
            for one in asked:  # the control: alone, each asks for itself
                read.on(*one).holding_rows(column, ids)
            assert len(told) == 1 + len(asked)
