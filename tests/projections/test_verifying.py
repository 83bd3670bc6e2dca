"""Verification compares the tables with the log: no difference where there is none, and any that there is."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, insert, select, update

from projections.tenants import Tenant, Tenants
from projections.views import VIEWS
from tests.generator import ACCOUNTS, random_batches
from tests.projections.worlds import World

Change = Callable[[Connection, Table, Any], object]


def random_world(tenants: Tenants, seed: int, steps: int = 60) -> World:
    world, random = World(tenants.make(f"world {seed}")), Random(seed)
    for recorded_at, batch in random_batches(seed, steps):
        world.tell(recorded_at, batch)
        if random.random() < 0.3:
            world.tenant.catch_up()
    world.tenant.catch_up()
    return world


@pytest.mark.parametrize("seed", [800, 801])
def test_nothing_differs_after_a_random_history(tenants: Tenants, seed: int) -> None:
    tenant = random_world(tenants, seed).tenant
    verified = tenant.verify()
    assert verified.compared > 20
    assert verified.differing == []
    assert tenant.verify(list(ACCOUNTS)).differing == []


def test_facts_that_were_not_followed_yet_are_no_difference(tenants: Tenants) -> None:
    world = World(tenants.make("selling"))
    for recorded_at, batch in random_batches(802, 30):
        world.tell(recorded_at, batch)
        if len(world.facts) < 40:
            world.tenant.catch_up()
    assert world.tenant.verify().differing == []


def lengthened(connection: Connection, table: Table, row: Any) -> None:
    connection.execute(update(table).where(*same(table, row)).values(known_to=row.known_to + 1))


def removed(connection: Connection, table: Table, row: Any) -> None:
    connection.execute(delete(table).where(*same(table, row)))


def doubled(connection: Connection, table: Table, row: Any) -> None:
    connection.execute(insert(table).values({**row._mapping, "item": f"{row.item}~"}))


def strayed(connection: Connection, table: Table, row: Any) -> None:
    """A row of a home that no fact is about."""
    connection.execute(insert(table).values({**row._mapping, "home": nowhere(table.name)}))


def nowhere(table: str) -> str:
    return "no|where" if table == "links" else "nowhere"


def same(table: Table, row: Any) -> list[Any]:
    return [table.c[column.name] == row._mapping[column.name] for column in table.primary_key]


@pytest.mark.parametrize("change", [lengthened, removed, doubled, strayed])
def test_a_row_changed_by_hand_is_found_in_every_table(tenants: Tenants, change: Change) -> None:
    tenant, wrong = random_world(tenants, 820, steps=120).tenant, set[str]()
    for view in VIEWS:
        with tenants.store.writing(tenant.workspace.id) as connection:
            rows = connection.execute(select(view.table).order_by(*view.table.primary_key)).all()
            row = rows[len(rows) // 2]
            change(connection, view.table, row)
        kind = row.subject_kind if view.home == "*" else view.home
        wrong.add(f"{kind} {nowhere(view.name) if change is strayed else row.home}")
    assert set(tenant.verify().differing) == wrong


@pytest.mark.parametrize(("seed", "one"), [(812, True), (814, False)])
def test_an_account_with_a_wrong_row_is_named_with_those_that_were_ever_merged_with_it(
    tenants: Tenants, seed: int, one: bool
) -> None:
    world = random_world(tenants, seed)
    merged = {(fact["kept"], fact["duplicate"]) for fact in world.facts if fact["type"].endswith("records_merged")}
    assert (("north", "partner") in merged) == one
    account = account_of_some_role(world.tenant)
    assert world.tenant.verify([account, "partner"]).differing == [account, *(["partner"] if one else [])]


def account_of_some_role(tenant: Tenant) -> str:
    """Whose role loses a tenure."""
    tables = {view.name: view.table for view in VIEWS}
    roles, tenures = tables["roles"], tables["tenures"]
    with tenant.ledger.store.writing(tenant.workspace.id) as connection:
        held = select(tenures).where(tenures.c.home.in_(select(roles.c.home).where(roles.c.organization == "north")))
        row = connection.execute(held).first()
        removed(connection, tenures, row)
    return "north"
